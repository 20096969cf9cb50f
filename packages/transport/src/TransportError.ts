/** The one error of this package: what was asked, what was tried, how it ended, and what to do. Never holds a secret. */
import type { ErrorCategory } from "@imagesearch/core"
import * as Data from "effect/Data"
import type { Attempt, Phase, Sent } from "./Attempt.ts"

/** How a call ended in failure; one member for each decision that a caller can take. */
export type TransportReason =
  /** No endpoint gave an answer. */
  | { readonly _tag: "Unreachable"; readonly code: string; readonly message: string; readonly sent: Sent }
  /** The deadline of the call, or the time limit of its last attempt, ran out. */
  | {
      readonly _tag: "TimedOut"
      readonly limit: "call" | "attempt" | "connect"
      readonly limitMillis: number
      readonly phase: Phase
      readonly sent: Sent
    }
  /** Pacing would have made the call wait beyond its deadline; nothing was sent. */
  | { readonly _tag: "Paced"; readonly key: string; readonly perSecond: number }
  /** The service, or the object store, answered with an error. */
  | {
      readonly _tag: "Refused"
      readonly category: ErrorCategory
      readonly status: number
      readonly code: string | undefined
      readonly message: string
      readonly requestId: string | undefined
    }

export class TransportError extends Data.TaggedError("TransportError")<{
  readonly operation: string
  /** Endpoint of the last attempt as a URL; undefined when none was made. */
  readonly endpoint: string | undefined
  readonly reason: TransportReason
  readonly attempts: readonly Attempt[]
}> {
  override get message(): string {
    const where = this.endpoint === undefined ? "" : ` at ${this.endpoint}`
    const tries = this.attempts.length > 1 ? ` after ${this.attempts.length} attempts` : ""
    return `${this.operation}${where} failed${tries}: ${describe(this.reason)}`
  }
}

const describe = (reason: TransportReason): string => {
  switch (reason._tag) {
    case "Unreachable":
      return `${reason.message} (${reason.code}).`
    case "TimedOut":
      return `the time limit of the ${reason.limit} (${reason.limitMillis} ms) ran out in the phase "${reason.phase}".`
    case "Paced":
      return `at ${reason.perSecond} calls per second the next turn of ${reason.key} comes after the deadline.`
    case "Refused":
      return `${reason.code ?? `HTTP ${reason.status}`}: ${reason.message}${reason.requestId === undefined ? "" : ` (request id ${reason.requestId})`}`
  }
}
