/**
 * The one error of this package: what was asked, where, how it ended, what was tried, and what to do about it.
 * Catch it with `Effect.catchTag("ImageSearchError")`, or test `error._tag`, and decide by `error.reason._tag`.
 */
import type { ErrorCategory } from "@imagesearch/core"
import { describeReason, type AccessDenied, type Attempt, type TransportError } from "@imagesearch/transport"
import * as Data from "effect/Data"
import { unsignedReason } from "./credentials/unsignedReason.ts"
import { adviceOf, categoryOf, codeOf, problemOf, quote } from "./reasonWords.ts"

/** What the service said when it refused. */
export interface ServiceAnswer {
  readonly status: number
  readonly code: string | undefined
  readonly message: string
  /** What a RAM policy refused, under the wire's names, where the service says so. */
  readonly accessDenied?: AccessDenied | undefined
}

/** What is wrong with one field. */
export interface InputIssue {
  /** Path of the field, its parts joined by dots. */
  readonly field: string
  /** What it takes, as a clause. */
  readonly problem: string
  /** What was given, shortened; undefined where nothing was. */
  readonly value?: string | undefined
}

/** One member for each decision that a caller can take. */
export type ImageSearchReason =
  /** A setting is missing or wrong; nothing was sent. */
  | { readonly _tag: "InvalidConfig"; readonly setting: string; readonly problem: string; readonly advice: string }
  /** The input does not fit the operation; nothing was sent. Each issue names its field. */
  | { readonly _tag: "InvalidInput"; readonly issues: readonly InputIssue[] }
  /** The picture cannot be used, and was not stored. `problem` is a clause about it, with the value and the limit. */
  | {
      readonly _tag: "InvalidPicture"
      readonly field: string
      readonly picture: string
      readonly problem: string
      readonly advice: string
    }
  /** The service refused the key, its secret or its token. */
  | ({ readonly _tag: "Credentials" } & ServiceAnswer)
  /** The key is right and may not do this. */
  | ({ readonly _tag: "Permission" } & ServiceAnswer)
  /** The instance, product or picture is not there. */
  | ({ readonly _tag: "NotFound" } & ServiceAnswer)
  /** The service takes the request for wrong; sending it again cannot help. */
  | ({ readonly _tag: "Rejected" } & ServiceAnswer)
  /** The instance is full, or the account has no balance. */
  | ({ readonly _tag: "Quota" } & ServiceAnswer)
  /** A task is running that allows no second one. */
  | ({ readonly _tag: "BusyTask" } & ServiceAnswer)
  /** This machine's clock is more than 15 minutes off. */
  | ({ readonly _tag: "Clock" } & ServiceAnswer)
  /** More calls than were bought; undefined `answer` means that the client itself held the call back. */
  | { readonly _tag: "Throttled"; readonly answer: ServiceAnswer | undefined; readonly problem: string }
  /** The service failed, or could not be reached. `mayHaveBeenDone` tells whether it can have acted. */
  | {
      readonly _tag: "Unavailable"
      readonly answer: ServiceAnswer | undefined
      readonly problem: string
      readonly mayHaveBeenDone: boolean
    }
  /** A time limit ran out. */
  | { readonly _tag: "TimedOut"; readonly problem: string; readonly mayHaveBeenDone: boolean }
  /** A task inside the service ended in failure. `errorUrl` leads to its list of errors, for two hours. */
  | {
      readonly _tag: "TaskFailed"
      readonly task: string
      readonly problem: string
      readonly errorUrl: string | undefined
    }
  /** The answer does not have the documented shape. `status` is its HTTP status. */
  | { readonly _tag: "UnexpectedAnswer"; readonly problem: string; readonly status: number | undefined }

