/** Whether a failed attempt is repeated. Pure: facts in, decision out; the loop that acts on it is in Transport.ts. */
import type { ErrorCategory, Safety } from "@imagesearch/core"
import type { Sent } from "./Attempt.ts"

/** Attempts of one call in all, unless the caller says otherwise (AWS SDK standard mode). */
export const defaultAttempts = 3

/** No caller gets more attempts than this: a budget may be ignored, and a deadline may be long. */
export const attemptsCap = 10

/** What a caller may tighten or widen for one call. The deadline and the cap on attempts hold whatever it says. */
export interface RetryLimits {
  /** Attempts in all, 1 for no repeat; cut to 1..10. Default 3. */
  readonly attempts?: number | undefined
  /** `ignored` repeats even when the shared budget is spent, for calls that must get through. Default `shared`. */
  readonly budget?: "shared" | "ignored" | undefined
}

export interface RetryFacts {
  readonly category: ErrorCategory
  readonly sent: Sent
  readonly safety: Safety
  /** Attempts made so far, the failed one included. */
  readonly attempts: number
  readonly limits: RetryLimits
  /** Whether the set holds an endpoint that this call has not tried. */
  readonly hasFreshEndpoint: boolean
  /** Whether the clock was set right after this attempt; false if it had been before, since once is enough. */
  readonly hasNewClock: boolean
  /** Whether the expired key was given up after this attempt for a new one; false if one had been before. */
  readonly hasNewKey: boolean
  /** Milliseconds that a repeat on the same endpoint should wait. */
  readonly backoffMillis: number
  readonly timeLeftMillis: number
}

export type RetryDecision =
  | { readonly _tag: "Stop"; readonly why: "not repeatable" | "may have been done" | "attempts" | "deadline" }
  | { readonly _tag: "Retry"; readonly delayMillis: number }

/**
 * Repeats throttles, since the service says that it did nothing; transient failures, if a second sending cannot do
 * harm: it never left (`sent: no`), or the operation is safe or idempotent; and once each what was refused for its date
 * and for an expired key. A request that never left goes to the next endpoint at once, and a corrected one too.
 */
export const decideRetry = (facts: RetryFacts): RetryDecision => {
  const stop = whyStop(facts)
  if (stop !== undefined) return { _tag: "Stop", why: stop }
  const isAtOnce = facts.hasNewClock || facts.hasNewKey || (facts.sent === "no" && facts.hasFreshEndpoint)
  const delayMillis = isAtOnce ? 0 : facts.backoffMillis
  return delayMillis >= facts.timeLeftMillis ? { _tag: "Stop", why: "deadline" } : { _tag: "Retry", delayMillis }
}

/**
 * Whether a repeat after such a failure corrects the request. It costs nothing of the budget: it comes once a call, the
 * service is healthy, and all calls under way when a key ends would else share the repeats of three.
 */
export const isCorrection = (category: ErrorCategory): boolean => category === "clock" || category === "credentials"

const whyStop = ({ category, sent, safety, attempts, limits, hasNewClock, hasNewKey }: RetryFacts) => {
  const isRepeatable = category === "throttle" || category === "transient" || hasNewClock || hasNewKey
  if (!isRepeatable) return "not repeatable"
  if (category === "transient" && sent !== "no" && safety === "once") return "may have been done"
  const most = Math.min(attemptsCap, Math.max(1, limits.attempts ?? defaultAttempts))
  // Written so that NaN, which JavaScript lets through, ends the call.
  return attempts < most ? undefined : "attempts"
}
