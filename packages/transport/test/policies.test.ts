import { expect, it } from "@effect/vitest"
import { parseEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import fc from "fast-check"
import { describe } from "vitest"
import { timeLeft } from "../src/Deadline.ts"
import { backoffMillis } from "../src/Backoff.ts"
import type { EndpointSet } from "../src/EndpointSelector.ts"
import { RetryBudget } from "../src/RetryBudget.ts"
import { decideRetry, type RetryFacts } from "../src/RetryPolicy.ts"
import { attemptLimits } from "../src/AttemptLimits.ts"
import { answerLimitBytes } from "../src/Sender.ts"
import { serverDelayMillis, withServerDelay } from "../src/ServerDelay.ts"
import { keepAliveMillis } from "../src/UndiciSender.ts"

describe("back-off", () => {
  it.each([
    ["transient", 0, 50],
    ["transient", 1, 100],
    ["transient", 9, 20_000],
    ["throttle", 0, 1_000],
    ["throttle", 1, 2_000],
    ["throttle", 5, 20_000]
  ] as const)("after a %s failure, repeat %d waits up to %d ms", (category, repeat, most) => {
    expect(backoffMillis({ repeat, category, random: 0 })).toBe(0)
    expect(backoffMillis({ repeat, category, random: 0.5 })).toBe(most / 2)
    expect(backoffMillis({ repeat, category, random: 0.999999 })).toBeCloseTo(most, -2)
  })

  it("is finite, never negative and never above its cap", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (repeat, random) => {
        const delay = backoffMillis({ repeat, category: "transient", random })
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(20_000)
      })
    )
  })
})

describe("delay that a server asks for", () => {
  const now = Date.parse("2026-01-01T00:00:00Z")
  it.each([
    [{ "x-acs-retry-after": "750" }, 750],
    [{ "retry-after": "2" }, 2_000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "Thu, 01 Jan 2026 00:00:03 GMT" }, 3_000],
    [{ "retry-after": "Wed, 31 Dec 2025 23:59:00 GMT" }, 0],
    [{ "retry-after": "-5" }, undefined],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "99999999999999" }, undefined],
    [{}, undefined]
  ])("reads %j as %s ms", (headers, expected) => {
    expect(serverDelayMillis({ ...headers }, now)).toBe(expected)
  })

  it("may raise our own delay by five seconds at most, and never lowers it", () => {
    expect(withServerDelay(40, undefined)).toBe(40)
    expect(withServerDelay(40, 10)).toBe(40)
    expect(withServerDelay(40, 3_000)).toBe(3_000)
    expect(withServerDelay(40, 3_600_000)).toBe(5_040)
  })
})

describe("retry policy", () => {
  const facts: RetryFacts = {
    category: "transient",
    sent: "yes",
    safety: "idempotent",
    attempts: 1,
    limits: {},
    hasNewClock: false,
    hasNewKey: false,
    hasFreshEndpoint: false,
    backoffMillis: 40,
    timeLeftMillis: 1_000
  }

  it.each([
    ["repeats an idempotent call after a transient answer", {}, { _tag: "Retry", delayMillis: 40 }],
    [
      "goes on at once to a fresh endpoint when nothing was sent",
      { sent: "no", hasFreshEndpoint: true },
      { _tag: "Retry", delayMillis: 0 }
    ],
    ["backs off on the same endpoint even when nothing was sent", { sent: "no" }, { _tag: "Retry", delayMillis: 40 }],
    [
      "repeats a throttled call of any safety",
      { category: "throttle", safety: "once" },
      { _tag: "Retry", delayMillis: 40 }
    ],
    ["repeats a once-only call that never left", { sent: "no", safety: "once" }, { _tag: "Retry", delayMillis: 40 }],
    [
      "stops a once-only call that may have arrived",
      { sent: "maybe", safety: "once" },
      { _tag: "Stop", why: "may have been done" }
    ],
    ["stops at the third attempt", { attempts: 3 }, { _tag: "Stop", why: "attempts" }],
    ["goes on after the second attempt", { attempts: 2 }, { _tag: "Retry", delayMillis: 40 }],
    ["stops when the delay would outlast the deadline", { timeLeftMillis: 40 }, { _tag: "Stop", why: "deadline" }],
    ["stops at once when the caller wants one attempt", { limits: { attempts: 1 } }, { _tag: "Stop", why: "attempts" }],
    [
      "goes on for a caller who wants more",
      { attempts: 9, limits: { attempts: 99 } },
      { _tag: "Retry", delayMillis: 40 }
    ],
    [
      "makes one attempt where the wanted number is none",
      { limits: { attempts: NaN } },
      { _tag: "Stop", why: "attempts" }
    ],
    [
      "stops at the tenth attempt, whatever the caller wants",
      { attempts: 10, limits: { attempts: 99 } },
      { _tag: "Stop", why: "attempts" }
    ],
    [
      "repeats at once what was refused for its date, once the clock is set",
      { category: "clock", hasNewClock: true },
      { _tag: "Retry", delayMillis: 0 }
    ],
    [
      "repeats at once what was refused for an expired key, once there is a new one",
      { category: "credentials", hasNewKey: true },
      { _tag: "Retry", delayMillis: 0 }
    ],
    ["stops at a key that cannot be renewed", { category: "credentials" }, { _tag: "Stop", why: "not repeatable" }],
    ["stops when the clock was set before", { category: "clock" }, { _tag: "Stop", why: "not repeatable" }],
    ["stops at what a repeat cannot mend", { category: "invalid" }, { _tag: "Stop", why: "not repeatable" }]
  ] as const)("%s", (_, changes, expected) => {
    expect(decideRetry({ ...facts, ...changes })).toEqual(expected)
  })
})

