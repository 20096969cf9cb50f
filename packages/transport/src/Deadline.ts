/**
 * The time limit of one whole call. It is opened once, and every attempt, wait and hop takes from what is left.
 * Measured on the monotonic clock: a system clock that is set right in the middle of a call neither ends nor stretches it.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** The end of a call's time, and how much it was given. */
export interface Deadline {
  /** Milliseconds that the call was given. */
  readonly limitMillis: number
  /** Instant at which it runs out, in milliseconds of the monotonic clock. */
  readonly expiresAt: number
}

/** Milliseconds of the monotonic clock, whose origin means nothing: for differences only. */
export const monotonicMillis: Effect.Effect<number> = Effect.map(
  Clock.monotonicTimeNanos,
  (nanos) => Number(nanos) / 1e6
)

/** The same, read at once, for a loop that has its clock at hand: an effect costs more than the reading. */
export const monotonicMillisOf = (clock: Clock.Clock): number => Number(clock.monotonicTimeNanosUnsafe()) / 1e6

/** Opens a deadline of `limitMillis` from now. */
export const openDeadline = (limitMillis: number): Effect.Effect<Deadline> =>
  Effect.map(monotonicMillis, (now) => ({ limitMillis, expiresAt: now + limitMillis }))

/** Milliseconds left at the monotonic instant `now`, never below zero; none where the limit is NaN. */
export const timeLeft = (deadline: Deadline, now: number): number => {
  const left = deadline.expiresAt - now
  return left > 0 ? left : 0
}
