import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe } from "vitest"
import * as LearnedRates from "../src/LearnedRate.ts"
import { afterSuccess, afterThrottle, currentRate, type LearnedRate } from "../src/LearnedRate.ts"
import { Pacer } from "../src/Pacer.ts"
import { limiters, simulate, summary } from "./support/throttlingServer.ts"

const at = (now: number, perSecond = 20) => ({ perSecond, now, nextTurn: now })

/** As many successes, one every `everyMillis`. */
const calm = (from: LearnedRate | undefined, calls: number, startAt: number, everyMillis = 100) => {
  let learned = from
  for (let call = 1; call <= calls; call++) learned = afterSuccess(learned, at(startAt + call * everyMillis))
  return learned
}

const holding: LearnedRate = {
  phase: "holding",
  rate: 10,
  rateBefore: 10,
  calm: 0,
  changedAt: 0,
  deafUntil: 0,
  accepted: 0,
  firstAt: 0,
  lastAt: 0
}

describe("learned rate", () => {
  it("has the figures of its simulation", () => {
    const { cutFactor, callsToMeasure, millisToMeasure, searchFactor, callsToStep, millisToStep } = LearnedRates
    expect([cutFactor, callsToMeasure, millisToMeasure, searchFactor, callsToStep, millisToStep]).toEqual([
      0.7, 4, 2_000, 1.03, 4, 1_000
    ])
    const { foundFactor, strayFactor, callsToTrust, callsToDoubt, liftFactor, millisToLift } = LearnedRates
    expect([foundFactor, strayFactor, callsToTrust, callsToDoubt, liftFactor, millisToLift]).toEqual([
      0.92, 0.95, 20, 300, 1.25, 5_000
    ])
    const { burstMillis, leastPerSecond } = LearnedRates
    expect([burstMillis, leastPerSecond]).toEqual([1_000, 0.2])
  })

  it("is the bought rate, and nothing is kept, while no call was throttled", () => {
    expect(afterSuccess(undefined, at(0))).toBeUndefined()
    expect(currentRate(undefined, 20)).toBe(20)
  })

  it("counts a burst of throttles once, and those of turns that were given before too", () => {
    const once = afterThrottle(undefined, { perSecond: 20, now: 0, nextTurn: 500 })
    expect(once.rate).toBeCloseTo(14, 9)
    expect(afterThrottle(once, at(1_499))).toBe(once)
    expect(afterThrottle(once, at(1_500)).rate).toBeCloseTo(9.8, 9)
  })

  it("becomes what the service was seen to take", () => {
    const falling = calm(afterThrottle(undefined, at(0)), 4, 0, 900)
    expect(afterThrottle(falling, at(3_600))).toMatchObject({ phase: "searching", rate: 3 / 2.7 })
  })

  it("rises in small steps to the limit, and stays a little below it", () => {
    const searching = calm({ ...holding, phase: "searching" }, 10, 0)
    expect(searching?.rate).toBeCloseTo(10.3, 9)
    const found = afterThrottle(searching, at(2_000))
    expect(found.phase).toBe("holding")
    expect(found.rate).toBeCloseTo(10.3 * 0.92, 9)
  })

  it("falls a little for a stray throttle, and again in earnest for two", () => {
    const stray = afterThrottle({ ...holding, calm: 20 }, at(2_000))
    expect(stray).toMatchObject({ phase: "holding", rate: 9.5 })
    const second = afterThrottle(stray, at(4_000))
    expect(second.phase).toBe("falling")
    expect(afterThrottle(second, at(6_000)).rate).toBeCloseTo(9.5 * 0.95 * 0.7, 9)
    expect(calm(second, 40, 4_000)).toMatchObject({ phase: "holding", rate: 9.5 * 0.95 })
  })

  it("searches when a fall has ended after a large cut, since the limit may be far above", () => {
    expect(calm(afterThrottle(undefined, at(0)), 30, 0)).toMatchObject({ phase: "searching", rate: 14 })
  })

  it("tries more after three hundred calls, and goes back at the first throttle", () => {
    expect(calm(holding, 299, 0)).toMatchObject({ phase: "holding", rate: 10 })
    const lifting = calm(holding, 300, 0)
    expect(lifting).toMatchObject({ phase: "lifting", rate: 12.5 })
    expect(afterThrottle(lifting, at(31_000))).toMatchObject({ phase: "holding", rate: 10 })
  })

  it("is forgotten once the bought rate has gone well", () => {
    expect(calm(holding, 300 + 4 * 100, 0)).toBeUndefined()
  })

  it("stops no lower than a fifth of a call a second, or a tenth of what was bought", () => {
    const lowest = (perSecond: number) => {
      let learned: LearnedRate | undefined
      for (let cut = 0; cut < 100; cut++) learned = afterThrottle(learned, at(cut * 10_000, perSecond))
      return learned?.rate
    }
    expect(lowest(20)).toBe(0.2)
    expect(lowest(1)).toBe(0.1)
  })

  it("is not deaf for ever when the clock is set back", () => {
    const cut = afterThrottle(undefined, at(3_600_000))
    expect(afterThrottle(cut, at(0)).rate).toBeCloseTo(9.8, 9)
  })

  it("is a number between its bounds, whatever happens and whatever the clock does", () => {
    const event = fc.record({ isThrottle: fc.boolean(), times: fc.integer({ min: 1, max: 400 }), by: fc.integer() })
    fc.assert(
      fc.property(fc.array(event), fc.double({ min: 0.1, max: 1_000, noNaN: true }), (events, perSecond) => {
        let learned: LearnedRate | undefined
        let now = 0
        for (const { isThrottle, times, by } of events) {
          for (let time = 0; time < times; time++) {
            now += by % 5_000
            const facts = { perSecond, now, nextTurn: now + (by % 700) }
            learned = isThrottle && time === 0 ? afterThrottle(learned, facts) : afterSuccess(learned, facts)
            const rate = currentRate(learned, perSecond)
            expect(rate >= Math.min(0.2, perSecond / 10) && rate <= perSecond).toBe(true)
          }
        }
      })
    )
  })
})

