/**
 * SearchImage of 2019-03-25: stored pictures that resemble a picture, or a stored picture; its Type says which.
 *
 * Wire names: InstanceName, Type, PicContent (Base64), ProductId, PicName, CategoryId, Crop, Region, Num, Start, Filter,
 * all in the form of a POST to /v2/image/search.
 */
import * as z from "zod/mini"
import { strictObject } from "../compiledObject.ts"
import { categoryId, pictureInput, subject, window, windowError, withinWindow } from "../operations/fields.ts"
import { SearchAnswer, toSearchHits, type SearchHits } from "../operations/hits.ts"
import { formatRegion } from "../Region.ts"
import { wireParameters } from "../wire/parameters.ts"
import { identifier } from "./fields.ts"
import type { OlderOperation } from "./OlderOperation.ts"

const { num, start, filter } = window
const page = { num, start, filter }

const ByPicture = strictObject({ picture: pictureInput, ...subject, ...page }).check(
  z.refine(withinWindow, windowError)
)

const ByName = strictObject({
  productId: identifier,
  picName: identifier,
  categoryId: z.optional(categoryId),
  ...page
}).check(z.refine(withinWindow, windowError))

/** `num` is 10 unless given, 1 to 100; `start` counts from 0, and `start` + `num` is at most 500. */
export type SearchByPictureInput = z.input<typeof ByPicture>

/** A stored picture to search with, by its names; `num` and `start` are as for a picture. */
export type SearchByNameInput = z.input<typeof ByName>

const shared = { name: "SearchImage", answer: SearchAnswer, decode: toSearchHits } as const

export const SearchByPicture: OlderOperation<
  SearchByPictureInput,
  z.output<typeof ByPicture>,
  z.output<typeof SearchAnswer>,
  SearchHits
> = {
  ...shared,
  input: ByPicture,
  picture: ({ picture }) => picture,
  region: ({ region }) => region,
  encode: ({ picture: _, region, ...fields }, instanceName) =>
    wireParameters({ instanceName, type: "SearchByPic", ...fields, region: region && formatRegion(region) })
}

export const SearchByName: OlderOperation<
  SearchByNameInput,
  z.output<typeof ByName>,
  z.output<typeof SearchAnswer>,
  SearchHits
> = {
  ...shared,
  input: ByName,
  encode: (fields, instanceName) => wireParameters({ instanceName, type: "SearchByName", ...fields })
}
