/** What is known of a call while it runs, and how the health of its endpoints is told of it. */
import type { Endpoint } from "@imagesearch/core"
import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Attempt } from "./Attempt.ts"
import type { Call } from "./Call.ts"
import type { Failure, Success } from "./Classify.ts"
import type { ClockOffset } from "./ClockOffset.ts"
import { monotonicMillisOf } from "./Deadline.ts"
import type { Access, AttemptFacts, Choice, EndpointSelector } from "./EndpointSelector.ts"
import type { Pacer } from "./Pacer.ts"
import type { RetryBudget } from "./RetryBudget.ts"
import type { AttemptLimits, Sender } from "./Sender.ts"
import type { RenewableSigner, SignedMessage } from "./Signing.ts"
import type { EventSink } from "./TransportEvent.ts"

/** What outlives a call. */
export interface Services {
  readonly sender: Sender["Service"]
  readonly pacer: Pacer["Service"]
  readonly budget: RetryBudget["Service"]
  readonly selector: EndpointSelector["Service"]
  readonly clockOffset: ClockOffset["Service"]
  readonly tell: EventSink | undefined
}

/** A call, what it runs with, and what is known of it while it runs. */
export interface Progress extends Services {
  readonly call: Call
  readonly isTraced: boolean
  readonly time: Clock.Clock
  readonly access: Access
  readonly attempts: Array<Attempt>
  /** Endpoints that failed in this call, the one to come back to first in front. */
  avoid: readonly Endpoint[]
  /** Back-off before the next attempt. */
  delayMillis: number
  /** What the budget took for the latest repeat. */
  paidTokens: number
  hasCorrectedClock: boolean
  hasRenewedKey: boolean
}

/** Without `renew` the key cannot change. */
export type AttemptSigner = Pick<RenewableSigner, "sign"> & Partial<RenewableSigner>

export interface LastAttempt {
  readonly endpoint: Endpoint
  readonly signer: AttemptSigner
  readonly verdict: Success | Failure
  readonly signed: SignedMessage
  readonly limits: AttemptLimits
  readonly now: number
}

/** At the start of a call. */
export const begin = (services: Services, run: Pick<Progress, "call" | "isTraced" | "time">): Progress => ({
  ...services,
  call: run.call,
  isTraced: run.isTraced,
  time: run.time,
  access: run.call.operation.safety === "safe" ? "read" : "write",
  attempts: [],
  avoid: [],
  delayMillis: 0,
  paidTokens: 0,
  hasCorrectedClock: false,
  hasRenewedKey: false
})

/** A probe that is interrupted, or ends by a defect, has found nothing out: another call may probe. */
export const freeingProbe = <A>(progress: Progress, choice: Choice, effect: Effect.Effect<A>): Effect.Effect<A> =>
  choice.isProbe
    ? Effect.onExit(effect, (exit) =>
        Effect.sync(() => void (Exit.isFailure(exit) && record(progress, choice, { outcome: "unknown", random: 0 })))
      )
    : effect

/** Records how an attempt ended, and tells of a change of its endpoint. */
export const record = (
  { selector, access, tell, time }: Progress,
  choice: Choice,
  {
    outcome,
    random,
    now = monotonicMillisOf(time)
  }: Pick<AttemptFacts, "outcome" | "random"> & { readonly now?: number }
): void => {
  const change = selector.record(choice, { outcome, random, access, now })
  if (change !== undefined) tell?.(change)
}
