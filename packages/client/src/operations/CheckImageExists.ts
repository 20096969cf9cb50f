/**
 * CheckImageExists: whether a picture of this name is stored, and with what attributes.
 *
 * Wire names: InstanceName, ProductId, PicName, all in the form. The answer's Auctions is one object, not a list.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { camelize } from "../wire/answer.ts"
import { mended } from "../wire/mend.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { identifier } from "./fields.ts"
import { Auction, type Hit } from "./hits.ts"

const Input = strictObject({ productId: identifier, picName: identifier })

const Answer = looseObject({ Exists: z.boolean(), Auctions: z.optional(z.unknown()) })

/** The picture that is looked for, by its names of 1 to 256 characters each. */
export type CheckImageExistsInput = z.input<typeof Input>

/** Whether the picture is stored, and what with. */
export interface CheckImageExistsOutput {
  /** Whether a picture of these names is stored. */
  readonly exists: boolean
  /** The stored picture with its attributes, where it exists. */
  readonly stored: Hit | undefined
}

export const CheckImageExists: ClientOperation<
  CheckImageExistsInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  CheckImageExistsOutput
> = {
  name: "CheckImageExists",
  input: Input,
  answer: Answer,
  encode: (fields, common) => ({ query: [], form: wireParameters({ ...common, ...fields }) }),
  decode: ({ Exists, Auctions }) => {
    // What it holds for an absent picture is not documented.
    const stored = Exists ? readAuction(Auctions) : undefined
    return { exists: Exists, stored: stored && camelize(stored) }
  }
}

const readAuction = (wire: unknown): z.output<typeof Auction> | undefined => {
  const read = z.safeParse(Auction, wire)
  return read.success ? read.data : z.safeParse(Auction, mended(wire, read.error)).data
}
