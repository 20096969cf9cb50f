/** How long each phase of an attempt may take: the defaults, the caller's own, and never more than the call has left. */
import type { AttemptLimits } from "./Sender.ts"

/** Milliseconds to connect: a second endpoint is waiting, and a TCP retransmission (1 s) is still allowed for. */
export const connectLimitMillis = 2_000
/** Milliseconds to the first byte of the answer: twice the 5 s that the service itself waits for a picture. */
export const headersLimitMillis = 10_000
/** The same for an upload: 4 MB at 1.1 Mbit/s. */
export const uploadHeadersLimitMillis = 30_000
/** Milliseconds for the rest of the answer. */
export const bodyLimitMillis = 10_000

/** Limits that a caller sets; the total is the call's own deadline. */
export type OwnLimits = Partial<Omit<AttemptLimits, "totalMillis">>

/** The limits of the next attempt. */
export const attemptLimits = (facts: {
  readonly isUpload: boolean
  readonly own: OwnLimits | undefined
  readonly timeLeftMillis: number
}): AttemptLimits => {
  const within = (own: number | undefined, usual: number) => {
    const wanted = own ?? usual
    // Math.min would pass on NaN, with which no timer is ever set.
    return wanted < facts.timeLeftMillis ? wanted : facts.timeLeftMillis
  }
  return {
    connectMillis: within(facts.own?.connectMillis, connectLimitMillis),
    headersMillis: within(facts.own?.headersMillis, facts.isUpload ? uploadHeadersLimitMillis : headersLimitMillis),
    bodyMillis: within(facts.own?.bodyMillis, bodyLimitMillis),
    totalMillis: facts.timeLeftMillis
  }
}
