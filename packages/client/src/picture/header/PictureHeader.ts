/** What a picture says about itself, read from its header without decoding a pixel. */
import { pictureFormat, type PictureFormat } from "../format.ts"
import { readBmp } from "./bmp.ts"
import { readGif } from "./gif.ts"
import { readJpeg } from "./jpeg.ts"
import { readPng } from "./png.ts"
import { readPpm } from "./ppm.ts"
import { readTiff } from "./tiff.ts"
import { readWebp } from "./webp.ts"

export interface PictureHeader extends Measures {
  readonly format: PictureFormat
}

/** Sides in pixels as stored, before any turning. */
export interface Measures {
  readonly width: number
  readonly height: number
  /** EXIF orientation, 1 (upright) to 8; undefined where the picture carries none. */
  readonly orientation: number | undefined
}

/** Reads one format; undefined, or a RangeError, where the header ends too early or makes no sense. */
export type HeaderReader = (view: DataView) => Measures | undefined

/** Undefined for bytes of no known format, and for a header that is cut short or names no size. */
export const readHeader = (bytes: Uint8Array): PictureHeader | undefined => {
  const format = pictureFormat(bytes)
  if (format === undefined) return undefined
  const measures = attempt(readers[format], new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (measures === undefined || measures.width < 1 || measures.height < 1) return undefined
  return { format, ...measures }
}

const readers: Readonly<Record<PictureFormat, HeaderReader>> = {
  png: readPng,
  jpeg: readJpeg,
  gif: readGif,
  webp: readWebp,
  bmp: readBmp,
  tiff: readTiff,
  ppm: readPpm
}

/** A DataView checks every offset, so that the readers need not. */
const attempt = (read: HeaderReader, view: DataView): Measures | undefined => {
  try {
    return read(view)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
