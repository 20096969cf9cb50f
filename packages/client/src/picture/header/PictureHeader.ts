/** What a picture says about itself, read from its header without decoding a pixel. */
import { pictureFormat, type PictureFormat } from "../format.ts"
import { readBmp } from "./bmp.ts"
import { readGif } from "./gif.ts"
import type { HeaderReader, Measures } from "./HeaderReader.ts"
import { readJpeg } from "./jpeg.ts"
import { readPng } from "./png.ts"
import { readPpm } from "./ppm.ts"
import { readTiff } from "./tiff.ts"
import { readWebp } from "./webp.ts"

export interface PictureHeader extends Measures {
  readonly format: PictureFormat
}

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
