/** What follows a failed attempt: what the call learns from it, and whether it goes on. */
import { formatEndpoint, type Endpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { Sent } from "./Attempt.ts"
import { backoffMillis } from "./Backoff.ts"
import type { Failure } from "./Classify.ts"
import { timeLeft } from "./Deadline.ts"
import type { AttemptSigner, LastAttempt, Progress } from "./Progress.ts"
import { decideRetry } from "./RetryPolicy.ts"
import { serverDelayMillis, withServerDelay } from "./ServerDelay.ts"
import { saysKeyExpired } from "./Signing.ts"

/** The decision; clock, key and endpoints to avoid are brought up to date for the next attempt. */
export const afterFailure = Effect.fnUntraced(function* (
  progress: Progress,
  failure: Failure,
  { endpoint, signer, now }: LastAttempt
) {
  const { call, attempts, tell, time } = progress
  const date = time.currentTimeMillisUnsafe()
  const { category, sent, headers } = failure
  if (category === "throttle") tell?.({ _tag: "Throttle", operation: call.operation.name, by: "service" })
  const hasNewClock = category === "clock" && (yield* correctClock(progress, failure, { endpoint, date }))
  const hasNewKey = yield* renewKey(progress, failure, signer)
  // The endpoint is not at fault for this machine's clock, nor for the key.
  if (!hasNewClock && !hasNewKey) progress.avoid = withFailed(progress, endpoint, sent)
  const ownDelay = backoffMillis({ repeat: attempts.length - 1, category, random: yield* Random.next })
  return decideRetry({
    category,
    sent,
    safety: call.operation.safety,
    attempts: attempts.length,
    limits: call.retry ?? {},
    hasFreshEndpoint: call.endpoints.some((one) => !progress.avoid.includes(one)),
    hasNewClock,
    hasNewKey,
    backoffMillis: withServerDelay(ownDelay, serverDelayMillis(headers, date)),
    timeLeftMillis: timeLeft(call.deadline, now)
  })
})

/** Once per call: gives up a key that the service says has expired. False when the key cannot change. */
const renewKey = Effect.fnUntraced(function* (progress: Progress, { code }: Failure, { renew }: AttemptSigner) {
  if (renew === undefined || progress.hasRenewedKey || !saysKeyExpired(code)) return false
  yield* renew
  progress.hasRenewedKey = true
  return true
})

/** Once per call: sets the clock by the refusal's Date. False when it was set already, or cannot be. */
const correctClock = Effect.fnUntraced(function* (
  progress: Progress,
  failure: Failure,
  { endpoint, date }: { readonly endpoint: Endpoint; readonly date: number }
) {
  if (progress.hasCorrectedClock) return false
  const offsetMillis = yield* progress.clockOffset.learn(endpoint, failure.headers, date)
  if (offsetMillis === undefined) return false
  progress.hasCorrectedClock = true
  progress.tell?.({ _tag: "ClockCorrected", endpoint: formatEndpoint(endpoint), offsetMillis })
  return true
})

/**
 * Once every endpoint has failed, the call comes back to one that answered, and only then to one that was not reached;
 * among equals to the one that was tried longest ago.
 */
const withFailed = ({ avoid, attempts }: Progress, failed: Endpoint, sent: Sent): readonly Endpoint[] => {
  const others = avoid.filter((one) => one !== failed)
  if (sent === "no") return [...others, failed]
  const wasReached = (one: Endpoint) =>
    attempts.findLast((attempt) => attempt.endpoint === formatEndpoint(one))?.sent !== "no"
  return [...others.filter(wasReached), failed, ...others.filter((one) => !wasReached(one))]
}
