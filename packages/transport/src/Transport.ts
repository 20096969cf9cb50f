/**
 * The order of a call, on one screen. Once per call: take a send token, within the deadline. Once per attempt: choose
 * the endpoint, sign for it with a fresh nonce and date, send, classify, record the endpoint's health, decide.
 * Only this file loops. What outlives a call (budget, health, pacing, connections) is made once in the layer.
 */
import { diagnoseSignature, formatEndpoint, type Acs3Stages, type Endpoint, type Operation } from "@imagesearch/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import { randomUUID } from "node:crypto"
import type { Attempt } from "./Attempt.ts"
import { backoffMillis } from "./Backoff.ts"
import { classify, type Failure, type Success } from "./Classify.ts"
import { timeLeft, type Deadline } from "./Deadline.ts"
import { EndpointSelector, type EndpointSet } from "./EndpointSelector.ts"
import type { HttpAnswer, HttpMessage } from "./HttpMessage.ts"
import { Pacer, type Pace } from "./Pacer.ts"
import { RetryBudget } from "./RetryBudget.ts"
import { decideRetry } from "./RetryPolicy.ts"
import { Sender } from "./Sender.ts"
import { serverDelayMillis, withServerDelay } from "./ServerDelay.ts"
import type { Signer } from "./Signing.ts"
import { TransportError, type TransportReason } from "./TransportError.ts"
import { layerUndici } from "./UndiciSender.ts"

/** Milliseconds of one attempt: twice the 5 s that the service itself waits for a picture. */
export const attemptLimitMillis = 10_000

/** Everything about one call, or one hop of an upload. */
export interface Call {
  readonly operation: Operation | PostObject
  readonly message: HttpMessage
  readonly endpoints: EndpointSet
  readonly sign: Signer
  readonly deadline: Deadline
  /** Undefined for calls that no limit applies to. */
  readonly pace?: Pace | undefined
}

/** The upload of a picture to the object store, which has no row among the operations of the service. */
export interface PostObject {
  readonly name: "PostObject"
  /** A second upload of the same key replaces the object by itself. */
  readonly safety: "idempotent"
}

export interface CallResult {
  readonly answer: HttpAnswer
  /** The body when it is JSON, else undefined. */
  readonly json: unknown
  readonly attempts: readonly Attempt[]
}

export class Transport extends Context.Service<
  Transport,
  {
    /** Fails with `TransportError`; interruption ends the call at once. */
    readonly execute: (call: Call) => Effect.Effect<CallResult, TransportError>
  }
>()("@imagesearch/transport/Transport") {
  /** The pipeline without its sender and pacer. */
  static readonly layerWithoutDependencies: Layer.Layer<
    Transport,
    never,
    Sender | Pacer | RetryBudget | EndpointSelector
  > = Layer.effect(
    Transport,
    Effect.gen(function* () {
      const services = {
        sender: yield* Sender,
        pacer: yield* Pacer,
        budget: yield* RetryBudget,
        selector: yield* EndpointSelector
      }
      return { execute: (call) => execute(services, call) }
    })
  )

  /** The pipeline over undici; the pacer is the caller's, so that several processes can share one. */
  static readonly layerWithPacer: Layer.Layer<Transport, never, Pacer> = Transport.layerWithoutDependencies.pipe(
    Layer.provide([layerUndici, RetryBudget.layer, EndpointSelector.layer])
  )

  /** Everything for one process. */
  static readonly layer: Layer.Layer<Transport> = Transport.layerWithPacer.pipe(Layer.provide(Pacer.layerMemory))
}

interface Services {
  readonly sender: Sender["Service"]
  readonly pacer: Pacer["Service"]
  readonly budget: RetryBudget["Service"]
  readonly selector: EndpointSelector["Service"]
}

