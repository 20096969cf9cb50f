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
import type { AddImageInput, AddImageOutput } from "./operations/AddImage.ts"
import type { DeleteImageInput, DeleteImageOutput } from "./operations/DeleteImage.ts"
import type { DetailOutput } from "./operations/Detail.ts"
import type { SearchHits } from "./operations/hits.ts"
import type { SearchImageByNameInput } from "./operations/SearchImageByName.ts"
import type { SearchImageByPicInput } from "./operations/SearchImageByPic.ts"

export { ImageSearchError, type ImageSearchReason } from "./ImageSearchError.ts"
export type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"

export interface PromiseCallOptions extends CallOptions {
  /** Aborting ends the call at once, without a further attempt; the promise rejects. */
  readonly signal?: AbortSignal | undefined
}

/** An operation as a promise. */
export type PromiseOperation<Input, Output> = (
  input: Input,
  options?: PromiseCallOptions
) => Promise<Output & CallMetadata>

export interface ImageSearchClient extends AsyncDisposable {
  readonly addImage: PromiseOperation<AddImageInput, AddImageOutput>
  readonly byPicture: PromiseOperation<SearchImageByPicInput, SearchHits>
  readonly byName: PromiseOperation<SearchImageByNameInput, SearchHits>
  readonly deleteImage: PromiseOperation<DeleteImageInput, DeleteImageOutput>
  readonly detail: (options?: PromiseCallOptions) => Promise<DetailOutput & CallMetadata>
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
  return {
    addImage: (input, options) => run(operations.addImage(input, options), options),
    byPicture: (input, options) => run(operations.byPicture(input, options), options),
    byName: (input, options) => run(operations.byName(input, options), options),
    deleteImage: (input, options) => run(operations.deleteImage(input, options), options),
    detail: (options) => run(operations.detail(options), options),
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
