/**
 * How far this machine's clock is off, learned from the answers of a service that refuses requests with an expired date.
 * Kept for each endpoint host, so that one call pays for the lesson.
 */
import type { Endpoint } from "@imagesearch/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Headers } from "./HttpMessage.ts"

export class ClockOffset extends Context.Service<
  ClockOffset,
  {
    /** Milliseconds to add to the clock for requests to this host; 0 until a refusal said otherwise. */
    readonly of: (endpoint: Endpoint) => number
    /** Learns from a refusal at `now`; the new offset, or undefined when the answer has no usable Date. */
    readonly learn: (endpoint: Endpoint, headers: Headers, now: number) => Effect.Effect<number | undefined>
  }
>()("@imagesearch/transport/ClockOffset") {
  /** One map for everything that shares the layer; hosts of the API are few. */
  static readonly layer: Layer.Layer<ClockOffset> = Layer.sync(ClockOffset, () => {
    const offsets = new Map<string, number>()
    return {
      of: ({ host }) => offsets.get(host) ?? 0,
      learn: ({ host }, headers, now) =>
        Effect.sync(() => {
          const offset = offsetFrom(headers, now)
          if (offset !== undefined) offsets.set(host, offset)
          return offset
        })
    }
  })
}

/** Server's Date minus our clock, in milliseconds, to the second. Pure. */
export const offsetFrom = (headers: Headers, now: number): number | undefined => {
  const date = headers["date"] ?? ""
  const instant = httpDate.test(date) ? Date.parse(date) : Number.NaN
  return Number.isNaN(instant) ? undefined : instant - now
}

/** Date.parse alone would take "5" for a month; and a year that no signature can hold would stop every later call. */
const httpDate = / (?:19|20|21)\d\d \d\d:\d\d:\d\d GMT$/