describe("a service that takes less than the twenty calls a second that were bought", () => {
  const settle = (limiter: keyof typeof limiters, limit: number, seed: number) =>
    Effect.gen(function* () {
      const arrivals = yield* simulate({
        pace: { key: "a", perSecond: 20 },
        callers: seed % 2 === 0 ? 8 : 50,
        limiter: limiters[limiter](),
        limitAt: () => limit,
        millis: 300_000,
        seed
      })
      const soon = summary(arrivals, 15_000, 75_000)
      const all = summary(arrivals, 15_000, 300_000)
      return { soon: soon.perSecond / limit, all: all.perSecond / limit, throttled: all.throttledShare }
    }).pipe(Effect.provide(Pacer.layerMemory), Effect.scoped, Effect.provide(TestClock.layer()))

  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

  for (const limiter of ["fixed seconds", "a sliding second", "a bucket"] as const) {
    for (const limit of [1, 2, 5, 10]) {
      it.effect(`that counts ${limit} by ${limiter}: within a tenth after 15 s, and 1 % throttled`, () =>
        Effect.gen(function* () {
          const runs = yield* Effect.forEach([1, 2, 3, 4, 5, 6, 7], (seed) => settle(limiter, limit, seed))
          // With few calls to learn from, single runs are further off.
          const [least, mostThrottled] = limit < 5 ? [0.8, 0.015] : [0.9, 0.01]
          for (const { soon, all, throttled } of runs) {
            expect(Math.min(soon, all)).toBeGreaterThanOrEqual(least)
            expect(Math.max(soon, all)).toBeLessThanOrEqual(1.1)
            expect(throttled).toBeLessThanOrEqual(mostThrottled)
          }
          expect(median(runs.map(({ soon }) => soon))).toBeGreaterThanOrEqual(0.9)
          expect(median(runs.map(({ throttled }) => throttled))).toBeLessThanOrEqual(0.01)
        })
      )
    }
  }

  it.effect.each([
    { limit: 10, withinMillis: 40_000 },
    { limit: 5, withinMillis: 60_000 },
    { limit: 1, withinMillis: 450_000 }
  ])("reaches the bought rate within $withinMillis ms after a limit of $limit is lifted", ({ limit, withinMillis }) =>
    Effect.gen(function* () {
      const arrivals = yield* simulate({
        pace: { key: "a", perSecond: 20 },
        callers: 50,
        limiter: limiters["a sliding second"](),
        limitAt: (now) => (now < 60_000 ? limit : 1_000),
        millis: 60_000 + withinMillis + 10_000,
        seed: limit
      })
      const { perSecond, throttledShare } = summary(arrivals, 60_000 + withinMillis, 60_000 + withinMillis + 10_000)
      expect(perSecond).toBeCloseTo(20, 0)
      expect(throttledShare).toBe(0)
    }).pipe(Effect.provide(Pacer.layerMemory), Effect.scoped)
  )

  it.effect("follows a limit that drops from ten to one", () =>
    Effect.gen(function* () {
      const arrivals = yield* simulate({
        pace: { key: "a", perSecond: 20 },
        callers: 50,
        limiter: limiters["fixed seconds"](),
        limitAt: (now) => (now < 120_000 ? 10 : 1),
        millis: 420_000,
        seed: 3
      })
      const { perSecond, throttledShare } = summary(arrivals, 140_000, 420_000)
      expect(perSecond).toBeGreaterThan(0.9)
      expect(throttledShare).toBeLessThanOrEqual(0.01)
    }).pipe(Effect.provide(Pacer.layerMemory), Effect.scoped)
  )
})
