/**
 * The order of a call, on one screen. Once per call: the deadline, which the caller has opened. Once per attempt: choose
 * the endpoint, wait for a send token, sign for the endpoint with a fresh nonce and date, send, classify, record what
 * was learned, decide. Only this file loops. What outlives a call (budget, health, pacing, clock, connections) is made
 * once in the layer.
 */
import { layerNetwork } from "#network"
import { formatEndpoint } from "@imagesearch/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import { afterFailure } from "./afterFailure.ts"
import { attemptLimits } from "./AttemptLimits.ts"
import type { Call, CallResult } from "./Call.ts"
import { classify, type Failure, type Success } from "./Classify.ts"
import { ClockOffset } from "./ClockOffset.ts"
import { monotonicMillisOf, timeLeft } from "./Deadline.ts"
import { EndpointSelector, type Choice } from "./EndpointSelector.ts"
import { callFailure, pacingFailure, timeFailure, unsignedFailure } from "./failure.ts"
import type { InvalidNetworkOptionError, NetworkOptions } from "./NetworkOptions.ts"
import { Pacer } from "./Pacer.ts"
import {
  begin,
  freeingProbe,
  record,
  type AttemptSigner,
  type LastAttempt,
  type Progress,
  type Services
} from "./Progress.ts"
import { recordAttempt } from "./recordAttempt.ts"
import { RetryBudget } from "./RetryBudget.ts"
import { isCorrection } from "./RetryPolicy.ts"
import { Sender } from "./Sender.ts"
import { NoSignerError, type RenewableSigner, type SignerSource } from "./Signing.ts"
import { attemptSpan, callSpan, hasTracer } from "./Tracing.ts"
import type { TransportError } from "./TransportError.ts"
import { TransportEvents } from "./TransportEvent.ts"
import type { Pace } from "./Turn.ts"

/** Makes calls reliable: retries within a budget, failover between endpoints, pacing, and one deadline over all. */
export class Transport extends Context.Service<
  Transport,
  {
    /** Fails with `TransportError`; interruption ends the call at once. */
    readonly execute: (call: Call) => Effect.Effect<CallResult, TransportError>
  }
>()("@imagesearch/transport/Transport") {
  /** The pipeline over a sender and a pacer of the caller's, so that several processes can share a pacer. */
  static readonly layerWithoutDependencies: Layer.Layer<Transport, never, Sender | Pacer> = Layer.effect(
    Transport,
    Effect.gen(function* () {
      const services: Services = {
        sender: yield* Sender,
        pacer: yield* Pacer,
        budget: yield* RetryBudget,
        selector: yield* EndpointSelector,
        clockOffset: yield* ClockOffset,
        tell: yield* TransportEvents
      }
      return {
        execute: (call) =>
          Effect.withFiber((fiber) => {
            const isTraced = hasTracer(fiber)
            const run = execute(begin(services, { call, isTraced, time: fiber.getRef(Clock.Clock) }))
            return isTraced ? callSpan(call.operation)(run) : run
          })
      }
    })
  ).pipe(Layer.provide([RetryBudget.layer, EndpointSelector.layer, ClockOffset.layer]))

  /** The pipeline over the runtime's network (undici on Node, `fetch` elsewhere) with a pacer of the caller's. */
  static readonly layerWithPacer: Layer.Layer<Transport, never, Pacer> = Transport.layerWithoutDependencies.pipe(
    Layer.provide(layerNetwork())
  )

  /** Everything for one process. */
  static readonly layer: Layer.Layer<Transport> = Transport.layerWithPacer.pipe(Layer.provide(Pacer.layerMemory))

  /** The same over a network with options, which only Node has. Fails with `InvalidNetworkOptionError`. */
  static readonly layerWith = (options: NetworkOptions): Layer.Layer<Transport, InvalidNetworkOptionError> =>
    Transport.layerWithoutDependencies.pipe(Layer.provide([layerNetwork(options), Pacer.layerMemory]))
}

/** The loop. */
const execute = Effect.fnUntraced(function* (progress: Progress): Effect.fn.Return<CallResult, TransportError> {
  const { call, selector, budget, tell, time, access, attempts } = progress
  for (;;) {
    const signer = typeof call.sign === "function" ? { sign: call.sign } : yield* askSigner(progress, call.sign)
    const choice = selector.next(call.endpoints, { access, avoid: progress.avoid, now: monotonicMillisOf(time) })
    const pacedMillis = call.pace === undefined ? 0 : yield* awaitTurn(progress, choice, call.pace)
    const last = yield* attemptOnce(progress, { choice, pacedMillis, signer })
    const { verdict } = last
    if (verdict._tag === "Success") return { answer: verdict.answer, json: verdict.json, attempts }

    const decision = yield* afterFailure(progress, verdict, last)
    const isFree = call.retry?.budget === "ignored" || isCorrection(verdict.category)
    if (decision._tag === "Retry" && !isFree) {
      progress.paidTokens = budget.take(call.endpoints, verdict.category)
    }
    const isPaid = isFree || progress.paidTokens > 0
    if (decision._tag === "Stop" || !isPaid) return yield* callFailure(call, attempts, { ...last, verdict })

    const { delayMillis } = decision
    progress.delayMillis = delayMillis
    tell?.({ _tag: "Retry", operation: call.operation.name, category: verdict.category, delayMillis })
    if (delayMillis > 0) yield* Effect.sleep(delayMillis)
  }
})

