/**
 * SearchImageByPic: the stored pictures that resemble a picture, best first.
 *
 * Wire names: InstanceName, PicContent, CategoryId, Crop, Region, Num, Start, Filter, DistinctProductId in the form;
 * ScoreThreshold in the query.
 */
import * as z from "zod/mini"
import { strictObject } from "../compiledObject.ts"
import { formatRegion } from "../Region.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { pictureInput, subject, window, windowError, withinWindow } from "./fields.ts"
import { SearchAnswer, toSearchHits, type SearchHits } from "./hits.ts"

const Input = strictObject({ picture: pictureInput, ...subject, ...window }).check(z.refine(withinWindow, windowError))

/**
 * `picture` takes any form of `PictureSource`, up to 4 MB; `categoryId`, `crop` and `region` are as for `AddImageInput`.
 * `num` is 1 to 100, 10 unless given; `start` counts from 0, and `start` + `num` is at most 500. `filter` has up to 4,096
 * characters. `distinctProductId` keeps the best hit of each product. `scoreThreshold` is 0 to 1 with up to two decimals.
 * All bounds are documented ones.
 */
export type SearchImageByPicInput = z.input<typeof Input>

export const SearchImageByPic: ClientOperation<
  SearchImageByPicInput,
  z.output<typeof Input>,
  z.output<typeof SearchAnswer>,
  SearchHits
> = {
  name: "SearchImageByPic",
  input: Input,
  answer: SearchAnswer,
  pictures: ({ picture }) => ({ picContent: picture }),
  region: ({ region }) => region,
  encode: ({ picture: _, region, scoreThreshold, ...fields }, common) => ({
    query: wireParameters({ scoreThreshold: scoreThreshold?.toFixed(2) }),
    form: wireParameters({ ...common, ...fields, region: region && formatRegion(region) })
  }),
  decode: toSearchHits
}
