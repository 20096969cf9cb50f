/**
 * SearchImageByFilter: the stored pictures whose attributes match, without any likeness. Their order is not documented.
 *
 * Wire names: InstanceName, Filter, Num, Start, all in the form.
 */
import * as z from "zod/mini"
import { strictObject } from "../compiledObject.ts"
import { camelize } from "../wire/answer.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { window, windowError, withinWindow } from "./fields.ts"
import { filter } from "./filterField.ts"
import { SearchAnswer, type Hit } from "./hits.ts"

const { num, start } = window
const Input = strictObject({ filter, num, start }).check(z.refine(withinWindow, windowError))

/**
 * Which of the stored pictures, by their attributes: `filter` has 1 to 4,096 characters, `num` and `start` are as for
 * `SearchImageByPicInput`.
 */
export type SearchImageByFilterInput = z.input<typeof Input>

/** The stored pictures that the filter lets through. */
export interface SearchImageByFilterOutput {
  /** Hits without a score; their order is not documented. */
  readonly hits: readonly Hit[]
}

export const SearchImageByFilter: ClientOperation<
  SearchImageByFilterInput,
  z.output<typeof Input>,
  z.output<typeof SearchAnswer>,
  SearchImageByFilterOutput
> = {
  name: "SearchImageByFilter",
  input: Input,
  answer: SearchAnswer,
  encode: (fields, common) => ({ query: [], form: wireParameters({ ...common, ...fields }) }),
  decode: (answer) => ({ hits: answer.Auctions.map(camelize) })
}
