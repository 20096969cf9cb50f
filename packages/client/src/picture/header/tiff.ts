/** TIFF 6.0, which EXIF is made of too: a byte order, and a directory of tagged values. */
import { asciiAt } from "./asciiAt.ts"
import type { HeaderReader } from "./HeaderReader.ts"

const widthTag = 256
const heightTag = 257
const orientationTag = 274

export const readTiff: HeaderReader = (view) => {
  const directory = readDirectory(view)
  const width = directory.get(widthTag)
  const height = directory.get(heightTag)
  if (width === undefined || height === undefined) return undefined
  return { width, height, orientation: known(directory.get(orientationTag)) }
}

/** The orientation in the EXIF block at `offset`; undefined where there is none, or the block is damaged. */
export const orientationOf = (view: DataView, offset: number, length: number): number | undefined => {
  try {
    const block = new DataView(view.buffer, view.byteOffset + offset, Math.min(length, view.byteLength - offset))
    return known(readDirectory(block).get(orientationTag))
  } catch (error) {
    // Broken metadata does not make a broken picture.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Orientations other than 1 to 8 mean nothing. */
const known = (orientation: number | undefined): number | undefined =>
  orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : undefined

const short = 3
const long = 4
const entryBytes = 12

/** Single whole numbers of the first directory, by tag. */
const readDirectory = (view: DataView): ReadonlyMap<number, number> => {
  const isLittle = asciiAt(view, 0, 2) === "II"
  const start = view.getUint32(4, isLittle)
  const count = view.getUint16(start, isLittle)
  const values = new Map<number, number>()
  for (let at = start + 2; at < start + 2 + count * entryBytes; at += entryBytes) {
    const type = view.getUint16(at + 2, isLittle)
    const tag = view.getUint16(at, isLittle)
    if (type === short) values.set(tag, view.getUint16(at + 8, isLittle))
    if (type === long) values.set(tag, view.getUint32(at + 8, isLittle))
  }
  return values
}
