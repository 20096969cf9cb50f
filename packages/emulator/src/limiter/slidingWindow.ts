import { type Gate, nothing } from "./Gate.ts"

const SECOND_MS = 1_000

/** At most `perSecond` calls in any 1,000 ms; a refused call does not count. */
export const slidingWindow = (perSecond: number): Gate => {
  let entered: readonly number[] = []
  return {
    enter: (now) => {
      // A clock that was set back leaves no call in the future, which would keep the gate shut until then.
      entered = entered.filter((at) => at > now - SECOND_MS && at <= now)
      if (entered.length >= perSecond) return undefined
      entered = [...entered, now]
      return nothing
    }
  }
}
