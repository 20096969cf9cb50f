/** The calls per second that an instance may make, for whoever makes many: bought, documented or as the caller says. */
import {
  documentedCallsPerSecond,
  operation,
  type InstanceSize,
  type LimitKey,
  type OperationName
} from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import type { ImageSearchOperations } from "../ImageSearchOperations.ts"

export type Rates = Partial<Record<LimitKey, number>>

/** The smallest instance that can be bought: what it may do, every instance may. */
const smallest: InstanceSize = { capacityPictures: 0, searchesPerSecond: 1 }

/**
 * Rates of the operations named, those of the caller first. The size of the instance is asked of Detail when it matters,
 * and remembered as long as the client lives. A key that may not call Detail is paced as for the smallest instance.
 */
export const makeRates = (given: Rates, detail: ImageSearchOperations["detail"]) => {
  const known = Ref.makeUnsafe<InstanceSize | undefined>(undefined)
  const askSize = Effect.gen(function* () {
    const { instance } = yield* detail()
    const { capacityPictures = 0, searchesPerSecond = 1 } = instance
    const size = { capacityPictures, searchesPerSecond: Math.max(1, searchesPerSecond) }
    yield* Ref.set(known, size)
    return size
  }).pipe(Effect.orElseSucceed(() => smallest))

  return Effect.fnUntraced(function* (names: readonly OperationName[]): Effect.fn.Return<Rates> {
    const missing = names.map(operation).filter(({ limitKey }) => given[limitKey] === undefined)
    const size = missing.some(dependsOnSize) ? ((yield* Ref.get(known)) ?? (yield* askSize)) : smallest
    const rates = missing.map((one) => [one.limitKey, documentedCallsPerSecond(one, size)] as const)
    return { ...Object.fromEntries(rates), ...given }
  })
}

const dependsOnSize = ({ perSecond, perSecondSmallest }: ReturnType<typeof operation>): boolean =>
  perSecond === "bought" || perSecondSmallest !== undefined
