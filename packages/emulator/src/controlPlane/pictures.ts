// The stored pictures as the control plane lists them, and what they look like.

import sharp from "sharp"
import type { Answer } from "../answer.ts"
import type { ListedPicture, PictureFilter, PicturePage } from "../control/pictures.ts"
import { serviceOf } from "../instances.ts"
import { INT_ATTRIBUTES, STR_ATTRIBUTES } from "../operations/attributes.ts"
import { showBox } from "../operations/picture.ts"
import type { Service } from "../Service.ts"
import { decode, readHeader } from "../similarity/engine.ts"
import type { PictureRecord } from "../store/pictureRows.ts"
import { ControlError } from "./ControlError.ts"
import { checkInstance } from "./known.ts"

/** Fills the rows of a grid of two, three, four or six pictures. */
const DEFAULT_NUM = 24

/** A page of the pictures that match. */
export const listPictures = (whole: Service, filter: PictureFilter): PicturePage => {
  const { instance: name, productId, start = 0, num = DEFAULT_NUM } = filter
  checkInstance(whole, name)
  const { instance } = serviceOf(whole, name)
  const wanted = instance.where((record) => productId === undefined || record.productId === productId)
  return { total: wanted.length, pictures: wanted.slice(start, start + num).map(listed) }
}

/** A stored picture in the words of AddImage. */
export const listed = ({ record, sha256 }: Stored): ListedPicture => ({
  productId: record.productId,
  picName: record.picName,
  categoryId: record.categoryId,
  customContent: record.customContent,
  region: showBox(record.region),
  attributes: Object.fromEntries(
    [
      ...INT_ATTRIBUTES.map((name, slot) => [name, record.intAttrs[slot] ?? 0] as const),
      ...STR_ATTRIBUTES.map((name, slot) => [name, record.strAttrs[slot] ?? ""] as const)
    ].filter(([, value]) => value !== 0 && value !== "")
  ),
  sha256
})

interface Stored {
  readonly record: PictureRecord
  readonly sha256: string
}

/**
 * A stored picture in at most 256 pixels, as JPEG. It is drawn anew from its pixels: whatever else a file holds does not
 * reach a browser. Its address names its content, so that it never goes stale.
 */
export const thumbnail = async ({ instances }: Service, sha256: string): Promise<Answer> => {
  const held = await Promise.all([...instances.values()].map(({ instance }) => instance.bytes(sha256)))
  const bytes = held.find((found) => found !== undefined)
  if (bytes === undefined) throw new ControlError(404, `no stored picture has the SHA-256 ${sha256}`)
  const { rgb, width, height } = await decode(bytes, await readHeader(bytes))
  const body = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer()
  const headers = {
    "content-type": "image/jpeg",
    "cache-control": "private, max-age=31536000, immutable",
    "x-content-type-options": "nosniff"
  }
  return { status: 200, headers, body }
}
