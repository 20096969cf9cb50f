/**
 * SearchImageByName: the stored pictures that resemble a stored picture, best first, itself among them.
 *
 * Wire names: InstanceName, ProductId, PicName, CategoryId, Num, Start, Filter, DistinctProductId in the form;
 * ScoreThreshold in the query. A pair that is not stored fails with PicNotExist.
 */
import * as z from "zod/mini"
import { strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { categoryId, identifier, window, windowError, withinWindow } from "./fields.ts"
import { SearchAnswer, toSearchHits, type SearchHits } from "./hits.ts"

const Input = strictObject({
  productId: identifier,
  picName: identifier,
  categoryId: z.optional(categoryId),
  ...window
}).check(z.refine(withinWindow, windowError))

/**
 * A stored picture to search with, by its names. The other fields are as for `SearchImageByPicInput`. Fails with reason
 * `NotFound` when no such picture is stored.
 */
export type SearchImageByNameInput = z.input<typeof Input>

export const SearchImageByName: ClientOperation<
  SearchImageByNameInput,
  z.output<typeof Input>,
  z.output<typeof SearchAnswer>,
  SearchHits
> = {
  name: "SearchImageByName",
  input: Input,
  answer: SearchAnswer,
  encode: ({ scoreThreshold, ...fields }, common) => ({
    query: wireParameters({ scoreThreshold: scoreThreshold?.toFixed(2) }),
    form: wireParameters({ ...common, ...fields })
  }),
  decode: toSearchHits
}
