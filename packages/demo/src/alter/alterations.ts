// Query pictures made out of stored ones: what a shopper's photo does to a picture, one change at a time.
import sharp from "sharp"
import { busyBackground, softBackground } from "./backgrounds.ts"
import { borderColour, inPixels, open, paste, toJpeg } from "./pixels.ts"

/** One way to alter a picture. */
export interface Alteration {
  readonly name: string
  /** What was done, as a short phrase for a reader. */
  readonly description: string
  /** True for a change that the similarity search is known to fail on, at least on photographs. */
  readonly weak: boolean
  /**
   * Alters any picture of at least 100 x 100 pixels that sharp can decode, and returns a JPEG.
   *
   * Pictures are first turned upright and shrunk to at most 1,600 pixels a side. Fails with sharp's error if the input
   * is not a picture.
   */
  readonly apply: (jpeg: Buffer) => Promise<Buffer>
}

/** Keeps 70 % of each side, from the lower right: off centre, as a hasty photo is. */
export const crop = async (jpeg: Buffer): Promise<Buffer> => {
  const { picture, width, height } = await open(jpeg)
  const kept = { width: inPixels(width, 0.7), height: inPixels(height, 0.7) }
  const left = inPixels(width - kept.width, 0.62)
  const top = inPixels(height - kept.height, 0.7)
  return toJpeg(picture.extract({ left, top, ...kept }))
}

/** Shrinks to 320 pixels and compresses hard. */
export const recompress = async (jpeg: Buffer): Promise<Buffer> => {
  const { picture } = await open(jpeg)
  return picture.resize(320, 320, { fit: "inside", withoutEnlargement: true }).jpeg({ quality: 12 }).toBuffer()
}

/** Leaves 55 % of the light. */
export const darken = async (jpeg: Buffer): Promise<Buffer> => {
  const { picture } = await open(jpeg)
  return toJpeg(picture.linear(0.55, 0))
}

/** Turns by 6 degrees within the same frame; the corners take the colour of the border. */
export const turn = async (jpeg: Buffer): Promise<Buffer> => {
  const { picture, width, height } = await open(jpeg)
  const background = await borderColour(picture)
  const turned = await picture.rotate(6, { background }).toBuffer({ resolveWithObject: true })
  const left = Math.floor((turned.info.width - width) / 2)
  const top = Math.floor((turned.info.height - height) / 2)
  return toJpeg(sharp(turned.data).extract({ left, top, width, height }))
}

/** Flips left to right. */
export const mirror = async (jpeg: Buffer): Promise<Buffer> => {
  const { picture } = await open(jpeg)
  return toJpeg(picture.flop())
}

/** Puts the whole picture, at 45 % of its size, on a large soft gradient. */
export const pasteSmall = async (jpeg: Buffer): Promise<Buffer> => {
  const { picture, width, height } = await open(jpeg)
  const small = await picture.resize(inPixels(width, 0.45), inPixels(height, 0.45), { fit: "fill" }).toBuffer()
  const at = { left: inPixels(width, 0.36), top: inPixels(height, 0.3) }
  return paste({ picture: small, at, background: softBackground(width, height) })
}

/** Cuts out 30 % of each side from the middle and puts that part on a crowded background. */
export const pasteFragment = async (jpeg: Buffer): Promise<Buffer> => {
  const { picture, width, height } = await open(jpeg)
  const part = { width: inPixels(width, 0.3), height: inPixels(height, 0.3) }
  const left = inPixels(width, 0.34)
  const top = inPixels(height, 0.36)
  const fragment = await picture.extract({ left, top, ...part }).toBuffer()
  const at = { left: inPixels(width, 0.52), top: inPixels(height, 0.22) }
  return paste({ picture: fragment, at, background: busyBackground(width, height) })
}

/** Every alteration, the mild ones first. */
export const alterations: readonly Alteration[] = [
  { name: "crop", description: "cropped to 70 % of each side, off centre", weak: false, apply: crop },
  { name: "recompress", description: "shrunk to 320 pixels, JPEG quality 12", weak: false, apply: recompress },
  { name: "darken", description: "darkened to 55 % of the light", weak: false, apply: darken },
  { name: "turn", description: "turned by 6 degrees", weak: false, apply: turn },
  { name: "paste", description: "pasted at 45 % of its size on another background", weak: false, apply: pasteSmall },
  { name: "mirror", description: "mirrored left to right", weak: true, apply: mirror },
  {
    name: "fragment",
    description: "only 30 % of each side, pasted on a crowded background",
    weak: true,
    apply: pasteFragment
  }
]
