/**
 * AddImage of 2019-03-25: stores a picture under ProductId + PicName, and replaces it if the pair is there already.
 *
 * Wire names: InstanceName, ProductId, PicName, PicContent (Base64), CategoryId, Crop, Region, CustomContent, IntAttr,
 * StrAttr, all in the form of a POST to /v2/image/add.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { attributes, customContent, pictureInput, subject } from "../operations/fields.ts"
import { PicInfo, toPictureReading, type PictureReading } from "../operations/hits.ts"
import { formatRegion } from "../Region.ts"
import { wireParameters } from "../wire/parameters.ts"
import { identifier } from "./fields.ts"
import type { OlderOperation } from "./OlderOperation.ts"

const Input = strictObject({
  productId: identifier,
  picName: identifier,
  picture: pictureInput,
  ...subject,
  customContent: z.optional(customContent),
  intAttr: attributes.intAttr,
  strAttr: attributes.strAttr
})

const Answer = looseObject({ PicInfo: z.optional(PicInfo) })

/** As in 2020-12-14, with one attribute of each kind; `productId` and `picName` have up to 512 characters. */
export type AddImageInput = z.input<typeof Input>

/** What the service found in the stored picture. */
export interface AddImageOutput {
  /** Its category and the subjects that were found in it. */
  readonly picture: PictureReading
}

export const AddImage: OlderOperation<
  AddImageInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  AddImageOutput
> = {
  name: "AddImage",
  input: Input,
  answer: Answer,
  picture: ({ picture }) => picture,
  region: ({ region }) => region,
  encode: ({ picture: _, region, ...fields }, instanceName) =>
    wireParameters({ instanceName, ...fields, region: region && formatRegion(region) }),
  decode: (answer) => ({ picture: toPictureReading(answer.PicInfo) })
}
