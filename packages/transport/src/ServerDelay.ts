/** The delay that an answer asks for, in `x-acs-retry-after` or `Retry-After`. Pure. */
import type { Headers } from "./HttpMessage.ts"

/** A server may add at most this many milliseconds to our own delay (AWS SDK standard mode, 2026). */
export const serverDelaySlackMillis = 5_000

/**
 * Milliseconds that the headers ask for, or undefined. `x-acs-retry-after` is milliseconds, as the official SDK reads
 * it (its unit is not documented); `Retry-After` is seconds or an HTTP date. Nonsense and negative values count as none.
 */
export const serverDelayMillis = (headers: Headers, now: number): number | undefined => {
  const own = wholeNumber(headers["x-acs-retry-after"])
  if (own !== undefined) return own
  const standard = headers["retry-after"]
  const seconds = wholeNumber(standard)
  if (seconds !== undefined) return seconds * 1_000
  // Date.parse alone would take "-5" for a month.
  const instant = standard?.endsWith("GMT") === true ? Date.parse(standard) : Number.NaN
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - now)
}

/** Our own delay raised to what the server asks, within [own, own + 5 s]. */
export const withServerDelay = (ownMillis: number, serverMillis: number | undefined): number =>
  serverMillis === undefined
    ? ownMillis
    : Math.min(Math.max(ownMillis, serverMillis), ownMillis + serverDelaySlackMillis)

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,12}$/.test(text.trim()) ? Number(text) : undefined
