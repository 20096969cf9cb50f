/**
 * The pictures of a product made exactly the given ones. No operation lists what a product has, and only a removal tells
 * it, so all is removed first: ADR 0018 says why, and what that costs.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { checkInput } from "../checkInput.ts"
import type { CallMetadata } from "../CallOptions.ts"
import type { ImageSearchOperations } from "../ImageSearchOperations.ts"
import type { HoldPicture } from "../heldPicture.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { invalidInput } from "../InvalidInput.ts"
import { AddImage, type AddImageInput, type AddImageOutput } from "../operations/AddImage.ts"
import { abandonItems, abandonPictures, keepItems, keepPictures } from "../picture/abandonPictures.ts"
import type { BulkResult } from "./BulkResult.ts"
import { streamOf, type Items } from "./items.ts"
import type { BulkOptions, Many } from "./Many.ts"

/** Pictures of one product that are held at a time, 4 MB each at most. */
export const mostReplaced = 100

/**
 * Every picture is read and checked before anything is sent: one that does not fit, a name that comes twice, or more
 * than 100 fail the whole with `InvalidInput` or `InvalidPicture`, and nothing has changed. Then one DeleteImage removes
 * what the product has, and the pictures are added. Between the two a search misses them; an addition that failed is in
 * the results, and the same call again mends it. No pictures at all leave the product without any.
 */
export interface ReplaceAllInput {
  /** The product, 1 to 256 characters. */
  readonly productId: string
  /** Inputs of AddImage without the product; at most 100, each of another `picName`. */
  readonly pictures: Items<Omit<AddImageInput, "productId">>
}

/** What was removed, and what became of each addition. */
export interface ReplaceAllOutput {
  /** Names of the pictures that were removed. */
  readonly removed: readonly string[]
  /** In the order of the pictures. `input` holds each picture as bytes. */
  readonly results: ReadonlyArray<BulkResult<AddImageInput, AddImageOutput & CallMetadata>>
}

export interface ReplaceAll {
  readonly input: ReplaceAllInput
  readonly options: BulkOptions | undefined
  readonly deleteImage: ImageSearchOperations["deleteImage"]
  readonly addImages: Many<"addImage">
  readonly hold: HoldPicture
}

export const replaceAll = (replacement: ReplaceAll): Effect.Effect<ReplaceAllOutput, ImageSearchError> =>
  Effect.suspend(() => {
    const { pictures } = replacement.input
    keepItems(pictures)
    const taken: unknown[] = []
    // Whatever ends it, a stream whose turn did not come is not left open.
    return Effect.onError(replaceWith(replacement, taken), () =>
      Effect.sync(() => {
        abandonItems(pictures)
        taken.forEach(abandonPictures)
      })
    )
  })

/** `taken` receives the pictures as their source gives them. */
const replaceWith = Effect.fnUntraced(function* (
  { input: { productId, pictures }, options, deleteImage, addImages, hold }: ReplaceAll,
  taken: unknown[]
): Effect.fn.Return<ReplaceAllOutput, ImageSearchError> {
  const { timeout, retry } = options ?? {}
  const given = yield* streamOf({ operation: AddImage.name, field: "pictures", items: pictures }).pipe(
    Stream.take(mostReplaced + 1),
    Stream.tap((picture) =>
      Effect.sync(() => {
        keepPictures(picture)
        taken.push(picture)
      })
    ),
    Stream.runCollect
  )
  const items = yield* checkedItems(productId, given)
  const held = yield* Effect.forEach(items, ({ picture: source, ...item }) =>
    Effect.map(hold({ operation: AddImage.name, source, region: item.region, timeout }), (picture) => ({
      ...item,
      picture
    }))
  )
  const { picNames } = yield* deleteImage({ productId }, { timeout, retry })
  const results = yield* Stream.runCollect(addImages(held, options))
  return { removed: picNames, results }
})

/** The inputs of AddImage, which fit and have a name each. */
const checkedItems = Effect.fnUntraced(function* (
  productId: string,
  given: ReadonlyArray<Omit<AddImageInput, "productId">>
): Effect.fn.Return<readonly AddImageInput[], ImageSearchError> {
  if (given.length > mostReplaced) return yield* refused(`must not be more than ${mostReplaced}`)
  const items = given.map((picture): AddImageInput => ({ ...picture, productId }))
  const checked = yield* Effect.forEach(items, (item) => checkInput("AddImage", AddImage.input, item))
  const names = checked.map(({ picName }) => picName)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) return yield* refused(`hold the name "${repeated}" twice`)
  return items
})

const refused = (problem: string): ImageSearchError => invalidInput(AddImage.name, [{ field: "pictures", problem }])
