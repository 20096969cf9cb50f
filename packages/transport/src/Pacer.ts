/**
 * Spaces calls so that a bought rate is never exceeded: one send token every 1/n second for each key. A limiter that
 * lets n through "per second" lets 2n through in an unlucky second, and a service that counts then throttles.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** What a call is paced by. */
export interface Pace {
  /** Calls with the same key share the rate: instance and limit key. */
  readonly key: string
  /** Calls per second, above zero. */
  readonly perSecond: number
}

/** What the pacer says to a call that asks for its turn. */
export type Turn =
  /** The turn is reserved and comes in this many milliseconds; the caller does the waiting. */
  | { readonly _tag: "Wait"; readonly millis: number }
  /** The turn would come later than the caller can wait; nothing is reserved. */
  | { readonly _tag: "TooLate"; readonly millis: number }
  /** As many calls as are allowed wait already; nothing is reserved. */
  | { readonly _tag: "QueueFull"; readonly waiting: number }

export class Pacer extends Context.Service<
  Pacer,
  {
    /** Asks for the next free turn of the key, which must come within `withinMillis`. */
    readonly reserve: (pace: Pace, withinMillis: number) => Effect.Effect<Turn>
    /** The service throttled a call of this pace. */
    readonly throttled: (pace: Pace) => Effect.Effect<void>
    /** A call of this pace went through. */
    readonly succeeded: (pace: Pace) => Effect.Effect<void>
  }
>()("@imagesearch/transport/Pacer") {
  /** Turns in memory: right for one process. */
  static readonly layerMemory: Layer.Layer<Pacer> = Layer.sync(Pacer, () => {
    const nextFree = new Map<string, number>()
    return {
      reserve: (pace, withinMillis) =>
        Effect.map(Clock.currentTimeMillis, (now): Turn => {
          const turn = Math.max(now, nextFree.get(pace.key) ?? 0)
          const millis = turn - now
          if (millis > withinMillis) return { _tag: "TooLate", millis }
          nextFree.set(pace.key, turn + 1_000 / pace.perSecond)
          return { _tag: "Wait", millis }
        }),
      throttled: () => Effect.void,
      succeeded: () => Effect.void
    }
  })
}
