/** What the clients that speak in promises share: running an effect as a promise, and a transport with an end. */
import { Transport } from "@imagesearch/transport"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import type { ResolvedConfig } from "./config/Config.ts"
import type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"
import { layerTransport } from "./config/networkOptions.ts"
import type { CallMetadata, CallOptions } from "./CallOptions.ts"
import type { ImageSearchError } from "./ImageSearchError.ts"
import { closeKey } from "./signerOf.ts"

/** What a caller can set for one call. */
export interface PromiseCallOptions extends CallOptions {
  /** Aborting ends the call at once, without a further attempt; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** An operation as a promise: rejects with `ImageSearchError`, or with the signal's reason when the caller aborts. */
export type PromiseOperation<Input, Output> = [Input] extends [never]
  ? (options?: PromiseCallOptions) => Promise<Output & CallMetadata>
  : undefined extends Input
    ? (input?: Input, options?: PromiseCallOptions) => Promise<Output & CallMetadata>
    : (input: Input, options?: PromiseCallOptions) => Promise<Output & CallMetadata>

/** A transport of its own, over checked settings. `close` ends its connections, and the renewal of a key. */
export const openTransport = (
  config: Pick<ImageSearchConfig, "networkOptions">,
  settings: Pick<ResolvedConfig, "credentials">
): { readonly transport: Transport["Service"]; readonly close: () => Promise<void> } => {
  const scope = Scope.makeUnsafe()
  Effect.runSync(Scope.addFinalizer(scope, closeKey(settings)))
  const transport = Context.get(Effect.runSync(Layer.buildWithScope(layerTransport(config), scope)), Transport)
  return { transport, close: () => Effect.runPromise(Scope.close(scope, Exit.void)) }
}

/** The operation with its signal. */
export const promised =
  <Input, Options extends object, A>(
    operation: (input: Input, options?: Options) => Effect.Effect<A, ImageSearchError>
  ) =>
  (input: Input, options?: Options & Pick<PromiseCallOptions, "signal">): Promise<A> =>
    run(operation(input, options), options)

/** Rejects with the effect's error, or with the signal's reason when the caller aborts. */
export const run = <A, E>(
  effect: Effect.Effect<A, E>,
  { signal }: Pick<PromiseCallOptions, "signal"> = {}
): Promise<A> => (signal === undefined ? Effect.runPromise(effect) : runUntil(effect, signal))

const runUntil = async <A, E>(effect: Effect.Effect<A, E>, signal: AbortSignal): Promise<A> => {
  const exit = await Effect.runPromiseExit(effect, { signal })
  if (Exit.isSuccess(exit)) return exit.value
  throw signal.aborted && Cause.hasInterruptsOnly(exit.cause) ? signal.reason : Cause.squash(exit.cause)
}
