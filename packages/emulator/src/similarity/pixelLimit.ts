import type { Size } from "./Picture.ts"
import { PictureError } from "./PictureError.ts"

/** Pixels of the largest picture that is decoded: the documented 4,096 on each side. Larger ones only have a header. */
export const maxPixels = 4096 * 4096

/** Refuses a declared size before anything is allocated for it, so that a few bytes cannot claim gigabytes. */
export const checkPixels = (size: Size, format: string): void => {
  const { width, height } = size
  if (width < 1 || height < 1) {
    throw new PictureError("truncated", `The ${format} picture declares ${width} x ${height} pixels: it is damaged.`)
  }
  if (width * height <= maxPixels) return
  const declared = `The ${format} picture declares ${width} x ${height} pixels`
  throw new PictureError("format", `${declared}, and at most ${maxPixels} in all are decoded: send it smaller.`)
}
