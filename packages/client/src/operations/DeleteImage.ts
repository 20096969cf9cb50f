/**
 * DeleteImage: removes one picture, all pictures of a product, or all that match a filter.
 *
 * Wire names: InstanceName, ProductId, PicName, IsDeleteByFilter, Filter, all in the form. Removing what is not there
 * succeeds.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { identifier } from "./fields.ts"
import { filter } from "./filterField.ts"

const Input = z.union(
  [strictObject({ productId: identifier, picName: z.optional(identifier) }), strictObject({ filter })],
  { error: "must be { productId, picName? } or { filter }" }
)

const Answer = looseObject({
  Data: z.nullish(looseObject({ PicNames: z.nullish(z.array(z.string())) }))
})

/**
 * Either a product, of which every picture goes without `picName`, or a filter of up to 4,096 characters, of which every
 * picture goes that it lets through, over all products.
 */
export type DeleteImageInput = z.input<typeof Input>

/** What was deleted. */
export interface DeleteImageOutput {
  /** Names of the pictures that were removed; empty when none was there. */
  readonly picNames: readonly string[]
}

export const DeleteImage: ClientOperation<
  DeleteImageInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  DeleteImageOutput
> = {
  name: "DeleteImage",
  input: Input,
  answer: Answer,
  encode: (input, common) => ({
    query: [],
    form: wireParameters({ ...common, ...input, isDeleteByFilter: "filter" in input ? true : undefined })
  }),
  decode: (answer) => ({ picNames: answer.Data?.PicNames ?? [] })
}
