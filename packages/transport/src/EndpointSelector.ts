/** Chooses the endpoint of an attempt: the user's order, without those that are ejected or were just tried in vain. */
import { formatEndpoint, type Endpoint } from "@imagesearch/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import { afterAnswer, afterFailure, healthy, isEjected, type EndpointHealth } from "./EndpointHealth.ts"

/** Endpoints that serve the same data, in order of preference. Never empty. */
export type EndpointSet = readonly [Endpoint, ...(readonly Endpoint[])]

/** Reads and writes have a health of their own: what serves one may refuse the other. */
export type Access = "read" | "write"

/** An endpoint for one attempt. */
export interface Choice {
  readonly endpoint: Endpoint
  /** Whether the attempt finds out if an ejected endpoint is well again. */
  readonly isProbe: boolean
}

/** A change of an endpoint's standing. */
export type EndpointEvent =
  | { readonly _tag: "Ejected"; readonly endpoint: string; readonly forMillis: number }
  | { readonly _tag: "Restored"; readonly endpoint: string }

export class EndpointSelector extends Context.Service<
  EndpointSelector,
  {
    /** The endpoint to try next; `avoid` holds those that failed in this call, the one to come back to first in front. */
    readonly next: (
      set: EndpointSet,
      facts: { readonly access: Access; readonly avoid: readonly Endpoint[] }
    ) => Effect.Effect<Choice>
    /**
     * Records how an attempt ended: whether the endpoint works, not whether the answer pleased. `unknown` is an attempt
     * that was interrupted: it says nothing, and frees a probe for another call.
     */
    readonly record: (
      choice: Choice,
      access: Access,
      outcome: "up" | "down" | "unknown"
    ) => Effect.Effect<EndpointEvent | undefined>
  }
>()("@imagesearch/transport/EndpointSelector") {
  /** The map of health lives as long as the layer and grows by one entry for each endpoint ever used. */
  static readonly layer: Layer.Layer<EndpointSelector> = Layer.sync(EndpointSelector, () => {
    const health = new Map<string, EndpointHealth>()
    const healthOf = (endpoint: Endpoint) => health.get(formatEndpoint(endpoint)) ?? healthy
    return {
      next: (set, { avoid }) =>
        Effect.map(Clock.currentTimeMillis, (now) => ({
          endpoint: selectEndpoint(set, avoid, (one) => !isEjected(healthOf(one), now)),
          isProbe: false
        })),
      record: Effect.fnUntraced(function* ({ endpoint }, _access, outcome) {
        if (outcome === "unknown") return undefined
        if (outcome === "up") {
          health.set(formatEndpoint(endpoint), afterAnswer())
          return undefined
        }
        const now = yield* Clock.currentTimeMillis
        const random = yield* Random.next
        health.set(formatEndpoint(endpoint), afterFailure(healthOf(endpoint), now, random))
        return undefined
      })
    }
  })
}

/**
 * The first usable endpoint that this call has not tried; else one that it has not tried; else, since all have failed,
 * the first usable one in the order of `avoid`; else, since an ejection may be wrong, the first of `avoid` at all.
 */
export const selectEndpoint = (
  set: EndpointSet,
  avoid: readonly Endpoint[],
  isUsable: (endpoint: Endpoint) => boolean
): Endpoint => {
  const isFresh = (endpoint: Endpoint) => !avoid.includes(endpoint)
  const tried = avoid.filter((endpoint) => set.includes(endpoint))
  return (
    set.find((endpoint) => isUsable(endpoint) && isFresh(endpoint)) ??
    set.find(isFresh) ??
    tried.find(isUsable) ??
    tried[0] ??
    set[0]
  )
}
