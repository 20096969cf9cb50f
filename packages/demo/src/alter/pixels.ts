// Opening, measuring, joining and encoding pictures with sharp.
import sharp, { type Sharp } from "sharp"

/** Longest side of a query picture, in pixels: keeps any photo well below the documented 4 MB limit of a picture. */
const longestSide = 1600

/** JPEG quality of query pictures that are not meant to look compressed. */
const quality = 88

export interface OpenPicture {
  /** The upright picture; take one result from it. */
  readonly picture: Sharp
  readonly width: number
  readonly height: number
}

/** Decodes a picture upright, on white, and no longer than the longest side. */
export const open = async (bytes: Buffer): Promise<OpenPicture> => {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  // PNG between steps: sharp encodes raw input as raw output unless told otherwise, and PNG loses nothing.
  return { picture: sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 1 }), width, height }
}

/** A share of a length in whole pixels, at least 1. */
export const inPixels = (length: number, share: number): number => Math.max(1, Math.round(length * share))

export const toJpeg = (picture: Sharp): Promise<Buffer> => picture.jpeg({ quality }).toBuffer()

/** Lays an encoded picture on a background given as SVG text. */
export const paste = (options: {
  readonly picture: Buffer
  readonly at: { readonly left: number; readonly top: number }
  readonly background: string
}): Promise<Buffer> =>
  toJpeg(
    sharp(Buffer.from(options.background))
      .flatten({ background: "#ffffff" })
      .composite([{ input: options.picture, ...options.at }])
  )

/** Side of the thumbnail whose outermost pixels stand for the border. */
const ringSide = 24

/** The mean colour along the border of a picture, each channel 0 to 255. */
export const borderColour = async (
  picture: Sharp
): Promise<{ readonly r: number; readonly g: number; readonly b: number }> => {
  const pixels = await picture.clone().resize(ringSide, ringSide, { fit: "fill" }).raw().toBuffer()
  const last = ringSide - 1
  const ring = Array.from({ length: ringSide * ringSide }, (_, index) => index).filter((index) => {
    const [x, y] = [index % ringSide, Math.floor(index / ringSide)]
    return x === 0 || y === 0 || x === last || y === last
  })
  const mean = (channel: number): number =>
    Math.round(ring.reduce((sum, index) => sum + (pixels[index * 3 + channel] ?? 0), 0) / ring.length)
  return { r: mean(0), g: mean(1), b: mean(2) }
}
