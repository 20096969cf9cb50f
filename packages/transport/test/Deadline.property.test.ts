import { parseEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import fc from "fast-check"
import { expect, it } from "vitest"
import { Pacer, Sender, Transport, type Phase, type SendOutcome, type SendRequest } from "../src/index.ts"
import { execute } from "./support/call.ts"
import { virtualClock, type VirtualClock } from "./support/virtualClock.ts"

/** What the network does in one attempt: how long each phase takes, and how it ends. */
interface Weather {
  readonly connectMillis: number
  readonly headersMillis: number
  readonly bodyMillis: number
  readonly ending: "ok" | "503" | "throttled" | "refused" | "reset"
  readonly retryAfterSeconds: number
}

const weather: fc.Arbitrary<Weather> = fc.record({
  connectMillis: fc.nat(4_000),
  headersMillis: fc.nat(15_000),
  bodyMillis: fc.nat(15_000),
  ending: fc.constantFrom("ok", "503", "throttled", "refused", "reset"),
  retryAfterSeconds: fc.nat(40)
})

/** A sender that keeps to the limits it is given, on the virtual clock: the boundary to the network is what it plays. */
const senderIn = (clock: VirtualClock, forecast: readonly Weather[]) => {
  let attempt = 0
  return Layer.succeed(Sender, {
    send: ({ limits }: SendRequest) =>
      Effect.sync((): SendOutcome => {
        const { ending, retryAfterSeconds, ...times } = forecast[attempt++ % forecast.length] ?? calm
        const failed = (phase: Phase, sent: "no" | "maybe" | "yes", code: string): SendOutcome => ({
          _tag: "Failed",
          phase,
          sent,
          code,
          message: code
        })
        let left = limits.totalMillis
        const passes = (takes: number, limit: number): boolean => {
          const spent = Math.min(takes, limit, left)
          clock.advance(spent)
          left -= spent
          return spent === takes
        }
        if (!passes(times.connectMillis, limits.connectMillis)) return failed("connect", "no", "CONNECT_LIMIT")
        if (ending === "refused") return failed("connect", "no", "ECONNREFUSED")
        if (!passes(times.headersMillis, limits.headersMillis)) return failed("headers", "maybe", "HEADERS_LIMIT")
        if (ending === "reset") return failed("headers", "maybe", "ECONNRESET")
        if (!passes(times.bodyMillis, limits.bodyMillis))
          return failed("body", "yes", left === 0 ? "CALL_LIMIT" : "BODY_LIMIT")
        const status = ending === "ok" ? 200 : ending === "503" ? 503 : 429
        const headers = { "retry-after": String(retryAfterSeconds) }
        return { _tag: "Answered", answer: { status, headers, body: new TextEncoder().encode("{}") } }
      })
  })
}

const calm: Weather = { connectMillis: 0, headersMillis: 0, bodyMillis: 0, ending: "ok", retryAfterSeconds: 0 }
const endpoints = [parseEndpoint("http://127.0.0.1:1"), parseEndpoint("http://127.0.0.1:2")]

it("a call never outlasts its deadline, in 10,000 random schedules of network, faults, pacing and asked-for delays", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(weather, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 60_000 }),
      fc.option(fc.integer({ min: 1, max: 20 })),
      async (forecast, limitMillis, perSecond) => {
        const clock = virtualClock()
        const layer = Transport.layerWithoutDependencies.pipe(
          Layer.provide([senderIn(clock, forecast), Pacer.layerMemory])
        )
        const call = execute(endpoints, {
          limitMillis,
          changes: perSecond === null ? {} : { pace: { key: "k", perSecond } }
        })
        const startedAt = clock.now()
        const exit = await Effect.runPromise(clock.provide(Effect.exit(Effect.provide(call, layer))))
        // Clocks round: to a nanosecond here, to a millisecond in places.
        expect(clock.now() - startedAt).toBeLessThanOrEqual(limitMillis + 1)
        const ending = exit._tag === "Success" ? exit.value.answer.status : exit.cause.reasons.map(({ _tag }) => _tag)
        expect([200, ["Fail"]]).toContainEqual(ending)
      }
    ),
    { numRuns: 10_000 }
  )
}, 60_000)
