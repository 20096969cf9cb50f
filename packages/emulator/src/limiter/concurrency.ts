import type { Gate } from "./Gate.ts"

/** At most `most` calls at the same time. */
export const concurrency = (most: number): Gate => {
  let running = 0
  return {
    enter: () => {
      if (running >= most) return undefined
      running += 1
      let hasLeft = false
      return () => {
        if (!hasLeft) running -= 1
        hasLeft = true
      }
    }
  }
}
