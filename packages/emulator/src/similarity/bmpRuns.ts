// The run-length encodings of BMP: RLE8 and RLE4.
import { type BmpHeader, damagedBmp } from "./bmpHeader.ts"

/** Expands runs into one palette index a pixel, top row first; pixels that are skipped keep index 0. */
export const expandRuns = (bytes: Uint8Array, header: BmpHeader): Uint8Array => {
  const { bitsPerPixel } = header
  const pen = new Pen(header)
  let at = 0
  while (!pen.isBelow) {
    const count = bytes[at]
    const value = bytes[at + 1]
    if (count === undefined || value === undefined) {
      if (pen.isAtEnd) break
      throw damagedBmp("its runs end early")
    }
    at += 2
    if (count > 0) pen.write(count, (i) => indexIn(value, i, bitsPerPixel))
    else if (value === endOfRow) pen.move(-pen.x, 1)
    else if (value === endOfPicture) break
    else if (value === move) {
      pen.move(bytes[at] ?? 0, bytes[at + 1] ?? 0)
      at += 2
    } else {
      const length = Math.ceil((value * bitsPerPixel) / 8)
      const literal = bytes.subarray(at, at + length)
      if (literal.length < length) throw damagedBmp("its runs end early")
      pen.write(value, (i) => indexIn(literal[(i * bitsPerPixel) >> 3] ?? 0, i, bitsPerPixel))
      // Literal pixels are padded to an even number of bytes.
      at += length + (length % 2)
    }
  }
  return pen.indices
}

/** The second byte of an escape (after a count of 0); larger values are a number of literal pixels. */
const endOfRow = 0
const endOfPicture = 1
const move = 2

/** RLE8 has one index in a byte; RLE4 two, the even pixel in the upper half. */
const indexIn = (byte: number, i: number, bits: number): number => {
  if (bits === 8) return byte
  return i % 2 === 0 ? byte >> 4 : byte & 15
}

/** Where the next pixel goes. Rows are counted as they stand in the file. */
class Pen {
  readonly indices: Uint8Array
  x = 0
  #y = 0
  readonly #header: BmpHeader

  constructor(header: BmpHeader) {
    this.#header = header
    this.indices = new Uint8Array(header.width * header.height)
  }

  get isBelow(): boolean {
    return this.#y >= this.#header.height
  }

  /** Right of the last pixel of the last row: some writers leave the end mark out here. */
  get isAtEnd(): boolean {
    return this.#y === this.#header.height - 1 && this.x >= this.#header.width
  }

  move(right: number, down: number): void {
    this.x += right
    this.#y += down
  }

  /** Writes `count` pixels; what would leave the picture is dropped, as other decoders do. */
  write(count: number, indexAt: (i: number) => number): void {
    const { width, height, isTopDown } = this.#header
    const from = (isTopDown ? this.#y : height - 1 - this.#y) * width + this.x
    const inside = Math.min(count, width - this.x)
    for (let i = 0; i < inside; i++) this.indices[from + i] = indexAt(i)
    this.x += count
  }
}
