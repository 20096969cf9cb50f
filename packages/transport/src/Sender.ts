/** Sends one request to one endpoint, once. Never fails: how the attempt ended is data for the policies. */
import type { Endpoint } from "@imagesearch/core"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Phase, Sent } from "./Attempt.ts"
import type { HttpAnswer, HttpMessage } from "./HttpMessage.ts"

/** Milliseconds to connect; the default of Envoy is 5 s, of our own design 2 s: a second endpoint is waiting. */
export const connectLimitMillis = 2_000

/** An answer larger than this is refused, in bytes: a hundred hits with 4 KB of custom content each stay far below. */
export const answerLimitBytes = 16 * 1024 * 1024

export interface SendRequest {
  readonly endpoint: Endpoint
  readonly message: HttpMessage
  /** Milliseconds for the whole attempt, body included. */
  readonly limitMillis: number
}

export type SendOutcome =
  | { readonly _tag: "Answered"; readonly answer: HttpAnswer }
  | {
      readonly _tag: "Failed"
      readonly phase: Phase
      readonly sent: Sent
      /** The network's code, such as `ECONNREFUSED`, or one of ours: `CONNECT_LIMIT`, `ATTEMPT_LIMIT`, `ANSWER_TOO_LARGE`. */
      readonly code: string
      /** One clause for a person. */
      readonly message: string
    }

export class Sender extends Context.Service<
  Sender,
  {
    /** Interruption ends the attempt at once and destroys its connection. */
    readonly send: (request: SendRequest) => Effect.Effect<SendOutcome>
  }
>()("@imagesearch/transport/Sender") {}