/** A call that failed, or was never sent: `reason` says what to do. Never holds a secret. */
export class ImageSearchError extends Data.TaggedError("ImageSearchError")<{
  /** The wire's name of the operation, or the hop of an upload that failed. */
  readonly operation: string
  readonly reason: ImageSearchReason
  /** Endpoint of the last attempt as a URL. */
  readonly endpoint?: string | undefined
  readonly requestId?: string | undefined
  /** Every attempt of the call, in order. */
  readonly attempts?: readonly Attempt[]
  /** What another program threw, such as the caller's own iterable. */
  readonly cause?: unknown
}> {
  /** The service's error code, undefined when it gave none or nothing was sent. */
  get code(): string | undefined {
    return codeOf(this.reason)
  }

  /** The kind of failure, as core sorts error codes; what this client refuses by itself is `invalid`. */
  get category(): ErrorCategory {
    return categoryOf(this.reason, this.attempts?.at(-1)?.category)
  }

  /** One sentence: what to do about it. */
  get advice(): string {
    return adviceOf(this.reason)
  }

  /** One line: what failed, on what, why, and what to do. */
  override get message(): string {
    const where = this.endpoint === undefined ? "" : ` at ${this.endpoint}`
    // Attempts of the hop that failed; those before it succeeded.
    const count = this.attempts?.filter(({ operation }) => operation === this.operation).length ?? 0
    const tries = count > 1 ? ` after ${count} attempts` : ""
    const id = this.requestId === undefined ? "" : ` Request id ${this.requestId}.`
    return `${this.operation}${where} failed${tries}: ${problemOf(this.reason)} ${this.advice}${id}`
  }

  /** What loggers write: every fact, and the sentence. */
  override toJSON(): object {
    const { _tag, message, category, code, advice, operation, endpoint, requestId, reason, attempts } = this
    return { _tag, message, category, code, advice, operation, endpoint, requestId, reason, attempts }
  }

  /** What `console.error` shows on Node: the sentence and where it came from, then each attempt on a line. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    const lines = (this.attempts ?? []).map(
      ({ operation, endpoint, status, code, durationMillis }) =>
        `\n  ${operation} at ${endpoint}: ${status ?? "no answer"}${code === undefined ? "" : ` ${code}`} after ${durationMillis} ms`
    )
    return `${this.stack ?? this.message}${lines.join("")}`
  }
}

/** The client's reading of a transport failure. `earlier` are attempts of the hops before it. */
export const fromTransportError = (error: TransportError, earlier: readonly Attempt[]): ImageSearchError => {
  const { operation, endpoint, reason } = error
  return new ImageSearchError({
    operation,
    endpoint,
    requestId: reason._tag === "Refused" ? reason.requestId : undefined,
    attempts: [...earlier, ...error.attempts],
    reason: toReason(reason)
  })
}

const toReason = (reason: TransportError["reason"]): ImageSearchReason => {
  if (reason._tag === "Refused") return refusedReason(reason.category, reason)
  const problem = describeReason(reason)
  switch (reason._tag) {
    case "Unreachable":
      return { _tag: "Unavailable", answer: undefined, problem, mayHaveBeenDone: reason.sent !== "no" }
    case "TimedOut":
      return { _tag: "TimedOut", problem, mayHaveBeenDone: reason.sent !== "no" }
    case "Paced":
      return { _tag: "Throttled", answer: undefined, problem }
    case "Unsigned":
      return unsignedReason(reason)
  }
}

const tags = {
  credentials: "Credentials",
  permission: "Permission",
  notFound: "NotFound",
  invalid: "Rejected",
  quota: "Quota",
  busyTask: "BusyTask",
  clock: "Clock"
} as const

const refusedReason = (category: ErrorCategory, refused: ServiceAnswer): ImageSearchReason => {
  const { status, code, message, accessDenied } = refused
  const answer: ServiceAnswer = { status, code, message, ...(accessDenied === undefined ? {} : { accessDenied }) }
  if (category === "throttle") return { _tag: "Throttled", answer, problem: quote(answer) }
  if (category === "transient" || category === "unknown") {
    return { _tag: "Unavailable", answer, problem: quote(answer), mayHaveBeenDone: true }
  }
  return { _tag: tags[category], ...answer }
}
