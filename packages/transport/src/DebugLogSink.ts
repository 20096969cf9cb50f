/** Events as structured debug logs. They hold names of operations, endpoints and codes: no header, no body, no secret. */
import * as Effect from "effect/Effect"
import type { EventSink } from "./TransportEvent.ts"

/** A sink that logs at level Debug with the loggers of the context it is made in. */
export const debugLogSink: Effect.Effect<EventSink> = Effect.map(Effect.context(), (context) => {
  const run = Effect.runForkWith(context)
  return (event) => {
    const { _tag, ...facts } = event
    const annotations = "attempt" in facts ? { ...facts.attempt } : facts
    run(Effect.annotateLogs(Effect.logDebug(`imagesearch ${_tag}`), annotations))
  }
})