const execute = Effect.fnUntraced(function* (
  { sender, pacer, budget, selector }: Services,
  call: Call
): Effect.fn.Return<CallResult, TransportError> {
  const attempts: Array<Attempt> = []
  const failedEndpoints: Array<Endpoint> = []
  if (call.pace !== undefined) yield* awaitTurn(pacer, call, call.pace)
  let delayMillis = 0
  for (;;) {
    const endpoint = yield* selector.next(call.endpoints, failedEndpoints)
    const startedAt = yield* Clock.currentTimeMillis
    const left = timeLeft(call.deadline, startedAt)
    if (left === 0) return yield* fail(call, attempts, endpoint, callTimedOut(call, attempts))

    const signed = call.sign(call.message, { endpoint, now: startedAt, nonce: randomUUID() })
    const limitMillis = Math.min(attemptLimitMillis, left)
    const verdict = classify(yield* sender.send({ endpoint, message: signed.message, limitMillis }))

    const now = yield* Clock.currentTimeMillis
    attempts.push(recordOf(call, endpoint, verdict, { delayMillis, durationMillis: now - startedAt }))
    yield* selector.record(endpoint, isAnswer(verdict))
    if (verdict._tag === "Success") {
      yield* budget.refund
      return { answer: verdict.answer, json: verdict.json, attempts }
    }

    failedEndpoints.push(endpoint)
    const ownDelay = backoffMillis({
      repeat: attempts.length - 1,
      category: verdict.category,
      random: yield* Random.next
    })
    const decision = decideRetry({
      category: verdict.category,
      sent: verdict.sent,
      safety: call.operation.safety,
      attempts: attempts.length,
      hasFreshEndpoint: call.endpoints.some((one) => !failedEndpoints.includes(one)),
      backoffMillis: withServerDelay(ownDelay, serverDelayMillis(verdict.headers, now)),
      timeLeftMillis: timeLeft(call.deadline, now)
    })
    if (decision._tag === "Stop" || !(yield* budget.take(verdict.category))) {
      return yield* fail(call, attempts, endpoint, reasonOf(call, verdict, { limitMillis, stages: signed.stages, now }))
    }
    delayMillis = decision.delayMillis
    if (delayMillis > 0) yield* Effect.sleep(delayMillis)
  }
})

const awaitTurn = Effect.fnUntraced(function* (
  pacer: Pacer["Service"],
  call: Call,
  pace: Pace
): Effect.fn.Return<void, TransportError> {
  const left = timeLeft(call.deadline, yield* Clock.currentTimeMillis)
  const wait = yield* pacer.reserve(pace, left)
  if (wait === undefined) return yield* fail(call, [], undefined, { _tag: "Paced", ...pace })
  if (wait > 0) yield* Effect.sleep(wait)
})

/** An endpoint that answered is up, whatever it said; 5xx is what a broken one says. */
const isAnswer = (verdict: Success | Failure): boolean =>
  verdict._tag === "Success" || (verdict.status !== undefined && verdict.status < 500)

const recordOf = (
  call: Call,
  endpoint: Endpoint,
  verdict: Success | Failure,
  times: { readonly delayMillis: number; readonly durationMillis: number }
): Attempt => ({
  operation: call.operation.name,
  endpoint: formatEndpoint(endpoint),
  ...(verdict._tag === "Success"
    ? { phase: "done", sent: "yes", status: verdict.answer.status, code: undefined, category: undefined }
    : {
        phase: verdict.phase,
        sent: verdict.sent,
        status: verdict.status,
        code: verdict.code,
        category: verdict.category
      }),
  ...times
})

const reasonOf = (
  call: Call,
  failure: Failure,
  facts: { readonly limitMillis: number; readonly stages: Acs3Stages | undefined; readonly now: number }
): TransportReason => {
  const { sent, phase, code, category, requestId } = failure
  if (failure.status !== undefined) {
    // The server's text echoes the request, security token included: only our own diagnosis of it is passed on.
    const isMismatch = code === "SignatureDoesNotMatch" && facts.stages !== undefined
    const message = isMismatch ? describeMismatch(facts.stages, failure.message) : failure.message
    return { _tag: "Refused", category, status: failure.status, code, message, requestId }
  }
  if (code === "CONNECT_LIMIT")
    return { _tag: "TimedOut", limit: "connect", limitMillis: Math.round(facts.limitMillis), phase, sent }
  if (code === "ATTEMPT_LIMIT") {
    const isCall = timeLeft(call.deadline, facts.now) === 0
    return {
      _tag: "TimedOut",
      limit: isCall ? "call" : "attempt",
      limitMillis: isCall ? call.deadline.limitMillis : Math.round(facts.limitMillis),
      phase,
      sent
    }
  }
  return { _tag: "Unreachable", code: code ?? "NETWORK", message: failure.message, sent }
}

const describeMismatch = (stages: Acs3Stages, serverMessage: string): string => {
  const { stage, explanation } = diagnoseSignature(stages, serverMessage)
  return `the signature does not match in the stage "${stage}": ${explanation}.`
}

const callTimedOut = (call: Call, attempts: readonly Attempt[]): TransportReason => {
  const last = attempts.at(-1)
  return {
    _tag: "TimedOut",
    limit: "call",
    limitMillis: call.deadline.limitMillis,
    phase: last?.phase ?? "connect",
    sent: last?.sent ?? "no"
  }
}

const fail = (
  call: Call,
  attempts: readonly Attempt[],
  endpoint: Endpoint | undefined,
  reason: TransportReason
): Effect.Effect<never, TransportError> =>
  Effect.fail(
    new TransportError({
      operation: call.operation.name,
      endpoint: endpoint === undefined ? undefined : formatEndpoint(endpoint),
      reason,
      attempts
    })
  )