/** Waits for a send token, within the deadline; repeats spend bought rate too. The milliseconds waited. */
const awaitTurn = Effect.fnUntraced(function* (
  progress: Progress,
  choice: Choice,
  pace: Pace
): Effect.fn.Return<number, TransportError> {
  const { pacer, tell, call, time, attempts } = progress
  const startedAt = monotonicMillisOf(time)
  // The pacer may hold the call in its queue, so that this is a wait as well.
  const asking = pacer.reserve(pace, timeLeft(call.deadline, startedAt))
  const turn = yield* freeingProbe(progress, choice, asking)
  if (turn._tag !== "Wait") {
    record(progress, choice, { outcome: "unknown", random: 0 })
    tell?.({ _tag: "Throttle", operation: call.operation.name, by: "pacer" })
    return yield* pacingFailure(call, attempts, pace, turn)
  }
  if (turn.millis > 0) yield* freeingProbe(progress, choice, Effect.sleep(turn.millis))
  return Math.round(monotonicMillisOf(time) - startedAt)
})

/** One attempt: sign, send, classify, and pass on what it taught. Fails only when the deadline leaves no room for it. */
const attemptOnce = Effect.fnUntraced(function* (
  progress: Progress,
  { choice, pacedMillis, signer }: Prepared
): Effect.fn.Return<LastAttempt, TransportError> {
  const { sender, pacer, budget, clockOffset, tell, call, time, attempts, delayMillis } = progress
  const { endpoint } = choice
  const startedAt = monotonicMillisOf(time)
  const timeLeftMillis = timeLeft(call.deadline, startedAt)
  if (timeLeftMillis === 0) {
    record(progress, choice, { outcome: "unknown", random: 0 })
    return yield* timeFailure(call, attempts, endpoint)
  }
  if (choice.isProbe) tell?.({ _tag: "Probe", endpoint: formatEndpoint(endpoint) })
  const clockOffsetMillis = clockOffset.of(endpoint)
  const date = time.currentTimeMillisUnsafe() + clockOffsetMillis
  const stamp = { endpoint, now: date, nonce: crypto.randomUUID() }
  // A signer of the caller's may throw.
  const signing = Effect.sync(() => signer.sign(call.message, stamp))
  const signed = yield* freeingProbe(progress, choice, signing)
  const limits = attemptLimits({ isUpload: call.operation.name === "PostObject", own: call.limits, timeLeftMillis })

  const send = sender.send({ endpoint, message: signed.message, limits })
  const traced = progress.isTraced
    ? attemptSpan({ endpoint, message: call.message, resendCount: attempts.length }, send)
    : send
  const verdict = classify(yield* freeingProbe(progress, choice, traced))

  const now = monotonicMillisOf(time)
  const times = { delayMillis, pacedMillis, durationMillis: Math.round(now - startedAt), clockOffsetMillis }
  const attempt = recordAttempt(call, endpoint, verdict, times)
  attempts.push(attempt)
  tell?.({ _tag: "Attempt", attempt })
  if (worksAfter(verdict)) record(progress, choice, { outcome: "up", random: 0, now })
  else record(progress, choice, { outcome: "down", random: yield* Random.next, now })
  if (verdict._tag === "Success") budget.earn(call.endpoints, progress.paidTokens)
  if (call.pace !== undefined) yield* tellPacer(pacer, call.pace, verdict)
  return { endpoint, signer, verdict, signed, limits, now }
})

/** What an attempt begins with. */
interface Prepared {
  readonly choice: Choice
  readonly pacedMillis: number
  readonly signer: AttemptSigner
}

/** The signer of the next attempt, waited for within the deadline. */
const askSigner = Effect.fnUntraced(function* (
  { call, attempts, time }: Progress,
  source: SignerSource
): Effect.fn.Return<RenewableSigner, TransportError> {
  const { deadline } = call
  const problem = `no key to sign with came within the ${Math.round(deadline.limitMillis)} ms of the call`
  return yield* source.pipe(
    Effect.timeoutOrElse({
      duration: timeLeft(deadline, monotonicMillisOf(time)),
      orElse: () => new NoSignerError({ problem, cause: undefined })
    }),
    Effect.mapError((error) => unsignedFailure(call, attempts, error))
  )
})

const tellPacer = (pacer: Pacer["Service"], pace: Pace, verdict: Success | Failure): Effect.Effect<void> => {
  if (verdict._tag === "Success") return pacer.succeeded(pace)
  return verdict.category === "throttle" ? pacer.throttled(pace) : Effect.void
}

/**
 * An endpoint that answered works, whatever it said; 5xx is what a broken one says, unless its code says more: a throttle,
 * and a wrong request, which the service answers with 500 where the instance is of another type.
 */
const worksAfter = (verdict: Success | Failure): boolean =>
  verdict._tag === "Success" ||
  (verdict.status !== undefined && (verdict.status < 500 || !["transient", "unknown"].includes(verdict.category)))
