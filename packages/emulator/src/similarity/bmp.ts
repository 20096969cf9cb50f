// BMP with 1 to 32 bits a pixel, packed or run-length encoded: the prebuilt sharp leaves it out.
import { type BmpHeader, bmpHeader, damagedBmp } from "./bmpHeader.ts"
import { expandRuns } from "./bmpRuns.ts"
import { checkPixels } from "./pixelLimit.ts"
import type { Raster } from "./raster.ts"

/** Decodes to RGB, or RGBA when the header has an alpha mask. Throws a `PictureError`, before allocating if it can. */
export const decodeBmp = (bytes: Uint8Array): Raster => {
  const header = bmpHeader(bytes)
  checkPixels(header, "bmp")
  const { width, height, bitsPerPixel, compression, pixelsAt } = header
  if (compression === "runs") {
    return { width, height, channels: 3, pixels: paint(expandRuns(bytes.subarray(pixelsAt), header), header) }
  }
  const rowBytes = Math.ceil((width * bitsPerPixel) / 32) * 4
  // The padding of the last row may be missing.
  if (bytes.length - pixelsAt < rowBytes * (height - 1) + Math.ceil((width * bitsPerPixel) / 8)) {
    throw damagedBmp("pixels are missing")
  }
  const rowAt = (y: number): Uint8Array => {
    const start = pixelsAt + (header.isTopDown ? y : height - 1 - y) * rowBytes
    return bytes.subarray(start, start + rowBytes)
  }
  if (bitsPerPixel <= 8) return { width, height, channels: 3, pixels: paint(unpackIndices(rowAt, header), header) }
  if (bitsPerPixel === 24) return { width, height, channels: 3, pixels: reorder(rowAt, header) }
  return unmask(rowAt, header)
}

/** The bytes of a row, counted from the top of the picture. */
type RowAt = (y: number) => Uint8Array

/** Indices of 1, 2, 4 or 8 bits, the leftmost pixel in the highest bits. */
const unpackIndices = (rowAt: RowAt, { width, height, bitsPerPixel }: BmpHeader): Uint8Array => {
  const perByte = 8 / bitsPerPixel
  const mask = (1 << bitsPerPixel) - 1
  const out = new Uint8Array(height * width)
  for (let y = 0; y < height; y++) {
    const row = rowAt(y)
    for (let x = 0; x < width; x++) {
      const byte = row[Math.floor(x / perByte)] ?? 0
      out[y * width + x] = (byte >> (8 - bitsPerPixel * ((x % perByte) + 1))) & mask
    }
  }
  return out
}

/** Colours of the palette; an index beyond it is black, as in other decoders. */
const paint = (indices: Uint8Array, { palette }: BmpHeader): Uint8Array => {
  const out = new Uint8Array(indices.length * 3)
  indices.forEach((index, i) => {
    out[3 * i] = palette[3 * index] ?? 0
    out[3 * i + 1] = palette[3 * index + 1] ?? 0
    out[3 * i + 2] = palette[3 * index + 2] ?? 0
  })
  return out
}

/** 24 bits: blue, green, red → red, green, blue. */
const reorder = (rowAt: RowAt, { width, height }: BmpHeader): Uint8Array => {
  const out = new Uint8Array(height * width * 3)
  for (let y = 0; y < height; y++) {
    const row = rowAt(y)
    for (let from = 0, to = y * width * 3; from < width * 3; from += 3, to += 3) {
      out[to] = row[from + 2] ?? 0
      out[to + 1] = row[from + 1] ?? 0
      out[to + 2] = row[from] ?? 0
    }
  }
  return out
}

/** 16 or 32 bits: each channel is the run of bits under its mask, scaled to 0..255. */
const unmask = (rowAt: RowAt, { width, height, bitsPerPixel, masks }: BmpHeader): Raster => {
  const channels = masks.length === 4 ? 4 : 3
  const fields = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
    const largest = mask >>> shift
    return { mask, shift, scale: largest === 0 ? 0 : 255 / largest }
  })
  const pixels = new Uint8Array(width * height * channels)
  for (let y = 0, to = 0; y < height; y++) {
    const row = rowAt(y)
    for (let x = 0; x < width; x++) {
      const value = littleEndian(row, x, bitsPerPixel)
      for (const { mask, shift, scale } of fields) pixels[to++] = Math.round(((value & mask) >>> shift) * scale)
    }
  }
  return { width, height, channels, pixels }
}

const littleEndian = (row: Uint8Array, x: number, bits: number): number => {
  const at = (x * bits) / 8
  const low = (row[at] ?? 0) | ((row[at + 1] ?? 0) << 8)
  return bits === 16 ? low : low | ((row[at + 2] ?? 0) << 16) | ((row[at + 3] ?? 0) << 24)
}
