/** A sender outside of Effect, and requests for it, for tests at real sockets. */
import type { Endpoint } from "@imagesearch/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import { readFileSync } from "node:fs"
import type { HttpMessage } from "../../../src/HttpMessage.ts"
import { Sender, type AttemptLimits, type SendOutcome, type SendRequest } from "../../../src/Sender.ts"

export interface Running {
  /** Milliseconds that the interruption took. */
  readonly interrupt: () => Promise<number>
  readonly outcome: () => Promise<SendOutcome>
}

export interface OpenSender extends AsyncDisposable {
  readonly send: (endpoint: Endpoint, facts?: Facts) => Promise<SendOutcome>
  readonly start: (endpoint: Endpoint, facts?: Facts) => Running
}

export interface Facts {
  readonly message?: Partial<HttpMessage>
  readonly limits?: Partial<AttemptLimits>
  readonly onBody?: SendRequest["onBody"]
}

const seconds = 1_000
const generous: AttemptLimits = {
  connectMillis: 5 * seconds,
  headersMillis: 5 * seconds,
  bodyMillis: 5 * seconds,
  totalMillis: 15 * seconds
}

export const openSender = async (layer: Layer.Layer<Sender, unknown>): Promise<OpenSender> => {
  const scope = Scope.makeUnsafe()
  const sender = Context.get(await Effect.runPromise(Layer.buildWithScope(layer, scope)), Sender)
  const effect = (endpoint: Endpoint, { message, limits, onBody }: Facts = {}) =>
    sender.send({
      endpoint,
      message: { method: "POST", path: "/", query: [], headers: {}, body: undefined, ...message },
      limits: { ...generous, ...limits },
      onBody
    })
  return {
    send: (endpoint, facts) => Effect.runPromise(effect(endpoint, facts)),
    start: (endpoint, facts) => {
      const fiber = Effect.runFork(effect(endpoint, facts))
      return {
        interrupt: async () => {
          const start = performance.now()
          await Effect.runPromise(Fiber.interrupt(fiber))
          return performance.now() - start
        },
        outcome: () => Effect.runPromise(Fiber.join(fiber))
      }
    },
    [Symbol.asyncDispose]: () => Effect.runPromise(Scope.close(scope, Exit.void))
  }
}

/** PEM text of a certificate that only tests trust. */
export const testAuthority = (name: "self-signed" | "expired"): string =>
  readFileSync(new URL(`../../fixtures/${name}.cert.pem`, import.meta.url), "utf8")
