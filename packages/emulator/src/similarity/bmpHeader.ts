// The headers of a BMP: file header (14 bytes), then one of several picture headers told apart by their size.
import type { Size } from "./Picture.ts"
import { PictureError } from "./PictureError.ts"

export interface BmpHeader extends Size {
  /** Rows run from the top when the height is negative; from the bottom otherwise. */
  readonly isTopDown: boolean
  readonly bitsPerPixel: number
  readonly compression: "none" | "runs" | "masks"
  /** Red, green and blue of each index; empty above 8 bits. */
  readonly palette: Uint8Array
  /** Bits of red, green, blue and, if there is one, alpha; empty unless 16 or 32 bits. */
  readonly masks: readonly number[]
  /** Offset of the first pixel. */
  readonly pixelsAt: number
}

/** Reads the headers and the palette. Throws a `PictureError`. */
export const bmpHeader = (bytes: Uint8Array): BmpHeader => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerBytes = bytes.length < 18 ? 0 : view.getUint32(14, true)
  const end = 14 + headerBytes
  if (headerBytes === 0 || bytes.length < end) throw damagedBmp("its header ends early")
  const isCore = headerBytes === coreHeaderBytes
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true)
  const height = isCore ? view.getUint16(20, true) : view.getInt32(22, true)
  const bitsPerPixel = view.getUint16(isCore ? 24 : 28, true)
  const compression = compressionOf(headerBytes < 20 ? 0 : view.getUint32(30, true), bitsPerPixel)
  const masks = masksOf(view, { headerBytes, bitsPerPixel, compression })
  const pixelsAt = view.getUint32(10, true)
  if (pixelsAt < end || pixelsAt >= bytes.length) throw damagedBmp("its pixels are missing")
  return {
    width,
    height: Math.abs(height),
    isTopDown: height < 0,
    bitsPerPixel,
    compression: compression.kind,
    palette: bitsPerPixel > 8 ? new Uint8Array() : paletteOf(bytes.subarray(end, pixelsAt), isCore ? 3 : 4),
    masks,
    pixelsAt
  }
}

export const damagedBmp = (why: string): PictureError =>
  new PictureError("truncated", `The bmp picture is cut short or damaged: ${why}.`)

/** The header of OS/2, the only one with 16-bit sizes, no compression and 3 bytes a colour. */
const coreHeaderBytes = 12

interface Compression {
  readonly kind: BmpHeader["compression"]
  /** BI_ALPHABITFIELDS: four masks after the header instead of three. */
  readonly hasAlphaMask: boolean
}

/** BI_RGB 0, BI_RLE8 1, BI_RLE4 2, BI_BITFIELDS 3, BI_ALPHABITFIELDS 6; 4 and 5 wrap a JPEG or PNG for printers. */
const compressionOf = (code: number, bitsPerPixel: number): Compression => {
  if (code === 0 && [1, 2, 4, 8, 16, 24, 32].includes(bitsPerPixel)) return { kind: "none", hasAlphaMask: false }
  if ((code === 1 && bitsPerPixel === 8) || (code === 2 && bitsPerPixel === 4)) {
    return { kind: "runs", hasAlphaMask: false }
  }
  if ((code === 3 || code === 6) && (bitsPerPixel === 16 || bitsPerPixel === 32)) {
    return { kind: "masks", hasAlphaMask: code === 6 }
  }
  throw new PictureError(
    "format",
    `The bmp picture has compression ${code} at ${bitsPerPixel} bits a pixel, which is not read: save it as PNG.`
  )
}

interface Layout {
  readonly headerBytes: number
  readonly bitsPerPixel: number
  readonly compression: Compression
}

/** Masks stand after a 40-byte header, and in the same place inside the longer ones. */
const masksAt = 54

const masksOf = (view: DataView, { headerBytes, bitsPerPixel, compression }: Layout): readonly number[] => {
  if (bitsPerPixel !== 16 && bitsPerPixel !== 32) return []
  if (compression.kind === "none") return bitsPerPixel === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff]
  const count = headerBytes >= 56 || compression.hasAlphaMask ? 4 : 3
  if (view.byteLength < masksAt + 4 * count) throw damagedBmp("its colour masks are missing")
  const masks = Array.from({ length: count }, (_, i) => view.getUint32(masksAt + 4 * i, true))
  // An empty alpha mask means opaque, not invisible.
  return masks[3] === 0 ? masks.slice(0, 3) : masks
}

/** Blue, green, red and sometimes a spare byte → red, green, blue; at most 256 colours. */
const paletteOf = (bytes: Uint8Array, entryBytes: number): Uint8Array => {
  const colours = Math.min(256, Math.floor(bytes.length / entryBytes))
  return Uint8Array.from({ length: colours * 3 }, (_, i) => bytes[Math.floor(i / 3) * entryBytes + 2 - (i % 3)] ?? 0)
}
