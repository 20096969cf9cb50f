/** The ways in which a service may count calls, and callers who are never idle, on TestClock. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import type { Pace } from "../../src/Turn.ts"
import { Pacer } from "../../src/Pacer.ts"

/** Whether a call that arrives at `now` (milliseconds) is taken, where `limit` calls a second are. */
export type Limiter = (now: number, limit: number) => boolean

export const limiters: Readonly<Record<"fixed seconds" | "a sliding second" | "a bucket", () => Limiter>> = {
  "fixed seconds": () => {
    let second = -1
    let taken = 0
    return (now, limit) => {
      if (Math.floor(now / 1_000) !== second) [second, taken] = [Math.floor(now / 1_000), 0]
      return taken < limit && ++taken > 0
    }
  },
  "a sliding second": () => {
    let taken: number[] = []
    return (now, limit) => {
      taken = taken.filter((at) => at > now - 1_000)
      return taken.length < limit && taken.push(now) > 0
    }
  },
  "a bucket": () => {
    let tokens = Infinity
    let filledAt = 0
    return (now, limit) => {
      tokens = Math.min(limit, tokens + ((now - filledAt) / 1_000) * limit)
      filledAt = now
      return tokens >= 1 && tokens-- > 0
    }
  }
}

/** A call that arrived at the service. */
export interface Arrival {
  readonly at: number
  readonly isTaken: boolean
  readonly caller: number
}

export interface Simulation {
  readonly pace: Pace
  readonly callers: number
  readonly limiter: Limiter
  readonly limitAt: (now: number) => number
  readonly millis: number
  readonly seed: number
}

/** Milliseconds to the service, and as many back; the way there takes up to `jitterMillis` longer. */
const wayMillis = 50
const jitterMillis = 20

/** Runs the callers over the Pacer of the context, from a TestClock at zero. They back off like a transport. */
export const simulate = Effect.fnUntraced(function* (simulation: Simulation) {
  const { pace, callers, limiter, limitAt, millis, seed } = simulation
  const pacer = yield* Pacer
  const random = randomFrom(seed)
  const arrivals: Arrival[] = []
  const call = Effect.fnUntraced(function* (caller: number, repeat: number) {
    const turn = yield* pacer.reserve(pace, 3_600_000)
    if (turn._tag !== "Wait") return yield* Effect.die(turn)
    yield* Effect.sleep(turn.millis + wayMillis + random() * jitterMillis)
    const at = yield* Clock.currentTimeMillis
    const isTaken = limiter(at, limitAt(at))
    arrivals.push({ at, isTaken, caller })
    yield* Effect.sleep(wayMillis)
    yield* isTaken ? pacer.succeeded(pace) : pacer.throttled(pace)
    if (!isTaken) yield* Effect.sleep(random() * Math.min(20_000, 1_000 * 2 ** repeat))
    return isTaken
  })
  const callOn = Effect.fnUntraced(function* (caller: number) {
    for (let repeat = 0; ;) repeat = (yield* call(caller, repeat)) ? 0 : (repeat + 1) % 3
  })
  for (let caller = 0; caller < callers; caller++) yield* Effect.forkScoped(callOn(caller))
  yield* TestClock.adjust(millis)
  return arrivals
})

/** Calls taken per second, and the share of calls that were throttled, between two instants. */
export const summary = (arrivals: readonly Arrival[], fromMillis: number, toMillis: number) => {
  const some = arrivals.filter(({ at }) => at >= fromMillis && at < toMillis)
  const taken = some.filter(({ isTaken }) => isTaken).length
  return { perSecond: taken / ((toMillis - fromMillis) / 1_000), throttledShare: 1 - taken / some.length }
}

/** mulberry32: the same numbers for the same seed. */
const randomFrom = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
