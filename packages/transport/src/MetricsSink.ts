/**
 * Events as Effect metrics, with OpenTelemetry's names where it has them. Exported like every Effect metric: over OTLP,
 * or as Prometheus text.
 */
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import type { Attempt } from "./Attempt.ts"
import type { EventSink } from "./TransportEvent.ts"

/** Bounds of the duration histogram in seconds, as OpenTelemetry's semantic conventions for HTTP give them. */
export const durationBounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

const duration = Metric.histogram("http.client.request.duration", {
  description: "Duration of one attempt in seconds",
  boundaries: durationBounds
})
const retries = Metric.counter("imagesearch.client.retries", { description: "Repeats of failed attempts" })
const throttles = Metric.counter("imagesearch.client.throttles", { description: "Attempts that had to be slower" })
const ejections = Metric.counter("imagesearch.client.ejections", { description: "Endpoints that were left out" })
const probes = Metric.counter("imagesearch.client.probes", { description: "Attempts at an endpoint that was left out" })

/**
 * Codes that are told apart: the registry keeps a series of each for ever, and what a service sends is in its hands.
 * Core's table has 112; what comes later, and what is longer than any code, is OpenTelemetry's `_OTHER`.
 */
export const mostCodes = 200
const longestCode = 100

/** A sink that counts into the registry of the context it is made in. */
export const metricsSink: Effect.Effect<EventSink> = Effect.map(Effect.context(), (context) =>
  sinkInto(context, new Set())
)

/** `codes` are those seen so far, `mostCodes` at most. */
const sinkInto =
  (context: Context.Context<never>, codes: Set<string>): EventSink =>
  (event) => {
    const count = (counter: typeof retries, attributes: Readonly<Record<string, string>>) =>
      Metric.withAttributes(counter, attributes).updateUnsafe(1, context)
    switch (event._tag) {
      case "Attempt": {
        const { attempt } = event
        return Metric.withAttributes(duration, attributesOf(attempt, codes)).updateUnsafe(
          attempt.durationMillis / 1_000,
          context
        )
      }
      case "Retry":
        return count(retries, { "rpc.method": event.operation, "error.category": event.category })
      case "Throttle":
        return count(throttles, { "rpc.method": event.operation, by: event.by })
      case "Ejected":
        return count(ejections, { "server.address": new URL(event.endpoint).hostname })
      case "Probe":
        return count(probes, { "server.address": new URL(event.endpoint).hostname })
    }
  }

const attributesOf = (
  { operation, endpoint, status, code }: Attempt,
  codes: Set<string>
): Readonly<Record<string, string>> => ({
  "rpc.method": operation,
  "server.address": new URL(endpoint).hostname,
  ...(status === undefined ? {} : { "http.response.status_code": String(status) }),
  ...(code === undefined ? {} : { "error.type": errorType(code, codes) })
})

const errorType = (code: string, codes: Set<string>): string => {
  if (code.length <= longestCode && codes.size < mostCodes) codes.add(code)
  return codes.has(code) ? code : "_OTHER"
}
