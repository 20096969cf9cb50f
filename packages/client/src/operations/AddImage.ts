/**
 * AddImage: stores a picture under ProductId + PicName, and replaces it if the pair is there already.
 *
 * Wire names: InstanceName, ProductId, PicName, PicContent, CategoryId, Crop, Region, CustomContent,
 * IntAttr to IntAttr4, StrAttr to StrAttr4. All of them travel in the form.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { formatRegion } from "../Region.ts"
import { wireParameters } from "../wire/parameters.ts"
import { attributes, customContent, identifier, pictureInput, subject } from "./fields.ts"
import { PicInfo, toPictureReading, type PictureReading } from "./hits.ts"
import type { ClientOperation } from "./ClientOperation.ts"

const Input = strictObject({
  productId: identifier,
  picName: identifier,
  picture: pictureInput,
  ...subject,
  customContent: z.optional(customContent),
  ...attributes
})

const Answer = looseObject({ PicInfo: z.optional(PicInfo) })

/**
 * `productId` and `picName` have 1 to 256 characters and name the picture together. `picture` takes any form of
 * `PictureSource` (up to 4 MB; PNG, JPEG, BMP, GIF, WebP, TIFF or PPM). `categoryId` is predicted when it is absent and the
 * service type is product. `crop: false` describes the whole picture; `region` goes before it. `intAttr` to `intAttr4` are
 * integers of 32 bits, `strAttr` to `strAttr4` texts of up to 128 characters without \ ¥ $ & %, and `customContent` has up
 * to 4,096. All bounds are documented ones; what breaks them fails with `InvalidInput` or `InvalidPicture`, and is not sent.
 */
export type AddImageInput = z.input<typeof Input>

/** What the service read from the stored picture. */
export interface AddImageOutput {
  /** Its category and the subjects that were found in it. */
  readonly picture: PictureReading
}

export const AddImage: ClientOperation<
  AddImageInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  AddImageOutput
> = {
  name: "AddImage",
  input: Input,
  answer: Answer,
  pictures: ({ picture }) => ({ picContent: picture }),
  region: ({ region }) => region,
  encode: ({ picture: _, region, ...fields }, common) => ({
    query: [],
    form: wireParameters({ ...common, ...fields, region: region && formatRegion(region) })
  }),
  decode: (answer) => ({ picture: toPictureReading(answer.PicInfo) })
}
