import { expect, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import { describe } from "vitest"
import { horizonMillis, Pacer, rememberedKeys } from "../src/Pacer.ts"
import type { Pace, Turn } from "../src/Turn.ts"
import { rememberedLanes, waitingLimit } from "../src/TurnQueue.ts"
import { limiters, simulate } from "./support/throttlingServer.ts"

const reserve = (pace: Pace, withinMillis = 600_000) =>
  Effect.flatMap(Pacer, (pacer) => pacer.reserve(pace, withinMillis))

/** Takes a turn, waits for it, and answers with its instant. */
const takeTurn = (pace: Pace) =>
  Effect.flatMap(reserve(pace), (turn) =>
    turn._tag === "Wait" ? Effect.andThen(Effect.sleep(turn.millis), Clock.currentTimeMillis) : Effect.die(turn)
  )

/** What each of these calls, started in this order at once, comes to within the time. */
const startAll = <A>(calls: ReadonlyArray<Effect.Effect<A, never, Pacer>>, adjust: number) =>
  Effect.gen(function* () {
    const fibers = []
    for (const call of calls) fibers.push(yield* Effect.forkChild(call))
    yield* TestClock.adjust(adjust)
    return yield* Fiber.joinAll(fibers)
  })

const times = <A>(count: number, one: A): readonly A[] => Array.from({ length: count }, () => one)

describe("pacer", () => {
  it.effect("spaces calls of one key evenly, first come first served", () =>
    Effect.gen(function* () {
      const instants = yield* startAll(times(50, takeTurn({ key: "a", perSecond: 5 })), 60_000)
      expect(instants).toEqual(Array.from({ length: 50 }, (_, place) => place * 200))
    }).pipe(Effect.provide(Pacer.layerMemory))
  )

  it.effect("saves nothing up while nobody calls", () =>
    Effect.gen(function* () {
      yield* startAll(times(2, takeTurn({ key: "a", perSecond: 5 })), 10_000)
      const instants = yield* startAll(times(3, takeTurn({ key: "a", perSecond: 5 })), 1_000)
      expect(instants).toEqual([10_000, 10_200, 10_400])
    }).pipe(Effect.provide(Pacer.layerMemory))
  )

  it.effect("never lets a key wait for another", () =>
    Effect.gen(function* () {
      const busy = times(100, reserve({ key: "busy", perSecond: 1 }, 600_000))
      for (const call of busy) yield* Effect.forkChild(call)
      yield* TestClock.adjust(1)
      expect(yield* reserve({ key: "idle", perSecond: 1 }, 0)).toEqual({ _tag: "Wait", millis: 0 })
    }).pipe(Effect.provide(Pacer.layerMemory))
  )

  it.effect("spaces calls of a rate so low that a turn lies beyond the horizon", () =>
    Effect.gen(function* () {
      const pace = { key: "a", perSecond: 1 / 200 }
      expect(1_000 / pace.perSecond).toBeGreaterThan(horizonMillis)
      expect(yield* reserve(pace, 0)).toEqual({ _tag: "Wait", millis: 0 })
      expect(yield* reserve(pace, 0)).toEqual({ _tag: "TooLate", millis: 200_000 })
      yield* TestClock.adjust(150_000)
      expect(yield* reserve(pace, 60_000)).toEqual({ _tag: "Wait", millis: 50_000 })
    }).pipe(Effect.provide(Pacer.layerMemory))
  )

  it.effect("says at once that a turn comes too late, and reserves nothing", () =>
    Effect.gen(function* () {
      const pace = { key: "a", perSecond: 1 }
      expect(yield* reserve(pace, 0)).toEqual({ _tag: "Wait", millis: 0 })
      expect(yield* reserve(pace, 500)).toEqual({ _tag: "TooLate", millis: 1_000 })
      expect(yield* reserve(pace, 1_000)).toEqual({ _tag: "Wait", millis: 1_000 })
      expect(yield* reserve(pace, 1_500)).toEqual({ _tag: "TooLate", millis: 2_000 })
      const [turn] = yield* startAll([reserve(pace, 2_000)], 1_000)
      expect(turn).toEqual({ _tag: "Wait", millis: 1_000 })
    }).pipe(Effect.provide(Pacer.layerMemory))
  )

  it.effect("lets a call that waits go when the rate falls so far that its turn would come too late", () =>
    Effect.gen(function* () {
      const pacer = yield* Pacer
      const pace = { key: "a", perSecond: 10 }
      const fibers = []
      for (const call of times(21, reserve(pace, 2_000))) fibers.push(yield* Effect.forkChild(call))
      yield* TestClock.adjust(1)
      for (let cut = 0; cut < 5; cut++) {
        yield* pacer.throttled(pace)
        yield* TestClock.adjust(1_300)
      }
      const turns: readonly Turn[] = yield* Fiber.joinAll(fibers)
      expect(turns.filter((turn) => turn._tag === "TooLate").length).toBeGreaterThan(3)
      for (const turn of turns) {
        if (turn._tag === "TooLate") expect(turn.millis).toBeGreaterThanOrEqual(2_000)
      }
    }).pipe(Effect.provide(Pacer.layerMemory))
  )

  it.effect("turns the call away that would be the thousand and first to wait", () =>
    Effect.gen(function* () {
      expect(waitingLimit).toBe(1_000)
      const pace = { key: "a", perSecond: 20 }
      yield* reserve(pace)
      yield* reserve(pace)
      for (let call = 0; call < 1_000; call++) yield* Effect.forkChild(reserve(pace))
      yield* TestClock.adjust(1)
      expect(yield* reserve(pace)).toEqual({ _tag: "QueueFull", waiting: 1_000 })
    }).pipe(Effect.provide(Pacer.layerMemory))
  )

  it.effect("closes the gap that an interrupted call leaves in the queue", () =>
    Effect.gen(function* () {
      const pace = { key: "a", perSecond: 1 }
      const fibers = []
      for (const call of times(5, takeTurn(pace))) fibers.push(yield* Effect.forkChild(call))
      yield* TestClock.adjust(1)
      // The second has its turn already; the third is at the front of the queue, the fourth behind it.
      for (const fiber of fibers.slice(2, 4)) yield* Fiber.interrupt(fiber)
      yield* TestClock.adjust(10_000)
      const [first, second, , , fifth] = fibers
      const rest = [first, second, fifth].filter((fiber) => fiber !== undefined)
      expect(yield* Fiber.joinAll(rest)).toEqual([0, 1_000, 2_000])
    }).pipe(Effect.provide(Pacer.layerMemory))
  )

  it.effect("applies a rate that was just learned to those who wait", () =>
    Effect.gen(function* () {
      const pacer = yield* Pacer
      const pace = { key: "a", perSecond: 10 }
      const fibers = []
      for (const call of times(4, takeTurn(pace))) fibers.push(yield* Effect.forkChild(call))
      yield* TestClock.adjust(50)
      yield* pacer.throttled(pace)
      yield* TestClock.adjust(10_000)
      const instants = yield* Fiber.joinAll(fibers)
      expect(instants.slice(0, 3)).toEqual([0, 100, 200])
      expect(instants[3]).toBeCloseTo(200 + 1_000 / 7, -1)
    }).pipe(Effect.provide(Pacer.layerMemory))
  )

  it.effect("starves none of fifty callers of a service that throttles", () =>
    Effect.gen(function* () {
      const arrivals = yield* simulate({
        pace: { key: "a", perSecond: 20 },
        callers: 50,
        limiter: limiters["a bucket"](),
        limitAt: () => 5,
        millis: 120_000,
        seed: 1
      })
      const taken = Array.from(
        { length: 50 },
        (_, caller) => arrivals.filter((one) => one.caller === caller && one.isTaken).length
      )
      expect(Math.min(...taken)).toBeGreaterThanOrEqual(8)
      expect(Math.max(...taken)).toBeLessThanOrEqual(16)
    }).pipe(Effect.provide(Pacer.layerMemory), Effect.scoped)
  )

  it.effect("remembers a thousand keys, and forgets the one that was used longest ago", () =>
    Effect.gen(function* () {
      expect([rememberedKeys, rememberedLanes, horizonMillis]).toEqual([1_000, 1_000, 120_000])
      const key = (number: number) => reserve({ key: `key ${number}`, perSecond: 1 }, 0)
      for (let number = 0; number < 1_000; number++) yield* key(number)
      expect(yield* key(0)).toMatchObject({ _tag: "TooLate" })
      yield* key(1_000)
      yield* key(1_001)
      expect(yield* key(999)).toMatchObject({ _tag: "TooLate" })
      expect(yield* key(1)).toMatchObject({ _tag: "Wait" })
    }).pipe(Effect.provide(Pacer.layerMemory))
  )
})
