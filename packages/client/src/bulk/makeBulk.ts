/**
 * Many calls of one kind: paced at the rate of the instance, a few at a time, each item with its own result. A failure
 * is that of its item, and the others go on.
 */
import type { OperationName } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { HoldPicture } from "../heldPicture.ts"
import type { CallOptions } from "../CallOptions.ts"
import type { ImageSearchOperations } from "../ImageSearchOperations.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { invalidInput } from "../InvalidInput.ts"
import { abandonItems, keepItems } from "../picture/abandonPictures.ts"
import { eachInOrder } from "./eachInOrder.ts"
import type { Items } from "./items.ts"
import type { BulkOptions, Many } from "./Many.ts"
import { makeRates, type Rates } from "./rates.ts"
import { replaceAll, type ReplaceAllInput, type ReplaceAllOutput } from "./replaceAll.ts"

/** Calls under way unless the caller says otherwise. */
export const defaultConcurrency = 4
/** More would only wait: 16 calls at one a second still end within the time limit of each. */
export const mostConcurrency = 16

/**
 * Adds go at 1 a second on the smallest instance, of 100,000 pictures, and at 5 else, updates and deletes at 20, checks
 * at the rate of searches that was bought (documented limits); `rates` in the settings goes before all of them. An item
 * that fails is a result; the stream itself fails with reason `InvalidInput`, when the items cannot be read or
 * `concurrency` is out of bounds.
 */
export interface Bulk {
  /** AddImage for each item. */
  readonly addImages: Many<"addImage">
  /** UpdateImage for each item. */
  readonly updateImages: Many<"updateImage">
  /** DeleteImage for each item. */
  readonly deleteImages: Many<"deleteImage">
  /** CheckImageExists for each item. */
  readonly exists: Many<"exists">
  /** Makes the pictures of a product exactly the given ones; see `ReplaceAllInput`. */
  readonly replaceAll: (
    input: ReplaceAllInput,
    options?: BulkOptions
  ) => Effect.Effect<ReplaceAllOutput, ImageSearchError>
}

export interface BulkParts {
  /** Calls per second that the settings give. */
  readonly rates: Rates
  /** The operations at other rates. */
  readonly paced: (rates: Rates) => ImageSearchOperations
  readonly hold: HoldPicture
}

export const makeBulk = ({ rates, paced, hold }: BulkParts): Bulk => {
  const ratesOf = makeRates(rates, paced(rates).detail)
  const operationsFor = (names: readonly OperationName[]) => Effect.map(ratesOf(names), paced)
  const many =
    <Input, Output>(
      operation: OperationName,
      pick: (
        operations: ImageSearchOperations
      ) => (input: Input, options?: CallOptions) => Effect.Effect<Output, ImageSearchError>
    ) =>
    (items: Items<Input>, { concurrency = defaultConcurrency, ...options }: BulkOptions = {}) =>
      Stream.unwrap(
        Effect.gen(function* () {
          keepItems(items)
          yield* checkConcurrency(operation, concurrency)
          const call = pick(yield* operationsFor([operation]))
          return eachInOrder({ operation, items, concurrency, call: (input) => call(input, options) })
        })
      ).pipe(Stream.ensuring(Effect.sync(() => abandonItems(items))))
  const addImages = many("AddImage", ({ addImage }) => addImage)
  return {
    addImages,
    updateImages: many("UpdateImage", ({ updateImage }) => updateImage),
    deleteImages: many("DeleteImage", ({ deleteImage }) => deleteImage),
    exists: many("CheckImageExists", ({ exists }) => exists),
    replaceAll: Effect.fnUntraced(function* (input, options) {
      yield* Effect.tapError(checkConcurrency("AddImage", options?.concurrency ?? defaultConcurrency), () =>
        Effect.sync(() => abandonItems(input.pictures))
      )
      const { deleteImage } = yield* operationsFor(["DeleteImage"])
      return yield* replaceAll({ input, options, deleteImage, addImages, hold })
    })
  }
}

const checkConcurrency = (operation: string, concurrency: number): Effect.Effect<void, ImageSearchError> => {
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= mostConcurrency) return Effect.void
  const issues = [{ field: "concurrency", problem: `must be a whole number from 1 to ${mostConcurrency}` }]
  return Effect.fail(invalidInput(operation, issues))
}
