/** What became of one item of many. */
import type { ImageSearchError } from "../ImageSearchError.ts"

/** Results come in the order of the items, each with its place from 0 and the item itself. */
export type BulkResult<Input, Output> =
  | { readonly _tag: "Done"; readonly index: number; readonly input: Input; readonly output: Output }
  | { readonly _tag: "Failed"; readonly index: number; readonly input: Input; readonly error: ImageSearchError }
