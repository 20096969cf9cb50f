/**
 * UpdateImage: changes the attributes and the custom content of a stored picture; the picture itself stays.
 *
 * Wire names: InstanceName, ProductId, PicName, CustomContent, IntAttr, IntAttr2, StrAttr, StrAttr2 in the form; IntAttr3,
 * IntAttr4, StrAttr3, StrAttr4 in the query. Whether attributes that are left out are kept is not documented.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { attributes, customContent, identifier } from "./fields.ts"

const Input = strictObject({
  productId: identifier,
  picName: identifier,
  customContent: z.optional(customContent),
  ...attributes
})

const Answer = looseObject({})

/**
 * The stored picture by its names, and the attributes that change, with the bounds of `AddImageInput`. Whether attributes
 * that are left out are kept is not documented.
 */
export type UpdateImageInput = z.input<typeof Input>

/** The service answers with nothing but its success. */
export type UpdateImageOutput = object

export const UpdateImage: ClientOperation<
  UpdateImageInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  UpdateImageOutput
> = {
  name: "UpdateImage",
  input: Input,
  answer: Answer,
  encode: ({ intAttr3, intAttr4, strAttr3, strAttr4, ...fields }, common) => ({
    query: wireParameters({ intAttr3, intAttr4, strAttr3, strAttr4 }),
    form: wireParameters({ ...common, ...fields })
  }),
  decode: () => ({})
}
