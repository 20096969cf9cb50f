import { type Gate, nothing } from "./Gate.ts"

const SECOND_MS = 1_000

/** A bucket of `perSecond` tokens, full at first and filled evenly; each call takes one. */
export const tokenBucket = (perSecond: number): Gate => {
  // Counted in thousandths of a token, so that a millisecond adds a whole number.
  const full = perSecond * SECOND_MS
  let level = full
  let filledMs = Number.POSITIVE_INFINITY
  return {
    enter: (now) => {
      if (now > filledMs) level = Math.min(full, level + (now - filledMs) * perSecond)
      filledMs = now
      if (level < SECOND_MS) return undefined
      level -= SECOND_MS
      return nothing
    }
  }
}
