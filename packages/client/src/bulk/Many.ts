/** How many calls of one kind are asked for. */
import type * as Stream from "effect/Stream"
import type { CallMetadata, CallOptions } from "../CallOptions.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { OperationTypes } from "../operations/index.ts"
import type { BulkResult } from "./BulkResult.ts"
import type { Items } from "./items.ts"

/** Options of a bulk call and of each call in it; a call's time limit counts the wait for its turn. */
export interface BulkOptions extends CallOptions {
  /** Calls under way at a time, 1 to 16. Default 4. */
  readonly concurrency?: number | undefined
}

/** A bulk call of one operation: the items of the caller in, a result for each out, in order. */
export type Many<Name extends keyof OperationTypes> = (
  items: Items<OperationTypes[Name]["input"]>,
  options?: BulkOptions
) => Stream.Stream<
  BulkResult<OperationTypes[Name]["input"], OperationTypes[Name]["output"] & CallMetadata>,
  ImageSearchError
>
