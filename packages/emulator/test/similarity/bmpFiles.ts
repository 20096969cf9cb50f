// BMP files of every kind that is read, written out by hand.

export interface BmpFile {
  readonly width: number
  /** Negative for rows from the top. */
  readonly height: number
  readonly bitsPerPixel: number
  readonly compression?: number
  /** Size of the picture header; 12 is the header of OS/2. */
  readonly headerBytes?: number
  /** Blue, green, red, spare. */
  readonly palette?: readonly number[]
  /** Inside of headers above 40 bytes, after the others. */
  readonly masks?: readonly number[]
  /** Pixel bytes as they stand in the file. */
  readonly pixels: readonly number[]
}

export const bmpFile = (file: BmpFile): Uint8Array => {
  const { width, height, bitsPerPixel, compression = 0, headerBytes = 40, palette = [], masks = [], pixels } = file
  const outside = headerBytes === 40 ? 4 * masks.length : 0
  const pixelsAt = 14 + headerBytes + outside + palette.length
  const bytes = new Uint8Array(pixelsAt + pixels.length)
  const view = new DataView(bytes.buffer)
  bytes.set([0x42, 0x4d])
  view.setUint32(2, bytes.length, true)
  view.setUint32(10, pixelsAt, true)
  view.setUint32(14, headerBytes, true)
  if (headerBytes === 12) {
    view.setUint16(18, width, true)
    view.setUint16(20, height, true)
    view.setUint16(22, 1, true)
    view.setUint16(24, bitsPerPixel, true)
  } else {
    view.setInt32(18, width, true)
    view.setInt32(22, height, true)
    view.setUint16(26, 1, true)
    view.setUint16(28, bitsPerPixel, true)
    view.setUint32(30, compression, true)
    masks.forEach((mask, i) => view.setUint32(54 + 4 * i, mask, true))
  }
  bytes.set(palette, 14 + headerBytes + outside)
  bytes.set(pixels, pixelsAt)
  return bytes
}

/** RGB, top row first → a 24-bit BMP. */
export const bmp24 = (width: number, height: number, rgb: Uint8Array): Uint8Array => {
  const padding = (4 - ((width * 3) % 4)) % 4
  const pixels: number[] = []
  for (let y = height - 1; y >= 0; y--) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      pixels.push(rgb[at + 2] ?? 0, rgb[at + 1] ?? 0, rgb[at] ?? 0)
    }
    for (let i = 0; i < padding; i++) pixels.push(0)
  }
  return bmpFile({ width, height, bitsPerPixel: 24, pixels })
}
