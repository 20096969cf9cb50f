/**
 * Spaces calls so that a bought rate is never exceeded: one turn every 1/n second for each key. A limiter that lets n
 * through "per second" lets 2n through in an unlucky second, and a service that counts then throttles. Where the service
 * takes less than was bought, the rate is learned from its throttles (LearnedRate.ts). Keys never delay each other;
 * calls of one key go in the order they came (TurnQueue.ts).
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { monotonicMillis } from "./Deadline.ts"
import { afterSuccess, afterThrottle, currentRate, type LearnedRate, type RateFacts } from "./LearnedRate.ts"
import { rememberNewest } from "./rememberNewest.ts"
import type { Pace, Turn, Turns } from "./Turn.ts"
import { inOrder } from "./TurnQueue.ts"

/** Gives calls their turns, so that no key goes faster than its rate. */
export class Pacer extends Context.Service<Pacer, Turns>()("@imagesearch/transport/Pacer") {
  /** A pacer over a store that several processes may share. */
  static readonly over = (store: PaceStore): Turns => inOrder(turnsOf(store))

  /** Turns and learned rates in memory, of `rememberedKeys` keys: right for one process. */
  static readonly layerMemory: Layer.Layer<Pacer> = Layer.sync(Pacer, () => Pacer.over(storeInMemory()))
}

/** What is known of one key. Instants are milliseconds of the store's clock. */
export interface KeyTurns {
  /** When the next turn is free. */
  readonly nextTurn: number
  /** Milliseconds between the turn that was given last and the next one. */
  readonly spacingMillis: number
  /** Undefined while the service has not throttled. */
  readonly learned: LearnedRate | undefined
}

/** Where the turns are kept. */
export interface PaceStore {
  /**
   * Reads what is known of a key, and writes what `change` makes of it, in one step that nobody else comes between;
   * undefined leaves it as it is. Answers what `change` answers.
   */
  readonly modify: <A>(key: string, change: PaceChange<A>) => Effect.Effect<A>
}

export type PaceChange<A> = (known: KeyTurns | undefined, now: number) => readonly [KeyTurns | undefined, A]

/** Keys that are remembered in memory; the one that was used longest ago is forgotten first. */
export const rememberedKeys = 1_000
/**
 * A turn further ahead than this and one spacing, in milliseconds, was given by a clock that has been set back since: no
 * call waits longer than its time limit, 60 s by default.
 */
export const horizonMillis = 120_000

const turnsOf = ({ modify }: PaceStore): Turns => ({
  reserve: (pace, withinMillis) => modify(pace.key, takeTurn(pace, withinMillis)),
  throttled: (pace) => modify(pace.key, learn(pace, afterThrottle)),
  succeeded: (pace) => modify(pace.key, learn(pace, afterSuccess))
})

const takeTurn =
  ({ perSecond }: Pace, withinMillis: number): PaceChange<Turn> =>
  (known, now) => {
    const { nextTurn, learned } = known ?? { nextTurn: now, learned: undefined }
    const horizon = now + horizonMillis + (known?.spacingMillis ?? 0)
    const turn = nextTurn > horizon ? now : Math.max(now, nextTurn)
    const millis = turn - now
    if (millis > withinMillis) return [undefined, { _tag: "TooLate", millis }]
    const spacingMillis = 1_000 / currentRate(learned, perSecond)
    return [
      { nextTurn: turn + spacingMillis, spacingMillis, learned },
      { _tag: "Wait", millis }
    ]
  }

const learn =
  (
    { perSecond }: Pace,
    after: (learned: LearnedRate | undefined, facts: RateFacts) => LearnedRate | undefined
  ): PaceChange<void> =>
  (known, now) => {
    const { nextTurn, spacingMillis, learned } = known ?? { nextTurn: now, spacingMillis: 0, learned: undefined }
    const next = after(learned, { perSecond, now, nextTurn: Math.min(nextTurn, now + horizonMillis) })
    return [next === learned ? undefined : { nextTurn, spacingMillis, learned: next }, undefined]
  }

const storeInMemory = (): PaceStore => {
  const keys = new Map<string, KeyTurns>()
  return {
    modify: (key, change) =>
      Effect.map(monotonicMillis, (now) => {
        const [next, answer] = change(keys.get(key), now)
        if (next !== undefined) rememberNewest(keys, key, next, rememberedKeys)
        return answer
      })
  }
}
