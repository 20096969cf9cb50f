/** Turns: what a call is paced by, and what it is told when it asks for one. */
import type * as Effect from "effect/Effect"

/** What a call is paced by. */
export interface Pace {
  /** Calls with the same key share the rate: instance and limit key. */
  readonly key: string
  /** Calls per second, above zero. */
  readonly perSecond: number
}

/** What the pacer says to a call that asks for its turn. */
export type Turn =
  /** The turn is reserved and comes in this many milliseconds; the caller waits for them. */
  | { readonly _tag: "Wait"; readonly millis: number }
  /** The turn would come later than the caller can wait, so long after it asked; nothing is reserved. */
  | { readonly _tag: "TooLate"; readonly millis: number }
  /** As many calls as are allowed wait already; nothing is reserved. */
  | { readonly _tag: "QueueFull"; readonly waiting: number }

/** Gives turns, and learns from what becomes of them. */
export interface Turns {
  /**
   * Asks for the next turn of the key, which must come within `withinMillis`. Answers when the turn before has come,
   * so that it may wait itself, for `withinMillis` at most; interruption gives up the place in the queue.
   */
  readonly reserve: (pace: Pace, withinMillis: number) => Effect.Effect<Turn>
  /** The service throttled a call of this pace. */
  readonly throttled: (pace: Pace) => Effect.Effect<void>
  /** A call of this pace went through. */
  readonly succeeded: (pace: Pace) => Effect.Effect<void>
}
