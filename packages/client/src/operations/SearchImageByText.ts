/**
 * SearchImageByText: the stored pictures that a text describes; for instances of the product multimodal type only.
 *
 * Wire names: InstanceName, Text, Num, Start, Filter, DistinctProductId in the form; ScoreThreshold in the query.
 */
import { limits } from "@imagesearch/core"
import * as z from "zod/mini"
import { strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { text, window, windowError, withinWindow } from "./fields.ts"
import { SearchAnswer, toSearchHits, type SearchHits } from "./hits.ts"

const Input = strictObject({ text: text({ least: 1, most: limits.text.max }), ...window }).check(
  z.refine(withinWindow, windowError)
)

/** `text` is Chinese or English, 1 to 512 characters. The other fields are as for `SearchImageByPicInput`. */
export type SearchImageByTextInput = z.input<typeof Input>

export const SearchImageByText: ClientOperation<
  SearchImageByTextInput,
  z.output<typeof Input>,
  z.output<typeof SearchAnswer>,
  SearchHits
> = {
  name: "SearchImageByText",
  input: Input,
  answer: SearchAnswer,
  encode: ({ scoreThreshold, ...fields }, common) => ({
    query: wireParameters({ scoreThreshold: scoreThreshold?.toFixed(2) }),
    form: wireParameters({ ...common, ...fields })
  }),
  decode: toSearchHits
}
