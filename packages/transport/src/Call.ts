/** One call, or one hop of an upload, as the transport takes it and gives it back. */
import type { Operation } from "@imagesearch/core"
import type { Attempt } from "./Attempt.ts"
import type { OwnLimits } from "./AttemptLimits.ts"
import type { Deadline } from "./Deadline.ts"
import type { EndpointSet } from "./EndpointSelector.ts"
import type { HttpAnswer, HttpMessage } from "./HttpMessage.ts"
import type { Pace } from "./Pacer.ts"
import type { RetryLimits } from "./RetryPolicy.ts"
import type { Signer } from "./Signing.ts"

/** What the transport is asked to do: a message for one operation, where to, signed how, until when. */
export interface Call {
  readonly operation: Operation | PostObject
  readonly message: HttpMessage
  readonly endpoints: EndpointSet
  readonly sign: Signer
  readonly deadline: Deadline
  /** Undefined for calls that no limit applies to. */
  readonly pace?: Pace | undefined
  readonly retry?: RetryLimits | undefined
  /** Time limits of an attempt that differ from the usual ones. */
  readonly limits?: OwnLimits | undefined
}

/** The upload of a picture to the object store, which has no row among the operations of the service. */
export interface PostObject {
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
