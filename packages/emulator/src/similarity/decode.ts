// Bytes → a small upright RGB picture. The one place where pixels of the sent size exist.
import { availableParallelism } from "node:os"
import sharp, { type Sharp } from "sharp"
import { decodeBmp } from "./bmp.ts"
import type { PictureHeader } from "./header.ts"
import { longestSide, type Picture } from "./Picture.ts"
import { PictureError } from "./PictureError.ts"
import { checkPixels, maxPixels } from "./pixelLimit.ts"
import { decodePnm } from "./pnm.ts"
import type { Raster } from "./raster.ts"
import { Slots } from "./Slots.ts"

// Pictures are seen once, so a cache of operations only holds memory; and many small pictures at once are faster
// with one thread each than with all threads on one of them.
sharp.cache(false)
sharp.concurrency(1)

const slots = new Slots(availableParallelism())

/**
 * Decodes a picture whose header has been read: upright, transparency on white, sRGB, longest side 256 pixels.
 * Of an animation or a document with several pages, the first.
 *
 * At most one picture per core is decoded at a time; further calls wait.
 * Rejects with a `PictureError`: `format` above 4,096 x 4,096 pixels, `truncated` when pixels are missing or damaged.
 */
export const decode = async (bytes: Uint8Array, header: PictureHeader): Promise<Picture> => {
  checkPixels(header, header.format)
  return slots.run(() => decodeNow(bytes, header))
}

const decodeNow = async (bytes: Uint8Array, header: PictureHeader): Promise<Picture> => {
  try {
    const { data, info } = await open(bytes, header)
      .autoOrient()
      .flatten({ background: "#ffffff" })
      // Without it grey pictures stay at one channel and CMYK at four.
      .toColourspace("srgb")
      .resize(longestSide, longestSide, { fit: "inside" })
      .removeAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true })
    const original = { width: header.width, height: header.height }
    return { width: info.width, height: info.height, rgb: data, original }
  } catch (cause) {
    if (cause instanceof PictureError) throw cause
    const message = `The ${header.format} picture is cut short or damaged: send it whole.`
    throw new PictureError("truncated", message, { cause })
  }
}

const open = (bytes: Uint8Array, { format }: PictureHeader): Sharp => {
  switch (format) {
    case "bmp":
      return openRaster(decodeBmp(bytes))
    case "ppm":
      return openRaster(decodePnm(bytes))
    default:
      // "error" refuses what is cut short; the default also refuses harmless oddities of real cameras.
      return sharp(bytes, { limitInputPixels: maxPixels, failOn: "error" })
  }
}

const openRaster = ({ pixels, width, height, channels }: Raster): Sharp =>
  sharp(pixels, { raw: { width, height, channels } })
