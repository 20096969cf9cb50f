/**
 * What happens inside a transport, for those who want to see it: each event goes to one function, given when the
 * transport is made. Without one, nothing is built or sent.
 */
import * as Context from "effect/Context"
import type { ErrorCategory } from "@imagesearch/core"
import type { Attempt } from "./Attempt.ts"
import type { EndpointEvent } from "./EndpointSelector.ts"

/** Something that happened inside a transport. */
export type TransportEvent =
  /** An attempt has ended, well or not. */
  | { readonly _tag: "Attempt"; readonly attempt: Attempt }
  /** A failed attempt will be repeated after the delay. */
  | {
      readonly _tag: "Retry"
      readonly operation: string
      readonly category: ErrorCategory
      readonly delayMillis: number
    }
  /** The service throttled an attempt, or the pacer refused one its turn. */
  | { readonly _tag: "Throttle"; readonly operation: string; readonly by: "service" | "pacer" }
  /** An attempt finds out whether an ejected endpoint is well again. */
  | { readonly _tag: "Probe"; readonly endpoint: string }
  /** This machine's clock was found to be off by this many milliseconds. */
  | { readonly _tag: "ClockCorrected"; readonly endpoint: string; readonly offsetMillis: number }
  | EndpointEvent

/** Receives events, synchronously. It must not throw. */
export type EventSink = (event: TransportEvent) => void

/** Read once, when a transport is made. */
export const TransportEvents: Context.Reference<EventSink | undefined> = Context.Reference<EventSink | undefined>(
  "@imagesearch/transport/TransportEvents",
  { defaultValue: () => undefined }
)

/** One sink that passes every event to several. */
export const allSinks =
  (...sinks: readonly EventSink[]): EventSink =>
  (event) => {
    for (const sink of sinks) sink(event)
  }
