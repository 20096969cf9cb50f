/**
 * Spans of calls and attempts, with OpenTelemetry's names for HTTP clients. Started only when a tracer is installed:
 * a span that nobody reads would cost more than the rest of a call.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Tracer from "effect/Tracer"
import type { Endpoint } from "@imagesearch/core"
import type { HttpMessage } from "./HttpMessage.ts"
import type { SendOutcome } from "./Sender.ts"

/** Whether the fiber runs under a tracer that somebody installed. */
export const hasTracer = (fiber: Fiber.Fiber<unknown, unknown>): boolean =>
  Context.getOrUndefined(fiber.context, Tracer.Tracer) !== undefined

/** The span of a whole call. */
export const callSpan =
  (operation: { readonly name: string }) =>
  <A, E, R>(call: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.withSpan(call, `imagesearch ${operation.name}`, { attributes: { "rpc.method": operation.name } })

/** The span of one attempt. The query stays out of it: it may name products. */
export const attemptSpan = (
  facts: { readonly endpoint: Endpoint; readonly message: HttpMessage; readonly resendCount: number },
  send: Effect.Effect<SendOutcome>
): Effect.Effect<SendOutcome> => {
  const { protocol, host } = facts.endpoint
  const { hostname, port } = new URL(`${protocol}://${host}`)
  return send.pipe(
    Effect.tap((outcome) =>
      Effect.annotateCurrentSpan(
        outcome._tag === "Answered"
          ? { "http.response.status_code": outcome.answer.status }
          : { "error.type": outcome.code }
      )
    ),
    Effect.withSpan(facts.message.method, {
      kind: "client",
      attributes: {
        "http.request.method": facts.message.method,
        "server.address": hostname,
        "server.port": port === "" ? (protocol === "https" ? 443 : 80) : Number(port),
        "url.path": facts.message.path,
        ...(facts.resendCount === 0 ? {} : { "http.request.resend_count": facts.resendCount })
      }
    })
  )
}
