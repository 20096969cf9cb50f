/** The wish of a person or of the system that the run should stop, as main.ts hears it. */
import * as Context from "effect/Context"
import type * as Deferred from "effect/Deferred"

export type StopSignal = "SIGINT" | "SIGTERM"

/** Completed by the first signal. */
export class StopRequest extends Context.Service<StopRequest, Deferred.Deferred<StopSignal>>()(
  "@imagesearch/worker/run/StopRequest"
) {}
