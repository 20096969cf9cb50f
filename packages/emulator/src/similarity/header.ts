// What a picture says about itself, read without decoding a pixel.
import sharp from "sharp"
import { bmpHeader } from "./bmpHeader.ts"
import type { Size } from "./Picture.ts"
import { PictureError } from "./PictureError.ts"
import { pnmHeader } from "./pnm.ts"
import { type PictureFormat, sniff } from "./sniff.ts"

/** Size in pixels of the upright picture, so 90-degree orientations have width and height exchanged already. */
export interface PictureHeader extends Size {
  readonly format: PictureFormat
  /** EXIF orientation, 1 to 8; 1 (upright) when the picture carries none. */
  readonly orientation: number
}

/**
 * Reads the header of a picture, also of one that is too large to decode, so that its size can be told.
 * Rejects with a `PictureError`.
 */
export const readHeader = async (bytes: Uint8Array): Promise<PictureHeader> => {
  const format = sniff(bytes)
  switch (format) {
    case undefined:
      throw new PictureError("format", `${describeUnknown(bytes)}: send JPEG, PNG, GIF, WebP, TIFF, BMP or PPM.`)
    case "bmp":
      return { format, ...sizeOf(bmpHeader(bytes)), orientation: 1 }
    case "ppm":
      return { format, ...sizeOf(pnmHeader(bytes)), orientation: 1 }
    default:
      return readWithSharp(bytes, format)
  }
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height })

const describeUnknown = (bytes: Uint8Array): string =>
  bytes.length === 0 ? "The picture is empty" : "The bytes do not begin like a picture of a known format"

const readWithSharp = async (bytes: Uint8Array, format: PictureFormat): Promise<PictureHeader> => {
  try {
    // The limit would make even the header of a large picture fail, and then nothing could tell how large it is.
    const { autoOrient, orientation } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { format, width: autoOrient.width, height: autoOrient.height, orientation: orientation ?? 1 }
  } catch (cause) {
    throw new PictureError("truncated", `The ${format} picture is cut short or damaged in its header.`, { cause })
  }
}
