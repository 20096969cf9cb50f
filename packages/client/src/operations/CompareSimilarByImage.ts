/**
 * CompareSimilarByImage: how much two pictures resemble each other. Nothing is stored.
 *
 * Wire names: InstanceName, PrimaryPicContent, SecondaryPicContent, all in the form. The official metadata lists HTTPS
 * only for it.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { pictureInput } from "./fields.ts"

const Input = strictObject({ primary: pictureInput, secondary: pictureInput })

const Answer = looseObject({ Score: z.number() })

/** Two pictures, each in any form of `PictureSource` and up to 4 MB. Both are uploaded at once. */
export type CompareSimilarByImageInput = z.input<typeof Input>

/** How much the two pictures resemble each other. */
export interface CompareSimilarByImageOutput {
  /** 0 to 1, 1 for the same picture. */
  readonly score: number
}

export const CompareSimilarByImage: ClientOperation<
  CompareSimilarByImageInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  CompareSimilarByImageOutput
> = {
  name: "CompareSimilarByImage",
  input: Input,
  answer: Answer,
  pictures: ({ primary, secondary }) => ({ primaryPicContent: primary, secondaryPicContent: secondary }),
  encode: (_, common) => ({ query: [], form: wireParameters({ ...common }) }),
  decode: ({ Score }) => ({ score: Score })
}
