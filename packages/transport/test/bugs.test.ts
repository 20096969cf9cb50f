/**
 * Bugs that trusted clients have shipped, each as a test against the production layer at the socket. The title names
 * the bug and where it was seen.
 */
import { expect, it } from "@effect/vitest"
import { errorCodes, type ErrorCategory } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { setTimeout as wait, setImmediate } from "node:timers/promises"
import { describe } from "vitest"
import { backoffMillis, delayCapMillis } from "../src/Backoff.ts"
import { Transport, TransportEvents, type TransportEvent } from "../src/index.ts"
import { budgetTokens, retryCost, throttleCost } from "../src/RetryBudget.ts"
import { serverDelaySlackMillis } from "../src/ServerDelay.ts"
import { blackhole } from "./chaos/blackhole.ts"
import { rawServer, type Script, type Turn } from "./chaos/RawServer.ts"
import * as replies from "./chaos/replies.ts"
import { simulate } from "./chaos/Simulation.ts"
import { execute, type CallOverrides } from "./support/call.ts"
import { hasOwnSignature } from "./support/ownSignature.ts"
import { virtualClock } from "./support/virtualClock.ts"

const raw = (...turns: readonly [Turn, ...Turn[]]) => scripted(replies.inTurn(...turns))
const scripted = (script: Script) => Effect.acquireDisposable(Effect.promise(() => rawServer(script)))
const { broken, ok, refusal, silent, throttled } = replies
const generous: CallOverrides = { changes: { retry: { attempts: 3, budget: "ignored" } }, limitMillis: 600_000 }

