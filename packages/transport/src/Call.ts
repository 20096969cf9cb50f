/** One call, or one hop of an upload, as the transport takes it and gives it back. */
import type { Safety } from "@imagesearch/core"
import type { Attempt } from "./Attempt.ts"
import type { OwnLimits } from "./AttemptLimits.ts"
import type { Deadline } from "./Deadline.ts"
import type { EndpointSet } from "./EndpointSelector.ts"
import type { HttpAnswer, HttpMessage } from "./HttpMessage.ts"
import type { Pace } from "./Turn.ts"
import type { RetryLimits } from "./RetryPolicy.ts"
import type { Signer, SignerSource } from "./Signing.ts"

/** What the transport is asked to do: a message for one operation, where to, signed how, until when. */
export interface Call {
  readonly operation: CallOperation
  readonly message: HttpMessage
  readonly endpoints: EndpointSet
  readonly sign: Signer | SignerSource
  readonly deadline: Deadline
  /** Undefined for calls that no limit applies to. */
  readonly pace?: Pace | undefined
  readonly retry?: RetryLimits | undefined
  /** Time limits of an attempt that differ from the usual ones. */
  readonly limits?: OwnLimits | undefined
}

/** What the transport needs to know of an operation, of whatever product. */
export interface CallOperation {
  /** The wire's name. */
  readonly name: string
  readonly safety: Safety
}

/** The upload of a picture to the object store, which has no row among the operations of the service. */
export interface PostObject extends CallOperation {
  readonly name: "PostObject"
  /** A second upload of the same key replaces the object by itself. */
  readonly safety: "idempotent"
}

/** The answer of a call that succeeded, with every attempt it took. */
export interface CallResult {
  readonly answer: HttpAnswer
  /** The body when it is JSON, else undefined. */
  readonly json: unknown
  readonly attempts: readonly Attempt[]
}
