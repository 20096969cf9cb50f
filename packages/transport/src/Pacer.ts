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

export class Pacer extends Context.Service<
  Pacer,
  {
    /**
     * Reserves the next free slot of the key if it comes within `withinMillis`, and gives the milliseconds to wait for
     * it; undefined, and nothing reserved, if it comes later. The caller does the waiting.
     */
    readonly reserve: (pace: Pace, withinMillis: number) => Effect.Effect<number | undefined>
  }
>()("@imagesearch/transport/Pacer") {
  /** Slots in memory: right for one process. */
  static readonly layerMemory: Layer.Layer<Pacer> = Layer.sync(Pacer, () => {
    const nextFree = new Map<string, number>()
    return {
      reserve: (pace, withinMillis) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const slot = Math.max(now, nextFree.get(pace.key) ?? 0)
          if (slot - now > withinMillis) return undefined
          nextFree.set(pace.key, slot + 1_000 / pace.perSecond)
          return slot - now
        })
    }
  })
}
