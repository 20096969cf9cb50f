/** The time limit of one whole call. It is opened once, and every attempt, wait and hop takes from what is left. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

export interface Deadline {
  /** Milliseconds that the call was given. */
  readonly limitMillis: number
  /** Instant at which it runs out, in milliseconds of the Clock. */
  readonly expiresAt: number
}

/** Opens a deadline of `limitMillis` from now. */
export const openDeadline = (limitMillis: number): Effect.Effect<Deadline> =>
  Effect.map(Clock.currentTimeMillis, (now) => ({ limitMillis, expiresAt: now + limitMillis }))

/** Milliseconds left at `now`, never below zero. */
export const timeLeft = (deadline: Deadline, now: number): number => Math.max(0, deadline.expiresAt - now)
