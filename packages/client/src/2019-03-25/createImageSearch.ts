/** The client of 2019-03-25 for those who do not use Effect. */
import * as Effect from "effect/Effect"
import { openTransport, promised, type PromiseOperation } from "../promiseFace.ts"
import { makeOperations, type OperationTypes } from "./ImageSearch.ts"
import { resolveOlderConfig, type OlderConfig } from "./OlderConfig.ts"

/** Every operation; `OperationTypes` says what each one does. */
export type PromiseOperations = {
  readonly [Name in keyof OperationTypes]: PromiseOperation<
    OperationTypes[Name]["input"],
    OperationTypes[Name]["output"]
  >
}

/** The operations as promises, and the end of their connections. */
export interface ImageSearchClient extends PromiseOperations, AsyncDisposable {
  /** Ends the connections. Calls under way, and later ones, fail with reason `Unavailable`. */
  readonly close: () => Promise<void>
}

/** A client with connections of its own. Throws `ImageSearchError` at once when a setting is missing or wrong. */
export const createImageSearch = (config: OlderConfig = {}): ImageSearchClient => {
  const settings = Effect.runSync(resolveOlderConfig(config, process.env))
  const { transport, close } = openTransport(config, settings)
  const operations = makeOperations(transport, settings)
  return {
    addImage: promised(operations.addImage),
    deleteImage: promised(operations.deleteImage),
    byPicture: promised(operations.byPicture),
    byName: promised(operations.byName),
    close,
    [Symbol.asyncDispose]: close
  }
}
