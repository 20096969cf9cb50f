/** Sends one request to one endpoint, once. Never fails: how the attempt ended is data for the policies. */
import type { Endpoint } from "@imagesearch/core"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Phase, Sent } from "./Attempt.ts"
import type { HttpAnswer, HttpMessage } from "./HttpMessage.ts"

/** An answer larger than this is refused, in bytes: a hundred hits with 4 KB of custom content each stay far below. */
export const answerLimitBytes = 16 * 1024 * 1024

/** One request, addressed and with its time limits. */
export interface SendRequest {
  readonly endpoint: Endpoint
  readonly message: HttpMessage
  readonly limits: AttemptLimits
  /** Told each part of an answer's body as it comes in, unless it is encoded; must not throw. The answer has all of it. */
  readonly onBody?: ((part: BodyPart) => void) | undefined
}

/** A part of an answer's body, in the order of the parts. */
export interface BodyPart {
  /** HTTP status of the answer. */
  readonly status: number
  readonly bytes: Uint8Array
}

/** Time limits of one attempt in milliseconds, each for one phase, none longer than what is left of the call. */
export interface AttemptLimits {
  /** Name look-up, TCP and TLS. */
  readonly connectMillis: number
  /** From the connection to the first byte of the answer: the request's body is sent within it. */
  readonly headersMillis: number
  /** From the head of the answer to its last byte. */
  readonly bodyMillis: number
  /** All of it: what is left of the call. Its code is `CALL_LIMIT`. */
  readonly totalMillis: number
}

/** How an attempt ended: with an answer of any status, or how far it came without one. */
export type SendOutcome =
  | { readonly _tag: "Answered"; readonly answer: HttpAnswer }
  | {
      readonly _tag: "Failed"
      readonly phase: Phase
      readonly sent: Sent
      /**
       * The network's code, such as `ECONNREFUSED`, or one of ours: `CONNECT_LIMIT`, `HEADERS_LIMIT`, `BODY_LIMIT`, `CALL_LIMIT`,
       * `ANSWER_TOO_LARGE`, `ANSWER_UNREADABLE`.
       */
      readonly code: string
      /** One clause for a person. */
      readonly message: string
    }

/** Sends one request to one endpoint. `layerUndici` is the one for Node. */
export class Sender extends Context.Service<
  Sender,
  {
    /** Interruption ends the attempt at once and destroys its connection. */
    readonly send: (request: SendRequest) => Effect.Effect<SendOutcome>
  }
>()("@imagesearch/transport/Sender") {}
