/**
 * DeleteImage of 2019-03-25: removes one picture, or all pictures of a product. Removing what is not there succeeds.
 *
 * Wire names: InstanceName, ProductId, PicName, all in the form of a POST to /v2/image/delete.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import { identifier } from "./fields.ts"
import type { OlderOperation } from "./OlderOperation.ts"

const Input = strictObject({ productId: identifier, picName: z.optional(identifier) })

const Answer = looseObject({})

/** Without `picName` every picture of the product goes. */
export type DeleteImageInput = z.input<typeof Input>

/** The service answers with nothing but its success. */
export type DeleteImageOutput = object

export const DeleteImage: OlderOperation<
  DeleteImageInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  DeleteImageOutput
> = {
  name: "DeleteImage",
  input: Input,
  answer: Answer,
  encode: (fields, instanceName) => wireParameters({ instanceName, ...fields }),
  decode: () => ({})
}
