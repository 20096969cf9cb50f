/**
 * The one error of this package: what was asked, where, how it ended, what was tried, and what to do about it.
 * Catch it with `Effect.catchTag("ImageSearchError")`, or test `error._tag`, and decide by `error.reason._tag`.
 */
import type { ErrorCategory } from "@imagesearch/core"
import { describeReason, type Attempt, type TransportError, type TransportReason } from "@imagesearch/transport"
import * as Data from "effect/Data"
import { unsignedReason } from "./credentials/unsignedReason.ts"
import type { ImageSearchReason, ServiceAnswer } from "./ImageSearchReason.ts"
import { adviceOf } from "./adviceWords.ts"
import { categoryOf, codeOf, problemOf, quote } from "./reasonWords.ts"

/** A call that failed, or was never sent: `reason` says what to do. Never holds a secret. */
export class ImageSearchError extends Data.TaggedError("ImageSearchError")<{
  /** The wire's name of the operation, or the hop of an upload that failed. */
  readonly operation: string
  readonly reason: ImageSearchReason
  /** Endpoint of the last attempt as a URL. */
  readonly endpoint?: string | undefined
  /** The service's id of the last request, which its support asks for; undefined where no answer had one. */
  readonly requestId?: string | undefined
  /** Every attempt of the call in order, those of an upload's hops first; undefined where nothing was sent. */
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
    return adviceOf(this.reason, this.attempts)
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

  /** What loggers write: every fact, and the sentence. Of an `errorUrl` the part is left out that opens it. */
  override toJSON(): object {
    const { _tag, message, category, code, advice, operation, endpoint, requestId, attempts } = this
    const reason = withoutLink(this.reason)
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

/** Whoever holds the whole address can read the list of errors. */
const withoutLink = (reason: ImageSearchReason): ImageSearchReason =>
  reason._tag === "TaskFailed" ? { ...reason, errorUrl: reason.errorUrl?.split("?", 1)[0] } : reason

/** The client's reading of a failure of the operation itself. `earlier` are attempts of the hops before it. */
export const fromTransportError = (error: TransportError, earlier: readonly Attempt[]): ImageSearchError =>
  readingOf({ error, earlier, mayHaveBeenDone: error.attempts.some(mayHaveActed) })

/** The same for a hop of an upload: whatever became of it, the operation was not sent. */
export const fromHopError = (error: TransportError, earlier: readonly Attempt[]): ImageSearchError =>
  readingOf({ error, earlier, mayHaveBeenDone: false })

interface Failure {
  readonly error: TransportError
  readonly earlier: readonly Attempt[]
  /** Of the operation that the caller called. */
  readonly mayHaveBeenDone: boolean
}

const readingOf = ({ error, earlier, mayHaveBeenDone }: Failure): ImageSearchError => {
  const { operation, endpoint, reason, attempts } = error
  return new ImageSearchError({
    operation,
    endpoint,
    requestId: reason._tag === "Refused" ? reason.requestId : undefined,
    attempts: [...earlier, ...attempts],
    reason: toReason({ ...reason, mayHaveBeenDone })
  })
}

/** Seen by the service, and not answered with a refusal that says that nothing came of it. */
const mayHaveActed = ({ sent, category }: Attempt): boolean =>
  sent !== "no" && (category === "transient" || category === "unknown")

type Ending = TransportReason & Pick<Failure, "mayHaveBeenDone">

const toReason = (reason: Ending): ImageSearchReason => {
  if (reason._tag === "Refused") return refusedReason(reason)
  const { mayHaveBeenDone } = reason
  const problem = describeReason(reason)
  switch (reason._tag) {
    case "Unreachable":
      return { _tag: "Unavailable", answer: undefined, problem, mayHaveBeenDone }
    case "TimedOut":
      return { _tag: "TimedOut", problem, mayHaveBeenDone }
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

const refusedReason = (refused: Extract<Ending, { readonly _tag: "Refused" }>): ImageSearchReason => {
  const { category, status, code, message, accessDenied, mayHaveBeenDone } = refused
  const answer: ServiceAnswer = { status, code, message, ...(accessDenied === undefined ? {} : { accessDenied }) }
  if (category === "throttle") return { _tag: "Throttled", answer, problem: quote(answer) }
  if (category === "transient" || category === "unknown") {
    return { _tag: "Unavailable", answer, problem: quote(answer), mayHaveBeenDone }
  }
  return { _tag: tags[category], ...answer }
}
