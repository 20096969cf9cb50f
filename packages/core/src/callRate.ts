/** How many calls per second the service allows by default; more is granted by ticket. */
import type { Operation } from "./operation.ts"

/** What decides the rate of an instance; both stand in the answer of Detail. */
export interface InstanceSize {
  /** Pictures that were bought; the wire's `Capacity` counts in units of 10,000. */
  readonly capacityPictures: number
  /** Searches per second that were bought, the wire's `Qps`: 1, 5 or 10. */
  readonly searchesPerSecond: number
}

/** Pictures of the smallest instance (documented sizes); it alone has the lower rate of adding. */
const smallestPictures = 100_000

/**
 * Calls per second that an instance of this size may make of an operation, by default; undefined where nothing is
 * documented. Operations with the same `limitKey` share it.
 */
export const documentedCallsPerSecond = (operation: Operation, size: InstanceSize): number | undefined => {
  const { perSecond, perSecondSmallest } = operation
  if (perSecondSmallest !== undefined && size.capacityPictures <= smallestPictures) return perSecondSmallest
  return perSecond === "bought" ? size.searchesPerSecond : (perSecond ?? undefined)
}
