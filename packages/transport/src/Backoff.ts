/** How long to wait before a repeat: exponential back-off with full jitter. Pure. */
import type { ErrorCategory } from "@imagesearch/core"

/** First delay after a failure that is no throttle, in milliseconds (AWS SDK standard mode, 2026). */
export const baseDelayMillis = 50

/** First delay after a throttle: the service counts calls per second, so anything shorter meets the same window. */
export const throttleDelayMillis = 1_000

/** No delay grows beyond this, in milliseconds (AWS SDK standard mode). */
export const delayCapMillis = 20_000

/**
 * Delay in milliseconds before repeat number `repeat` (0 for the first). `random` lies in [0, 1) and spreads the
 * delay over the whole range from zero, so that clients that failed together do not come back together.
 */
export const backoffMillis = (facts: {
  readonly repeat: number
  readonly category: ErrorCategory
  readonly random: number
}): number => {
  const base = facts.category === "throttle" ? throttleDelayMillis : baseDelayMillis
  return facts.random * Math.min(delayCapMillis, base * 2 ** facts.repeat)
}