describe("retry budget", () => {
  it.live("is not new for each request, so that it never drains (smithy-typescript #1916)", () =>
    Effect.gen(function* () {
      const one = yield* raw(broken)
      for (let call = 0; call < 5; call++) yield* Effect.flip(execute([one.endpoint]))
      const begunBefore = one.begun()
      yield* Effect.flip(execute([one.endpoint]))
      expect(one.begun() - begunBefore).toBe(1)
    }).pipe(Effect.scoped, virtualClock().provide, Effect.provide(Transport.layer))
  )

  it.live("does not mix up the attempts of two calls at the same time (aws-sdk-js-v3 #4754)", () =>
    Effect.gen(function* () {
      // Both first attempts fail before either second one, whatever the order.
      const one = yield* scripted((number) => (number < 2 ? broken : ok))
      const results = yield* Effect.all([execute([one.endpoint]), execute([one.endpoint])], { concurrency: 2 })
      expect(results.map(({ attempts }) => attempts.map(({ status }) => status))).toEqual([
        [503, 200],
        [503, 200]
      ])
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("is wired into the layer that people use, and two layers do not share it (aws-sdk-rust #1234)", () =>
    Effect.gen(function* () {
      const one = yield* raw(broken)
      const tenCalls = Effect.replicateEffect(Effect.flip(execute([one.endpoint])), 10)
      const repeats = Math.floor(budgetTokens / retryCost)
      yield* Effect.provide(tenCalls, Layer.fresh(Transport.layer))
      expect(one.begun()).toBe(10 + repeats)
      yield* Effect.provide(tenCalls, Layer.fresh(Transport.layer))
      expect(one.begun()).toBe(2 * (10 + repeats))
    }).pipe(Effect.scoped, virtualClock().provide)
  )

  it.live.each([
    ["an answer of 503", broken, retryCost],
    ["a reset", replies.resetAfterRequest, retryCost],
    ["a truncated answer", replies.truncated(), retryCost],
    ["a throttle by status", throttled, throttleCost],
    ["a throttle by code", refusal(403, "DeniedRequest"), throttleCost]
  ] as const)("charges the right cost for a repeat after %s (aws-sdk-kotlin #1999)", ([, turn, cost]) =>
    Effect.gen(function* () {
      const one = yield* raw(turn)
      yield* Effect.replicateEffect(Effect.flip(execute([one.endpoint], { limitMillis: 600_000 })), 20)
      expect(one.begun()).toBe(20 + Math.floor(budgetTokens / cost))
    }).pipe(Effect.scoped, virtualClock().provide, Effect.provide(Transport.layer))
  )
})

describe("pacing", () => {
  it("does not go negative under 50 waiters, and recovers within 5 s of the last throttle (smithy-rs #4632)", async () => {
    const [throttledFrom, throttledUntil, told] = [5_000, 6_000, 20]
    const passed: number[] = []
    const paced: number[] = []
    await simulate(
      {
        seed: 1,
        weather: ({ at }) => {
          const isThrottled = at >= throttledFrom && at < throttledUntil
          if (!isThrottled) passed.push(at)
          return { millis: 20, ending: isThrottled ? "throttled" : "ok" }
        },
        tell: (event) => void (event._tag === "Attempt" && paced.push(event.attempt.pacedMillis))
      },
      ({ now }) => {
        const call = execute([{ protocol: "http", host: "127.0.0.1:1" }], {
          limitMillis: 300_000,
          changes: { pace: { key: "k", perSecond: told } }
        })
        const waiter = Effect.gen(function* () {
          while (now() < 32_000) yield* Effect.ignore(call)
        })
        return Effect.all(
          Array.from({ length: 50 }, () => waiter),
          { concurrency: 50, discard: true }
        )
      }
    )
    expect(Math.min(...paced)).toBeGreaterThanOrEqual(0)
    const perSecond = (from: number) => passed.filter((at) => at >= from && at < from + 5_000).length / 5
    expect(perSecond(throttledFrom - 5_000)).toBeGreaterThan(0.95 * told)
    expect(perSecond(throttledUntil)).toBeGreaterThan(0.6 * told)
    expect(perSecond(throttledUntil + 20_000)).toBeGreaterThan(0.95 * told)
  })

  it.live("takes the send token after the wait that a server asks for, not before it (smithy-rs #4749)", () =>
    Effect.gen(function* () {
      const one = yield* raw(refusal(503, "ServiceUnavailable", { "retry-after": "1" }), ok)
      const changes = { pace: { key: "k", perSecond: 5 } }
      const first = yield* execute([one.endpoint], { changes })
      // The wait was longer than 1/5 s, so the second attempt's turn was free when it asked for it …
      expect(first.attempts.map(({ pacedMillis }) => pacedMillis)).toEqual([0, 0])
      expect(first.attempts[1]?.delayMillis).toBeGreaterThanOrEqual(1_000)
      // … and it took it: the next call waits for its own.
      const next = yield* execute([one.endpoint], { changes })
      expect(next.attempts[0]?.pacedMillis).toBeGreaterThan(100)
    }).pipe(Effect.scoped, virtualClock().provide, Effect.provide(Transport.layer))
  )
})

describe("delays", () => {
  it.live("do not grow from call to call: 1,000 calls with one repeat each (Azure's strategies keep state)", () =>
    Effect.gen(function* () {
      const one = yield* scripted((number) => (number % 2 === 0 ? broken : ok))
      const results = yield* Effect.replicateEffect(execute([one.endpoint], generous), 1_000)
      const delays = results.map(({ attempts }) => attempts[1]?.delayMillis ?? Number.NaN)
      const mean = (some: readonly number[]) => some.reduce((sum, delay) => sum + delay, 0) / some.length
      expect(Math.max(...delays)).toBeLessThanOrEqual(50)
      // Uniform in [0, 50): a mean of 500 lies within 25 ± 5 but once in 10^14 runs.
      for (const half of [delays.slice(0, 500), delays.slice(500)]) expect(Math.abs(mean(half) - 25)).toBeLessThan(5)
    }).pipe(Effect.scoped, virtualClock().provide, Effect.provide(Transport.layer))
  )

  const header = fc.oneof(
    fc.integer({ min: -1e9, max: 1e9 }).map(String),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.stringMatching(/^[\x21-\x7e]{0,20}$/)
  )
  it("obey no absurd header: any Retry-After waits within its bound and the time left (undici #5519, #5683, #4084; Effect #6864)", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("retry-after", "x-acs-retry-after"),
        header,
        fc.integer({ min: 1, max: 9_000 }),
        (name, value, limitMillis) =>
          Effect.gen(function* () {
            const one = yield* raw(refusal(503, "ServiceUnavailable", { [name]: value }), ok)
            const attempts = yield* Effect.match(execute([one.endpoint], { limitMillis }), {
              onSuccess: (result) => result.attempts,
              onFailure: (error) => error.attempts
            })
            const delay = attempts[1]?.delayMillis ?? 0
            expect(delay).toBeGreaterThanOrEqual(0)
            expect(delay).toBeLessThanOrEqual(Math.min(50 + serverDelaySlackMillis, limitMillis))
          }).pipe(
            Effect.scoped,
            virtualClock().provide,
            Effect.provide(Layer.fresh(Transport.layer)),
            Effect.runPromise
          )
      ),
      { numRuns: 200 }
    )
  })

  it("are numbers within the cap, however many repeats there were (cockatiel #86: NaN; distilled: cap ignored)", () => {
    for (let repeat = 0; repeat <= 10_000; repeat++) {
      for (const random of [0, 0.5, 1 - 2 ** -53]) {
        for (const category of ["transient", "throttle"] as const) {
          const delay = backoffMillis({ repeat, category, random })
          expect(delay >= 0 && delay <= delayCapMillis, `repeat ${repeat}: ${delay}`).toBe(true)
        }
      }
    }
  })

  it.effect("end in one repeat each, though the clock moves in fits and starts (Effect #1461)", () =>
    Effect.gen(function* () {
      const one = yield* raw(broken, ok)
      const fiber = yield* Effect.forkChild(execute([one.endpoint], { limitMillis: 60_000 }))
      for (let step = 0; fiber.pollUnsafe() === undefined && step < 1_000; step++) {
        yield* TestClock.adjust((step * 7) % 13)
        yield* Effect.promise(() => setImmediate())
      }
      const result = yield* Fiber.join(fiber)
      yield* TestClock.adjust("1 minute")
      expect(result.attempts).toHaveLength(2)
      expect(one.begun()).toBe(2)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )
})

// A machine that is busy with other tests may be late once.
describe("interruption", { retry: 2 }, () => {
  const body = Buffer.alloc(8 * 1024 * 1024)
  const message = { method: "POST", path: "/", query: [], headers: {}, body } as const
  const https = (server: { readonly endpoint: { readonly host: string } }) =>
    ({ protocol: "https", host: server.endpoint.host }) as const
  const hole = Effect.acquireDisposable(Effect.promise(blackhole))
  const phases = {
    "the queue for a token": raw(ok).pipe(
      Effect.tap(({ endpoint }) => execute([endpoint], { changes: { pace: { key: "k", perSecond: 0.1 } } })),
      Effect.map(({ endpoint, begun }) => ({ endpoint, begun, changes: { pace: { key: "k", perSecond: 0.1 } } }))
    ),
    "a back-off": raw(refusal(503, "ServiceUnavailable", { "retry-after": "3" })),
    connecting: Effect.map(hole, ({ endpoint }) => ({ endpoint, begun: () => 0 })),
    "the TLS handshake": Effect.map(raw({ when: "connected", steps: [{ do: "stall" }] }), (server) => ({
      ...server,
      endpoint: https(server)
    })),
    "the request's body": Effect.map(raw(replies.neverReadsBody), (server) => ({ ...server, changes: { message } })),
    "the wait for an answer": raw(silent),
    "the answer's body": raw(replies.stalledBody)
  }
  type Hanging = { readonly changes?: CallOverrides["changes"] }

  it.live.each(Object.entries(phases))(
    "in %s is not ignored: it ends within 50 ms, sends nothing more and leaves no timer (undici #5675, Azure #20778; real time: 200 ms)",
    ([, prepare]) =>
      Effect.gen(function* () {
        const server = yield* prepare
        const changes = (server as Hanging).changes ?? {}
        const timersBefore = timers()
        const fiber = yield* Effect.forkChild(execute([server.endpoint], { changes }))
        yield* Effect.promise(() => wait(100))
        const begunBefore = server.begun()
        const startedAt = performance.now()
        yield* Fiber.interrupt(fiber)
        expect(performance.now() - startedAt).toBeLessThan(50)
        expect(timers()).toBeLessThanOrEqual(timersBefore)
        yield* Effect.promise(() => wait(100))
        expect(server.begun()).toBe(begunBefore)
      }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length
})

describe("endpoint health", () => {
  const death = 5
  const write = { operation: "AddImage", changes: generous.changes ?? {} } as const

  it.live("marks no endpoint down for ever, and reads do not touch writes (Cosmos)", () => {
    const clock = virtualClock()
    return Effect.gen(function* () {
      const first = yield* scripted((number) => (number < death ? broken : ok))
      const second = yield* raw(ok)
      const set = [first.endpoint, second.endpoint]
      for (let call = 0; call < death; call++) yield* execute(set, generous)
      yield* execute(set, generous)
      expect(first.begun()).toBe(death)
      yield* execute(set, write)
      expect(first.begun()).toBe(death + 1)
      clock.advance(5_000)
      yield* execute(set, generous)
      yield* execute(set, generous)
      expect(first.begun()).toBe(death + 3)
    }).pipe(Effect.scoped, clock.provide, Effect.provide(Transport.layer))
  })

  it.live(
    "gives the probe to another call when the one that made it is interrupted (cockatiel #112; real time: 50 ms)",
    () => {
      const clock = virtualClock()
      const events: TransportEvent[] = []
      const sink = Layer.succeed(TransportEvents, (event) => void events.push(event))
      return Effect.gen(function* () {
        const first = yield* scripted((number) => (number < death ? broken : number === death ? silent : ok))
        const second = yield* raw(ok)
        const set = [first.endpoint, second.endpoint]
        for (let call = 0; call < death; call++) yield* execute(set, generous)
        clock.advance(5_000)
        const probe = yield* Effect.forkChild(execute(set, generous))
        yield* Effect.promise(() => wait(50))
        expect(first.begun()).toBe(death + 1)
        yield* Fiber.interrupt(probe)
        yield* execute(set, generous)
        expect(first.begun()).toBe(death + 2)
        expect(events.map(({ _tag }) => _tag).slice(-2)).toEqual(["Attempt", "Restored"])
      }).pipe(Effect.scoped, clock.provide, Effect.provide(Transport.layer.pipe(Layer.provide(sink))))
    }
  )
})

describe("answers", () => {
  it.live(
    "that are discarded before a repeat are read, so that calls share connections (AWS: sockets held by unread bodies)",
    () =>
      Effect.gen(function* () {
        const page = replies.answer(503, "x".repeat(200_000), { "content-type": "text/html" })
        const one = yield* scripted((number) => (number % 2 === 0 ? page : ok))
        yield* Effect.replicateEffect(execute([one.endpoint], generous), 50)
        expect(one.begun()).toBe(100)
        // The pool may open a second one while the first is being freed.
        expect(one.connections()).toBeLessThanOrEqual(2)
      }).pipe(Effect.scoped, virtualClock().provide, Effect.provide(Transport.layer))
  )

  it.live.each([
    ["HTML", replies.html(502), 502],
    ["nothing", replies.answer(502, ""), 502],
    ["truncated JSON", replies.answer(502, '{"Code":"Serv'), 502],
    ["zipped JSON", replies.gzipped(503, '{"Code":"ServiceUnavailable","Message":"m"}'), 503],
    ["a cut-off body", replies.truncated(504), undefined],
    ["endless chunks", replies.endlessChunks(500), undefined],
    ["no HTTP", replies.garbage, undefined]
  ] as const)(
    "of an error that are %s keep what is known, and are read to a bound (AWS, Alibaba readAsJSON)",
    ([, turn, status]) =>
      Effect.gen(function* () {
        const one = yield* raw(turn)
        const error = yield* Effect.flip(execute([one.endpoint], { changes: { retry: { attempts: 1 } } }))
        expect(error.attempts).toMatchObject([{ status, category: "transient" }])
        expect(error.reason._tag).toBe(status === undefined ? "Unreachable" : "Refused")
        expect(error.message.length).toBeLessThan(1_000)
      }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("that are only hints (1xx) are not taken for the real one, and a redirect is not followed", () =>
    Effect.gen(function* () {
      const hinting = yield* raw(replies.afterHint)
      expect((yield* execute([hinting.endpoint])).json).toEqual(JSON.parse(replies.okBody))
      const moved = yield* raw(replies.redirect)
      expect((yield* Effect.flip(execute([moved.endpoint]))).attempts).toMatchObject([{ status: 302 }])
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("of every documented code get the number of attempts that their category deserves", () =>
    Effect.gen(function* () {
      const repeated: readonly ErrorCategory[] = ["throttle", "transient"]
      for (const { turn, category, code } of replies.documentedRefusals) {
        const one = yield* raw(turn)
        yield* Effect.flip(execute([one.endpoint], generous))
        expect(one.begun(), code).toBe(repeated.includes(category) ? 3 : 1)
      }
      expect(replies.documentedRefusals.length).toBeGreaterThanOrEqual(errorCodes.length)
    }).pipe(Effect.scoped, virtualClock().provide, Effect.provide(Transport.layer))
  )
})

it.live(
  "each attempt is signed for its own host, with a new nonce and date (a signed request reused on another host)",
  () =>
    Effect.gen(function* () {
      // Dates are to the second.
      const later = refusal(429, "Throttling.User", { "retry-after": "2" })
      const servers = [yield* raw(later), yield* raw(later), yield* raw(ok)]
      yield* execute(
        servers.map(({ endpoint }) => endpoint),
        { ...generous, limitMillis: 600_000 }
      )
      const requests = servers.flatMap((server) => server.requests)
      expect(requests).toHaveLength(3)
      requests.forEach((request, index) => {
        expect(request.headers["host"]).toBe(servers[index]?.endpoint.host)
        expect(hasOwnSignature(request)).toBe(true)
      })
      expect(new Set(requests.map(({ headers }) => headers["x-acs-signature-nonce"])).size).toBe(3)
      expect(new Set(requests.map(({ headers }) => headers["x-acs-date"])).size).toBe(3)
    }).pipe(Effect.scoped, virtualClock().provide, Effect.provide(Transport.layer))
)
