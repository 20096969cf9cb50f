/**
 * The client for those who do not use Effect: the same operations as promises, each with `{ signal, timeout }`.
 * They reject with `ImageSearchError`, or with the signal's reason when the caller aborts.
 */
import { Transport } from "@imagesearch/transport"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import { resolveConfig } from "./config/Config.ts"
import type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"
import { makeOperations, type CallMetadata, type CallOptions } from "./ImageSearch.ts"
import type { ImageSearchError } from "./ImageSearchError.ts"
import type { OperationTypes } from "./operations/index.ts"

export { ImageSearchError, type ImageSearchReason } from "./ImageSearchError.ts"
export type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"

/** What a caller can set for one call. */
export interface PromiseCallOptions extends CallOptions {
  /** Aborting ends the call at once, without a further attempt; the promise rejects. */
  readonly signal?: AbortSignal | undefined
}

/** An operation as a promise. */
export type PromiseOperation<Input, Output> = [Input] extends [never]
  ? (options?: PromiseCallOptions) => Promise<Output & CallMetadata>
  : undefined extends Input
    ? (input?: Input, options?: PromiseCallOptions) => Promise<Output & CallMetadata>
    : (input: Input, options?: PromiseCallOptions) => Promise<Output & CallMetadata>

/** Every operation; `OperationTypes` says what each one does. */
export type PromiseOperations = {
  readonly [Name in keyof OperationTypes]: PromiseOperation<
    OperationTypes[Name]["input"],
    OperationTypes[Name]["output"]
  >
}

/** The operations as promises, and the end of their connections. */
export interface ImageSearchClient extends PromiseOperations, AsyncDisposable {
  /** Ends the connections. Calls under way fail. */
  readonly close: () => Promise<void>
}

/** A client with connections of its own. Throws `ImageSearchError` at once when a setting is missing or wrong. */
export const createImageSearch = (config: ImageSearchConfig = {}): ImageSearchClient => {
  // Settings first: nothing has been opened yet that a wrong one would have to close.
  const settings = Effect.runSync(resolveConfig(config, process.env))
  const scope = Scope.makeUnsafe()
  const transport = Context.get(Effect.runSync(Layer.buildWithScope(Transport.layer, scope)), Transport)
  const operations = makeOperations(transport, settings)
  const close = () => Effect.runPromise(Scope.close(scope, Exit.void))
  const promised =
    <Input, A>(operation: (input: Input, options?: CallOptions) => Effect.Effect<A, ImageSearchError>) =>
    (input: Input, options?: PromiseCallOptions) =>
      run(operation(input, options), options)
  return {
    addImage: promised(operations.addImage),
    updateImage: promised(operations.updateImage),
    deleteImage: promised(operations.deleteImage),
    byPicture: promised(operations.byPicture),
    byName: promised(operations.byName),
    byText: promised(operations.byText),
    byFilter: promised(operations.byFilter),
    exists: promised(operations.exists),
    compare: promised(operations.compare),
    detail: (options) => run(operations.detail(options), options),
    startExport: (options) => run(operations.startExport(options), options),
    listExports: promised(operations.listExports),
    startBatch: promised(operations.startBatch),
    listBatches: promised(operations.listBatches),
    close,
    [Symbol.asyncDispose]: close
  }
}

const run = async <A, E>(effect: Effect.Effect<A, E>, { signal }: PromiseCallOptions = {}): Promise<A> => {
  if (signal === undefined) return Effect.runPromise(effect)
  const exit = await Effect.runPromiseExit(effect, { signal })
  if (Exit.isSuccess(exit)) return exit.value
  throw signal.aborted && Cause.hasInterruptsOnly(exit.cause) ? signal.reason : Cause.squash(exit.cause)
}
