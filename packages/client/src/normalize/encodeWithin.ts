/** Encodes a picture so that it fits into the bytes of the service: the least loss first. */
import type { SideRange } from "@imagesearch/core"
import type { Metadata, Sharp } from "sharp"
import { unusable } from "../picture/UnusablePicture.ts"
import { scaled } from "./fitSides.ts"
import type { SharpFactory } from "./loadSharp.ts"
import type { Sides } from "./NormalizedPicture.ts"

/** Qualities of JPEG that are tried in turn. Our judgement: below 60 its blocks begin to change colours and edges. */
export const qualities: readonly number[] = [90, 80, 70, 60]
/** What the sides shrink by when no quality is low enough. */
export const shrinkFactor = 0.75

export interface Encoding {
  readonly sharp: SharpFactory
  readonly bytes: Uint8Array
  readonly metadata: Metadata
  /** Sides of the result, unless it has too many bytes. */
  readonly target: Sides
  readonly range: SideRange | undefined
  readonly limitBytes: number
}

export interface Encoded {
  readonly bytes: Uint8Array
  /** Of JPEG; undefined for PNG, which loses nothing. */
  readonly quality: number | undefined
  readonly isFlattened: boolean
}

/** PNG for what is transparent or was PNG, as long as it fits; JPEG for all else. Rejects with `UnusablePicture`. */
export const encodeWithin = async (encoding: Encoding): Promise<Encoded> => {
  const { metadata, target, limitBytes } = encoding
  const isFlattened = metadata.hasAlpha
  if (metadata.hasAlpha || metadata.format === "png") {
    const bytes = await pipeline(encoding, target).png().toBuffer()
    if (bytes.byteLength <= limitBytes) return { bytes, quality: undefined, isFlattened: false }
  }
  for (const { sides, quality } of steps(encoding)) {
    const bytes = await pipeline(encoding, sides).flatten({ background: "white" }).jpeg({ quality }).toBuffer()
    if (bytes.byteLength <= limitBytes) return { bytes, quality, isFlattened }
  }
  throw unusable("stays larger than the service takes, however it is encoded", "Cut it.")
}

/** Upright, first frame only, in sRGB, without metadata: sharp drops it unless it is told to keep it. */
const pipeline = ({ sharp, bytes }: Encoding, { width, height }: Sides): Sharp =>
  sharp(bytes).autoOrient().resize({ width, height, fit: "fill" }).toColourspace("srgb")

/** Every quality at the full sides, then the lowest at ever smaller ones. */
const steps = function* ({ target, range }: Encoding): Generator<{ readonly sides: Sides; readonly quality: number }> {
  for (const quality of qualities) yield { sides: target, quality }
  const quality = qualities.at(-1) ?? 60
  for (let sides = scaled(target, shrinkFactor); isLargeEnough(sides, range); sides = scaled(sides, shrinkFactor)) {
    yield { sides, quality }
  }
}

const isLargeEnough = ({ width, height }: Sides, range: SideRange | undefined): boolean =>
  Math.min(width, height) >= (range?.min ?? 1) && Math.max(width, height) > 1
