/** Whether a failed attempt is repeated. Pure: facts in, decision out; the loop that acts on it is in Transport.ts. */
import type { ErrorCategory, Safety } from "@imagesearch/core"
import type { Sent } from "./Attempt.ts"

/** Attempts of one call in all (AWS SDK standard mode). */
export const maxAttempts = 3

export interface RetryFacts {
  readonly category: ErrorCategory
  readonly sent: Sent
  readonly safety: Safety
  /** Attempts made so far, the failed one included. */
  readonly attempts: number
  /** Whether the set holds an endpoint that this call has not tried. */
  readonly hasFreshEndpoint: boolean
  /** Milliseconds that a repeat on the same endpoint should wait. */
  readonly backoffMillis: number
  readonly timeLeftMillis: number
}

export type RetryDecision =
  | { readonly _tag: "Stop"; readonly why: "not repeatable" | "may have been done" | "attempts" | "deadline" }
  | { readonly _tag: "Retry"; readonly delayMillis: number }

/**
 * Repeats throttles, since the service says that it did nothing, and transient failures, if a second sending cannot
 * do harm: it never left (`sent: no`), or the operation is safe or idempotent. A request that never left goes to the
 * next endpoint at once.
 */
export const decideRetry = (facts: RetryFacts): RetryDecision => {
  if (facts.category !== "throttle" && facts.category !== "transient") return { _tag: "Stop", why: "not repeatable" }
  if (facts.category === "transient" && facts.sent !== "no" && facts.safety === "once") {
    return { _tag: "Stop", why: "may have been done" }
  }
  if (facts.attempts >= maxAttempts) return { _tag: "Stop", why: "attempts" }
  const delayMillis = facts.sent === "no" && facts.hasFreshEndpoint ? 0 : facts.backoffMillis
  return delayMillis >= facts.timeLeftMillis ? { _tag: "Stop", why: "deadline" } : { _tag: "Retry", delayMillis }
}
