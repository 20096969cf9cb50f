/**
 * One call for each item of an iterable, several at a time, with the results in the order of the items. An item is
 * taken when there is room for it, so that a source of any length is read no faster than it is worked off.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { BulkResult } from "./BulkResult.ts"
import { streamOf, type Items } from "./items.ts"

export interface EachInOrder<Input, Output> {
  /** The wire's name of the operation. */
  readonly operation: string
  readonly items: Items<Input>
  /** Calls under way, and results that wait for an earlier one. */
  readonly concurrency: number
  readonly call: (input: Input) => Effect.Effect<Output, ImageSearchError>
}

/**
 * A call that fails is a result like any other. Fails with reason `InvalidInput` when the source itself fails, after the
 * results of what it gave before.
 */
export const eachInOrder = <Input, Output>({
  operation,
  items,
  concurrency,
  call
}: EachInOrder<Input, Output>): Stream.Stream<BulkResult<Input, Output>, ImageSearchError> =>
  streamOf({ operation, field: "items", items }).pipe(
    Stream.mapEffect(
      (input, index) =>
        Effect.match(call(input), {
          onSuccess: (output): BulkResult<Input, Output> => ({ _tag: "Done", index, input, output }),
          onFailure: (error): BulkResult<Input, Output> => ({ _tag: "Failed", index, input, error })
        }),
      { concurrency }
    )
  )
