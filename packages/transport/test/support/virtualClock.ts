/**
 * A clock on which nobody waits: a sleep moves it forward at once. Right for one fiber at a time, whose thousands of
 * schedules would take days in real time; TestClock serves where fibers run side by side.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

export interface VirtualClock {
  readonly now: () => number
  readonly advance: (millis: number) => void
  readonly provide: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

export const virtualClock = (startMillis = Date.parse("2026-01-01T00:00:00Z")): VirtualClock => {
  let elapsedMillis = 0
  const now = () => startMillis + elapsedMillis
  const advance = (by: number) => void (elapsedMillis += by)
  const wallNanos = () => BigInt(Math.round(now())) * 1_000_000n
  // Its origin is the start, so that fractions of a millisecond survive the conversion.
  const monotonicNanos = () => BigInt(Math.round(elapsedMillis * 1e6))
  const clock: Clock.Clock = {
    currentTimeMillisUnsafe: now,
    currentTimeMillis: Effect.sync(now),
    currentTimeNanosUnsafe: wallNanos,
    currentTimeNanos: Effect.sync(wallNanos),
    monotonicTimeNanosUnsafe: monotonicNanos,
    monotonicTimeNanos: Effect.sync(monotonicNanos),
    sleep: (duration) => Effect.sync(() => advance(Duration.toMillis(duration)))
  }
  return { now, advance, provide: Effect.provideService(Clock.Clock, clock) }
}