describe("retry budget", () => {
  const here = [parseEndpoint("http://127.0.0.1:1")] as const
  const elsewhere = [parseEndpoint("http://127.0.0.1:2")] as const

  it.effect("of one endpoint set is untouched by the failures of another", () =>
    Effect.gen(function* () {
      const budget = yield* RetryBudget
      while (budget.take(elsewhere, "transient") > 0);
      expect(yield* drain("transient")).toBe(3)
    }).pipe(Effect.provide(RetryBudget.layer))
  )

  it.effect("remembers a bounded number of sets", () =>
    Effect.gen(function* () {
      const budget = yield* RetryBudget
      budget.take(here, "transient")
      for (let port = 1; port <= 1_000; port++) budget.take([parseEndpoint(`http://h${port}`)], "transient")
      // 36 tokens were left; forgotten, the set begins with 50 again.
      expect(yield* drain("transient")).toBe(3)
    }).pipe(Effect.provide(RetryBudget.layer))
  )

  const drain = Effect.fnUntraced(function* (category: "transient" | "throttle") {
    const budget = yield* RetryBudget
    let taken = 0
    while (budget.take(here, category) > 0) taken++
    return taken
  })

  it.effect("pays for three repeats, or for ten after throttles, when full", () =>
    Effect.gen(function* () {
      expect(yield* Effect.provide(drain("transient"), RetryBudget.layer)).toBe(3)
      expect(yield* Effect.provide(drain("throttle"), RetryBudget.layer)).toBe(10)
    })
  )

  it.effect("earns one token a success, and never holds more than fifty", () =>
    Effect.gen(function* () {
      const budget = yield* RetryBudget
      for (let call = 0; call < 100; call++) budget.earn(here, 0)
      expect(yield* drain("throttle")).toBe(10)
      for (let call = 0; call < 4; call++) budget.earn(here, 0)
      expect(budget.take(here, "throttle")).toBe(0)
      budget.earn(here, 0)
      expect(budget.take(here, "throttle")).toBe(5)
    }).pipe(Effect.provide(RetryBudget.layer))
  )

  it.effect("gives a repeat that succeeds its whole cost back, while few attempts fail", () =>
    Effect.gen(function* () {
      const budget = yield* RetryBudget
      for (let call = 0; call < 100; call++) budget.earn(here, budget.take(here, "transient"))
      // Half of these attempts have failed by now; before, none had.
      expect(budget.take(elsewhere, "transient")).toBe(14)
      budget.earn(elsewhere, 14)
      for (let repeat = 0; repeat < 3; repeat++) expect(budget.take(elsewhere, "transient")).toBe(14)
      expect(budget.take(elsewhere, "transient")).toBe(0)
    }).pipe(Effect.provide(RetryBudget.layer))
  )

  it.effect("gives 10 tokens back from a share of failures of one in five, counted over about a hundred attempts", () =>
    Effect.gen(function* () {
      const budget = yield* RetryBudget
      // After 11 failures in a row the share is 1 - 0.98^11 = 0.199, after 12 it is 0.215.
      const leftAfter = (failures: number, at: EndpointSet) => {
        let paid = 0
        for (let failure = 0; failure < failures; failure++) paid = budget.take(at, "transient") || paid
        budget.earn(at, paid)
        let tokens = 0
        for (let taken = budget.take(at, "throttle"); taken > 0; taken = budget.take(at, "throttle")) tokens += taken
        return tokens
      }
      // 50 - 3 * 14 + 14 = 22, and 18 with 10 given back; 5 at a time are taken out.
      expect(leftAfter(11, here)).toBe(20)
      expect(leftAfter(12, elsewhere)).toBe(15)
    }).pipe(Effect.provide(RetryBudget.layer))
  )
})

describe("limits of an attempt", () => {
  const own = undefined
  it("are those of the design, and never more than the call has left", () => {
    expect(attemptLimits({ isUpload: false, own, timeLeftMillis: 60_000 })).toEqual({
      connectMillis: 2_000,
      headersMillis: 10_000,
      bodyMillis: 10_000,
      totalMillis: 60_000
    })
    expect(attemptLimits({ isUpload: true, own, timeLeftMillis: 60_000 }).headersMillis).toBe(30_000)
    expect(attemptLimits({ isUpload: true, own, timeLeftMillis: 700 })).toEqual({
      connectMillis: 700,
      headersMillis: 700,
      bodyMillis: 700,
      totalMillis: 700
    })
  })

  it("are the caller's where they are given", () => {
    expect(attemptLimits({ isUpload: false, own: { headersMillis: 25_000 }, timeLeftMillis: 60_000 })).toMatchObject({
      connectMillis: 2_000,
      headersMillis: 25_000
    })
  })

  it("are what the call has left where the caller's are no numbers", () => {
    const none = { connectMillis: NaN, headersMillis: NaN, bodyMillis: NaN }
    expect(attemptLimits({ isUpload: false, own: none, timeLeftMillis: 700 })).toEqual({
      connectMillis: 700,
      headersMillis: 700,
      bodyMillis: 700,
      totalMillis: 700
    })
    expect(timeLeft({ limitMillis: NaN, expiresAt: NaN }, 0)).toBe(0)
  })
})

it("bounds of the sender are those of the design", () => {
  expect({ keepAliveMillis, answerLimitBytes }).toEqual({ keepAliveMillis: 4_000, answerLimitBytes: 16_777_216 })
})
