import { expect, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { describe } from "vitest"
import { absent, issue, type CredentialsProvider } from "../../src/credentials/CredentialsProvider.ts"
import {
  lastMinuteMillis,
  lastMinuteWaitMillis,
  loadLimitMillis,
  refreshAheadMillis,
  refreshAheadShare,
  refreshPauseMillis,
  shareCredentials
} from "../../src/credentials/SharedCredentials.ts"

interface Script {
  asked: number
  interrupted: number
  works: boolean
  /** How long an answer takes. */
  delay: number
  /** How long a key lasts; undefined for ever. */
  lifeMillis: number | undefined
}

const minute = 60_000

const world = (changes: Partial<Script> = {}) => {
  const script: Script = { asked: 0, interrupted: 0, works: true, delay: 0, lifeMillis: 60 * minute, ...changes }
  const provider: CredentialsProvider = {
    name: "scripted",
    load: Effect.fnUntraced(
      function* () {
        const accessKeyId = `key-${++script.asked}`
        if (script.delay > 0) yield* Effect.sleep(script.delay)
        if (!script.works) return yield* absent("scripted", "has none")
        const now = yield* Clock.currentTimeMillis
        const expiration = script.lifeMillis === undefined ? undefined : new Date(now + script.lifeMillis).toISOString()
        return yield* issue({ provider: "scripted", source: "s", accessKeyId, accessKeySecret: "s", expiration })
      },
      Effect.onInterrupt(() => Effect.sync(() => script.interrupted++))
    )
  }
  const shared = shareCredentials(provider, {})
  return { script, shared, id: Effect.map(shared.current, ({ accessKeyId }) => accessKeyId) }
}

describe("a shared key", () => {
  it.effect("is asked for once, however many calls want it at a time", () =>
    Effect.gen(function* () {
      const { script, id } = world({ delay: 500 })
      const fibers = yield* Effect.forEach(Array.from({ length: 50 }), () => Effect.forkChild(id))
      yield* TestClock.adjust(500)
      const ids = yield* Effect.forEach(fibers, Fiber.join)
      expect(new Set(ids)).toEqual(new Set(["key-1"]))
      expect(yield* id).toBe("key-1")
      expect(script.asked).toBe(1)
    })
  )

  it.effect("is the same object until it is replaced, so that signers can prepare it once", () =>
    Effect.gen(function* () {
      const { shared } = world()
      expect(yield* shared.current).toBe(yield* shared.current)
    })
  )

  it.effect("is replaced 15 minutes before its end, without a call that waits", () =>
    Effect.gen(function* () {
      const { script, id } = world({ delay: 0 })
      yield* id
      script.delay = 500
      yield* TestClock.adjust(45 * minute - 1)
      yield* id
      expect(script.asked).toBe(1)
      yield* TestClock.adjust(1)
      expect(yield* id).toBe("key-1")
      yield* TestClock.adjust(500)
      expect(yield* id).toBe("key-2")
      expect(script.asked).toBe(2)
    })
  )

  it.effect("of 15 minutes is replaced in its last quarter, and not at every call", () =>
    Effect.gen(function* () {
      const { script, id } = world({ lifeMillis: 15 * minute })
      yield* id
      yield* TestClock.adjust(11 * minute)
      yield* id
      expect(script.asked).toBe(1)
      yield* TestClock.adjust(0.25 * minute)
      yield* id
      yield* TestClock.adjust(0)
      expect(yield* id).toBe("key-2")
    })
  )

  it.effect("that lasts is asked for once in a life", () =>
    Effect.gen(function* () {
      const { script, id } = world({ lifeMillis: undefined })
      yield* id
      yield* TestClock.adjust(1_000 * 24 * 60 * minute)
      yield* id
      expect(script.asked).toBe(1)
    })
  )

  it.effect("serves to its end while it cannot be replaced, which is tried every 30 s", () =>
    Effect.gen(function* () {
      const { script, id } = world()
      yield* id
      script.works = false
      yield* TestClock.adjust(45 * minute)
      for (let call = 0; call < 10; call++) {
        expect(yield* id).toBe("key-1")
        yield* TestClock.adjust(10)
      }
      expect(script.asked).toBe(2)
      yield* TestClock.adjust(refreshPauseMillis)
      expect(yield* id).toBe("key-1")
      yield* TestClock.adjust(1)
      expect(script.asked).toBe(3)
      // In its last minute, and not a moment after its end.
      yield* TestClock.setTime(60 * minute - 1)
      expect(yield* id).toBe("key-1")
      yield* TestClock.adjust(1)
      expect((yield* Effect.flip(id)).message).toContain("has none")
    })
  )

  it.effect("is waited for in the last minute of the one before", () =>
    Effect.gen(function* () {
      const { script, id } = world()
      yield* id
      script.delay = 500
      yield* TestClock.adjust(59 * minute)
      const fiber = yield* Effect.forkChild(id)
      yield* TestClock.adjust(500)
      expect(yield* Fiber.join(fiber)).toBe("key-2")
    })
  )

  it.effect("whose replacement hangs serves on after a second's wait, and is asked for anew after 90 s", () =>
    Effect.gen(function* () {
      const { script, id } = world()
      yield* id
      script.delay = 24 * 60 * minute
      yield* TestClock.adjust(59 * minute)
      const fiber = yield* Effect.forkChild(id)
      yield* TestClock.adjust(lastMinuteWaitMillis)
      expect(yield* Fiber.join(fiber)).toBe("key-1")
      yield* TestClock.adjust(loadLimitMillis)
      script.delay = 0
      expect(yield* id).toBe("key-3")
      expect(script).toMatchObject({ asked: 3, interrupted: 1 })
    })
  )

  it.effect("that could not be had is asked for again by the next call", () =>
    Effect.gen(function* () {
      const { script, id } = world({ works: false })
      yield* Effect.flip(id)
      yield* Effect.flip(id)
      expect(script.asked).toBe(2)
      script.works = true
      expect(yield* id).toBe("key-3")
    })
  )

  it.effect("is given up when the service calls it expired, once for all calls that had it", () =>
    Effect.gen(function* () {
      const { script, shared, id } = world()
      const old = yield* shared.current
      yield* Effect.all([shared.renew(old), shared.renew(old)])
      expect(yield* id).toBe("key-2")
      // A call that comes late with the old key does not cost the new one.
      yield* shared.renew(old)
      expect(yield* id).toBe("key-2")
      expect(script.asked).toBe(2)
    })
  )
})

describe("a client that is closed", () => {
  it.effect("ends a renewal that no call waits for, and begins none", () =>
    Effect.gen(function* () {
      const { script, shared, id } = world()
      yield* id
      script.delay = 10 * minute
      yield* TestClock.adjust(45 * minute)
      yield* id
      yield* TestClock.adjust(1)
      yield* shared.close
      expect(script).toMatchObject({ asked: 2, interrupted: 1 })
      yield* TestClock.adjust(14 * minute + 30_000)
      expect(yield* id).toBe("key-1")
      expect(script.asked).toBe(2)
    })
  )

  it.effect("leaves a question to the calls that wait for it, and ends it with the last of them", () =>
    Effect.gen(function* () {
      const { script, shared, id } = world({ delay: 500 })
      const [leaving, staying] = [yield* Effect.forkChild(id), yield* Effect.forkChild(id)]
      yield* TestClock.adjust(100)
      yield* shared.close
      yield* Fiber.interrupt(leaving)
      expect(script.interrupted).toBe(0)
      yield* Fiber.interrupt(staying)
      expect(script).toMatchObject({ asked: 1, interrupted: 1 })
    })
  )
})

describe("a call that ends while it waits for a key", () => {
  it.effect("leaves the question to those who still wait", () =>
    Effect.gen(function* () {
      const { script, id } = world({ delay: 500 })
      const [leaving, staying] = [yield* Effect.forkChild(id), yield* Effect.forkChild(id)]
      yield* TestClock.adjust(100)
      yield* Fiber.interrupt(leaving)
      yield* TestClock.adjust(400)
      expect(yield* Fiber.join(staying)).toBe("key-1")
      expect(script).toMatchObject({ asked: 1, interrupted: 0 })
    })
  )

  it.effect("ends the question when nobody else waits, and the next call asks anew", () =>
    Effect.gen(function* () {
      const { script, id } = world({ delay: 500 })
      const fiber = yield* Effect.forkChild(id)
      yield* TestClock.adjust(100)
      yield* Fiber.interrupt(fiber)
      expect(script).toMatchObject({ asked: 1, interrupted: 1 })
      const next = yield* Effect.forkChild(id)
      yield* TestClock.adjust(500)
      expect(Exit.isSuccess(yield* Fiber.await(next))).toBe(true)
      expect(script.asked).toBe(2)
    })
  )
})

it("has the times of the official SDK where it has any", () => {
  expect({ refreshAheadMillis, refreshAheadShare, lastMinuteMillis, refreshPauseMillis }).toEqual({
    refreshAheadMillis: 15 * minute,
    refreshAheadShare: 0.25,
    lastMinuteMillis: minute,
    refreshPauseMillis: 30_000
  })
})

it("is waited for a second in the last minute, and 90 s at most", () => {
  expect({ lastMinuteWaitMillis, loadLimitMillis }).toEqual({ lastMinuteWaitMillis: 1_000, loadLimitMillis: 90_000 })
})
