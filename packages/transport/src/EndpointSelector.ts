/** Chooses the endpoint of an attempt: the user's order, without those that are ejected or were just tried in vain. */
import type { Endpoint } from "@imagesearch/core"
import * as Context from "effect/Context"
import * as Layer from "effect/Layer"
import {
  afterAttempt,
  healthy,
  isFailing,
  standingOf,
  withProbe,
  type EndpointHealth,
  type Outcome,
  type OutcomeFacts,
  type Standing
} from "./EndpointHealth.ts"
import { endpointName } from "./endpointName.ts"
import { rememberNewest } from "./rememberNewest.ts"

/** Endpoints that serve the same data, in order of preference. Never empty. */
export type EndpointSet = readonly [Endpoint, ...(readonly Endpoint[])]

/** Reads and writes have a health of their own: what serves one may refuse the other. */
export type Access = "read" | "write"

/** An endpoint for one attempt. */
export interface Choice {
  readonly endpoint: Endpoint
  /** Whether the attempt finds out if an ejected endpoint is well again. */
  readonly isProbe: boolean
  /** The set that it was chosen from, whose last endpoint is never ejected. */
  readonly among: EndpointSet
}

/** A change of an endpoint's standing. */
export type EndpointEvent =
  | { readonly _tag: "Ejected"; readonly endpoint: string; readonly forMillis: number }
  | { readonly _tag: "Restored"; readonly endpoint: string }

/**
 * Endpoints whose health is remembered, of each access one; that which changed longest ago is forgotten first. Far more
 * than a client has, but every picture's own host is an endpoint too.
 */
export const rememberedEndpoints = 1_000

/** What a choice depends on, beside what is remembered. */
export interface ChoiceFacts {
  readonly access: Access
  /** Those that failed in this call, the one to come back to first in front. */
  readonly avoid: readonly Endpoint[]
  /** Milliseconds of the monotonic clock. */
  readonly now: number
}

/** How an attempt ended. */
export interface AttemptFacts extends Pick<OutcomeFacts, "now" | "random"> {
  readonly access: Access
  /**
   * Whether the endpoint works, not whether the answer pleased. `unknown` is an attempt that was interrupted: it says
   * nothing, and frees a probe for another call.
   */
  readonly outcome: Outcome
}

/** Plain functions: nothing here waits, and no other call comes between reading what is remembered and writing it. */
export class EndpointSelector extends Context.Service<
  EndpointSelector,
  {
    /** The endpoint to try next, always one of the set. Whoever gets a probe must `record` how it ended. */
    readonly next: (set: EndpointSet, facts: ChoiceFacts) => Choice
    /** Records how an attempt ended; the change of the endpoint's standing, if there was one. */
    readonly record: (choice: Choice, facts: AttemptFacts) => EndpointEvent | undefined
  }
>()("@imagesearch/transport/EndpointSelector") {
  /** What is known of the endpoints lives as long as the layer, in a map of `rememberedEndpoints` entries at most. */
  static readonly layer: Layer.Layer<EndpointSelector> = Layer.sync(EndpointSelector, () => {
    const memory = new Map<string, EndpointHealth>()
    return {
      next: (set, facts) => choose(memory, set, facts),
      record: (choice, facts) => {
        const { endpoint, isProbe } = choice
        if (memory.size === 0 && facts.outcome === "up") return undefined
        const key = keyOf(facts.access, endpoint)
        const before = memory.get(key) ?? healthy
        const others = facts.outcome === "down" ? othersOf(memory, facts.access, choice) : "well"
        const after = afterAttempt(before, { ...facts, isProbe, others })
        if (after === before) return undefined
        remember(memory, key, after)
        return changeOf(endpointName(endpoint), { before, after, now: facts.now })
      }
    }
  })
}

/**
 * The first in the set's order that this call has not tried and that is well, or due for a probe that nobody makes yet.
 * Where there is none, one that is out after all, since an ejection may be wrong. Where all were tried, the call comes
 * back to the first of them in `avoid` that is not out.
 */
export const selectEndpoint = (
  set: EndpointSet,
  avoid: readonly Endpoint[],
  standing: (endpoint: Endpoint) => Standing
): Endpoint => {
  const isFresh = (endpoint: Endpoint) => !avoid.includes(endpoint)
  const isUsable = (endpoint: Endpoint) => ["well", "due"].includes(standing(endpoint))
  const tried = avoid.filter((endpoint) => set.includes(endpoint))
  return (
    set.find((endpoint) => isFresh(endpoint) && isUsable(endpoint)) ??
    set.find((endpoint) => isFresh(endpoint) && standing(endpoint) === "out") ??
    set.find(isFresh) ??
    tried.find(isUsable) ??
    tried[0] ??
    set[0]
  )
}

type Memory = Map<string, EndpointHealth>

const keyOf = (access: Access, endpoint: Endpoint): string => `${access} ${endpointName(endpoint)}`

const healthOf = (memory: Memory, access: Access, endpoint: Endpoint): EndpointHealth =>
  memory.get(keyOf(access, endpoint)) ?? healthy

/** Takes the probe of an endpoint that is out in the same step, so that no other call gets it too. */
const choose = (memory: Memory, set: EndpointSet, { access, avoid, now }: ChoiceFacts): Choice => {
  // Nothing has failed lately: every endpoint is well.
  if (memory.size === 0 && avoid.length === 0) return { endpoint: set[0], isProbe: false, among: set }
  const standing = (endpoint: Endpoint) => standingOf(healthOf(memory, access, endpoint), now)
  const endpoint = selectEndpoint(set, avoid, standing)
  const found = standing(endpoint)
  const isProbe = found === "out" || found === "due"
  if (isProbe) {
    remember(memory, keyOf(access, endpoint), withProbe(healthOf(memory, access, endpoint), now))
  }
  return { endpoint, isProbe, among: set }
}

const othersOf = (memory: Memory, access: Access, { endpoint, among }: Choice): "out" | "failing" | "well" => {
  const name = endpointName(endpoint)
  const others = among.filter((one) => endpointName(one) !== name).map((one) => healthOf(memory, access, one))
  if (others.every((health) => health.ejection !== undefined)) return "out"
  return others.every(isFailing) ? "failing" : "well"
}

const remember = (memory: Memory, key: string, health: EndpointHealth): void =>
  rememberNewest(memory, key, health, rememberedEndpoints)

const changeOf = (
  endpoint: string,
  { before, after, now }: { readonly before: EndpointHealth; readonly after: EndpointHealth; readonly now: number }
): EndpointEvent | undefined => {
  if (after.ejection === undefined) return before.ejection === undefined ? undefined : { _tag: "Restored", endpoint }
  if (after.ejection.until === before.ejection?.until) return undefined
  return { _tag: "Ejected", endpoint, forMillis: Math.round(after.ejection.until - now) }
}
