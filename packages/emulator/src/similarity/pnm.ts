// PBM, PGM and PPM (P1 to P6), plain and raw, up to 16 bits: the prebuilt sharp leaves them out.
import type { Size } from "./Picture.ts"
import { PictureError } from "./PictureError.ts"
import { checkPixels } from "./pixelLimit.ts"
import type { Raster } from "./raster.ts"

interface PnmHeader extends Size {
  /** Samples of a pixel: 1 of black and white or grey, 3 of colour. */
  readonly samples: 1 | 3
  /** P1 and P4: one bit a pixel, 1 is black. */
  readonly isBitmap: boolean
  /** P1 to P3: numbers as text. */
  readonly isPlain: boolean
  /** The sample value of full light, 1 to 65,535. */
  readonly maxValue: number
  /** Offset of the first sample. */
  readonly samplesAt: number
}

/** Reads the text header. Throws a `PictureError`. */
export const pnmHeader = (bytes: Uint8Array): PnmHeader => {
  const kind = (bytes[1] ?? 0) - zero
  const isBitmap = kind === 1 || kind === 4
  const text = new NumberText(bytes, 2)
  const width = text.number()
  const height = text.number()
  const maxValue = isBitmap ? 1 : text.number()
  if (maxValue < 1 || maxValue > 65_535) throw damaged("its largest value is not within 1 and 65535")
  const samples = kind === 3 || kind === 6 ? 3 : 1
  // Exactly one white space ends the header: the next one may be a sample already.
  return { width, height, samples, isBitmap, isPlain: kind <= 3, maxValue, samplesAt: text.at + 1 }
}

/** Decodes to RGB. Throws a `PictureError`, before allocating if the size is too large or the bytes too few. */
export const decodePnm = (bytes: Uint8Array): Raster => {
  const header = pnmHeader(bytes)
  checkPixels(header, "ppm")
  const { width, height, samples } = header
  const values = header.isPlain ? plainSamples(bytes, header) : rawSamples(bytes, header)
  return { width, height, channels: 3, pixels: samples === 3 ? values : greyToRgb(values) }
}

const zero = 0x30
const hash = 0x23
const lineFeed = 0x0a

const damaged = (why: string): PictureError =>
  new PictureError("truncated", `The ppm picture is cut short or damaged: ${why}.`)

/** Numbers separated by white space and by comments that run from # to the end of the line. */
class NumberText {
  at: number
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  number(): number {
    this.#skip()
    const start = this.at
    let value = 0
    for (let digit = this.#digit(9); digit >= 0; digit = this.#digit(9)) {
      value = value * 10 + digit
      this.at += 1
      if (this.at - start > 9) throw damaged("a number has more than nine digits")
    }
    if (this.at === start) throw damaged("a number is missing")
    return value
  }

  /** One 0 or 1: P1 may write them without any space between. */
  bit(): number {
    this.#skip()
    const digit = this.#digit(1)
    if (digit < 0) throw damaged("a bit is missing")
    this.at += 1
    return digit
  }

  /** The digit at the cursor, or -1 when there is none up to `largest`. */
  #digit(largest: number): number {
    const digit = (this.#bytes[this.at] ?? 0) - zero
    return digit <= largest ? digit : -1
  }

  #skip(): void {
    for (let byte = this.#bytes[this.at]; byte !== undefined; byte = this.#bytes[this.at]) {
      if (byte === hash) while (this.at < this.#bytes.length && this.#bytes[this.at] !== lineFeed) this.at += 1
      else if (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) this.at += 1
      else return
    }
  }
}

const plainSamples = (bytes: Uint8Array, header: PnmHeader): Uint8Array => {
  const { width, height, samples, isBitmap } = header
  const count = width * height * samples
  // Every sample takes a byte at least, so a short text cannot make a large allocation.
  if (bytes.length - header.samplesAt < count) throw damaged("samples are missing")
  const text = new NumberText(bytes, header.samplesAt - 1)
  const out = new Uint8Array(count)
  for (let i = 0; i < count; i++) out[i] = isBitmap ? 255 - 255 * text.bit() : to8Bits(text.number(), header.maxValue)
  return out
}

const rawSamples = (bytes: Uint8Array, header: PnmHeader): Uint8Array => {
  const { width, height, samples, isBitmap, maxValue, samplesAt } = header
  const isWide = maxValue > 255
  const rowBytes = isBitmap ? Math.ceil(width / 8) : width * samples * (isWide ? 2 : 1)
  if (bytes.length - samplesAt < rowBytes * height) throw damaged("samples are missing")
  const out = new Uint8Array(width * height * samples)
  if (isBitmap) {
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const byte = bytes[samplesAt + y * rowBytes + (x >> 3)] ?? 0
        out[i] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255
      }
    }
    return out
  }
  for (let i = 0; i < out.length; i++) {
    const at = samplesAt + (isWide ? 2 * i : i)
    const high = bytes[at] ?? 0
    out[i] = to8Bits(isWide ? high * 256 + (bytes[at + 1] ?? 0) : high, maxValue)
  }
  return out
}

const to8Bits = (value: number, maxValue: number): number => Math.round((Math.min(value, maxValue) * 255) / maxValue)

const greyToRgb = (grey: Uint8Array): Uint8Array => {
  const rgb = new Uint8Array(grey.length * 3)
  grey.forEach((value, i) => rgb.fill(value, 3 * i, 3 * i + 3))
  return rgb
}
