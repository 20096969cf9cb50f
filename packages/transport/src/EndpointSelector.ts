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

export class EndpointSelector extends Context.Service<
  EndpointSelector,
  {
    /** The endpoint to try next; `avoid` holds those that failed in this call, oldest first. */
    readonly next: (set: EndpointSet, avoid: readonly Endpoint[]) => Effect.Effect<Endpoint>
    /** Records how an attempt ended: whether the endpoint answered at all, not whether the answer pleased. */
    readonly record: (endpoint: Endpoint, answered: boolean) => Effect.Effect<void>
  }
>()("@imagesearch/transport/EndpointSelector") {
  /** The map of health lives as long as the layer and grows by one entry for each endpoint ever used. */
  static readonly layer: Layer.Layer<EndpointSelector> = Layer.sync(EndpointSelector, () => {
    const health = new Map<string, EndpointHealth>()
    const healthOf = (endpoint: Endpoint) => health.get(formatEndpoint(endpoint)) ?? healthy
    return {
      next: (set, avoid) =>
        Effect.map(Clock.currentTimeMillis, (now) =>
          selectEndpoint(set, avoid, (one) => !isEjected(healthOf(one), now))
        ),
      record: Effect.fnUntraced(function* (endpoint, answered) {
        if (answered) {
          health.set(formatEndpoint(endpoint), afterAnswer())
          return
        }
        const now = yield* Clock.currentTimeMillis
        const random = yield* Random.next
        health.set(formatEndpoint(endpoint), afterFailure(healthOf(endpoint), now, random))
      })
    }
  })
}

/**
 * The first usable endpoint that this call has not tried; else the first usable one; else, since every endpoint is
 * ejected and an ejection may be wrong, the one that was tried longest ago.
 */
export const selectEndpoint = (
  set: EndpointSet,
  avoid: readonly Endpoint[],
  isUsable: (endpoint: Endpoint) => boolean
): Endpoint => {
  const isFresh = (endpoint: Endpoint) => !avoid.includes(endpoint)
  return (
    set.find((endpoint) => isUsable(endpoint) && isFresh(endpoint)) ??
    set.find(isFresh) ??
    set.find(isUsable) ??
    avoid.find((endpoint) => set.includes(endpoint)) ??
    set[0]
  )
}
