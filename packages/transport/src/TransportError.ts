/** The one error of this package: what was asked, what was tried, how it ended, and what to do. Never holds a secret. */
import type { ErrorCategory } from "@imagesearch/core"
import * as Data from "effect/Data"
import type { Attempt, Phase, Sent } from "./Attempt.ts"
import type { AccessDenied } from "./Classify.ts"
import type { Pace, Turn } from "./Turn.ts"

/**
 * How a call ended in failure; one member for each decision that a caller can take. `sent` tells of the whole call: `no`
 * when none of its attempts can have been seen.
 */
export type TransportReason =
  /** No endpoint gave an answer. */
  | { readonly _tag: "Unreachable"; readonly code: string; readonly message: string; readonly sent: Sent }
  /** A time limit ran out: the call's own, or that of one phase of the last attempt. */
  | {
      readonly _tag: "TimedOut"
      readonly limit: "call" | "connect" | "headers" | "body"
      readonly limitMillis: number
      readonly phase: Phase
      readonly sent: Sent
    }
  /** Pacing gave the call no turn within its deadline. */
  | {
      readonly _tag: "Paced"
      readonly pace: Pace
      readonly turn: Exclude<Turn, { readonly _tag: "Wait" }>
      readonly sent: Sent
    }
  /** No key could be had to sign the next attempt with. */
  | { readonly _tag: "Unsigned"; readonly problem: string; readonly cause: unknown; readonly sent: Sent }
  /** The service, or the object store, answered with an error. */
  | {
      readonly _tag: "Refused"
      readonly category: ErrorCategory
      readonly status: number
      readonly code: string | undefined
      readonly message: string
      readonly requestId: string | undefined
      /** What a RAM policy refused, where the service says so. */
      readonly accessDenied: AccessDenied | undefined
    }

/** A call that failed: what was asked, where, why, and every attempt. Never holds a secret. */
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
    return `${this.operation}${where} failed${tries}: ${describeReason(this.reason)}`
  }
}

/** The reason as a clause with its full stop; the caller puts before it what was asked. */
export const describeReason = (reason: TransportReason): string => {
  switch (reason._tag) {
    case "Unreachable":
      return `${reason.message} (${reason.code}).`
    case "TimedOut":
      return `the time limit of the ${limitNames[reason.limit]} (${Math.round(reason.limitMillis)} ms) ran out in the phase "${reason.phase}".`
    case "Paced":
      return describePacing(reason.pace, reason.turn)
    case "Unsigned":
      return `${reason.problem}.`
    case "Refused":
      return `${reason.code ?? `HTTP ${reason.status}`}: ${reason.message}${reason.requestId === undefined ? "" : ` (request id ${reason.requestId})`}`
  }
}

const limitNames = { call: "call", connect: "connection", headers: "answer's head", body: "answer's body" } as const

const describePacing = ({ key, perSecond }: Pace, turn: Exclude<Turn, { readonly _tag: "Wait" }>): string =>
  turn._tag === "TooLate"
    ? `at ${perSecond} calls per second the next turn of ${key} comes in ${Math.round(turn.millis)} ms, after the deadline.`
    : `${turn.waiting} calls wait for their turn of ${key} already.`
