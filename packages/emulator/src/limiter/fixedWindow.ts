import { type Gate, nothing } from "./Gate.ts"

const SECOND_MS = 1_000

/**
 * At most `perSecond` calls in each second of the clock, so up to twice as many around the turn of a second.
 */
export const fixedWindow = (perSecond: number): Gate => {
  let second = Number.NEGATIVE_INFINITY
  let count = 0
  return {
    enter: (now) => {
      const current = Math.floor(now / SECOND_MS)
      if (current !== second) {
        second = current
        count = 0
      }
      if (count >= perSecond) return undefined
      count += 1
      return nothing
    }
  }
}
