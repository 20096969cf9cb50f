/**
 * The client for those who do not use Effect: the same operations as promises, each with `{ signal, timeout }`.
 * They reject with `ImageSearchError`, or with the signal's reason when the caller aborts.
 */
import * as Effect from "effect/Effect"
import { resolveConfig } from "./config/Config.ts"
import type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"
import { makeOperations } from "./makeOperations.ts"
import type { OperationTypes } from "./operations/index.ts"
import { openTransport, promised, run, type PromiseOperation } from "./promiseFace.ts"
import { promiseManyCalls, promiseWaits } from "./manyAsPromises.ts"
import type { PromiseBulk, PromisePages, PromiseWaits } from "./PromiseManyCalls.ts"
import { makeWait } from "./waiting/makeWait.ts"

export type { BulkResult } from "./bulk/BulkResult.ts"
export type { BulkOptions } from "./bulk/Many.ts"
export type { ReplaceAllInput, ReplaceAllOutput } from "./bulk/replaceAll.ts"
export type { WaitOptions } from "./waiting/waitForTask.ts"
export type { PromiseBulk, PromisePages, PromiseWaits } from "./PromiseManyCalls.ts"
export { ImageSearchError } from "./ImageSearchError.ts"
export type { ImageSearchReason } from "./ImageSearchReason.ts"
export type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"
export type { PromiseCallOptions, PromiseOperation } from "./promiseFace.ts"

/** Every operation; `OperationTypes` says what each one does. */
export type PromiseOperations = {
  readonly [Name in keyof OperationTypes]: PromiseOperation<
    OperationTypes[Name]["input"],
    OperationTypes[Name]["output"]
  >
}

/** The operations as promises, and the end of their connections. */
export interface ImageSearchClient extends PromiseOperations, AsyncDisposable {
  /** All pages of a search or a list: `for await (const { hits } of client.pages.byName({ … }))`. */
  readonly pages: PromisePages
  /** Waits for tasks that run inside the service. */
  readonly wait: PromiseWaits
  /** Many calls of one kind, paced, with a result for each item in the order of the items. */
  readonly bulk: PromiseBulk
  /** Ends the connections. Calls under way, and later ones, fail with reason `Unavailable`. */
  readonly close: () => Promise<void>
}

/**
 * A client with connections of its own; one is enough for a process. Settings that are left out come from `process.env`,
 * which is read once, and keys from where the default chain finds them. Throws `ImageSearchError` with reason
 * `InvalidConfig` at once when a setting is missing or wrong.
 */
export const createImageSearch = (config: ImageSearchConfig = {}): ImageSearchClient => {
  // Settings first: nothing has been opened yet that a wrong one would have to close.
  const settings = Effect.runSync(resolveConfig(config, process.env))
  const { transport, close } = openTransport(config, settings)
  const operations = makeOperations(transport, settings)
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
    ...promiseManyCalls(transport, settings),
    wait: promiseWaits(makeWait(transport, settings)),
    close,
    [Symbol.asyncDispose]: close
  }
}
