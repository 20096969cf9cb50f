import { describe, expect, it } from "vitest"
import { decodeBmp } from "../../src/similarity/bmp.ts"
import { PictureError, readHeader } from "../../src/similarity/engine.ts"
import { type BmpFile, bmpFile } from "./bmpFiles.ts"

// The same picture everywhere: 3 x 2, red green blue above white black grey.
const red = [255, 0, 0]
const green = [0, 255, 0]
const blue = [0, 0, 255]
const white = [255, 255, 255]
const black = [0, 0, 0]
const grey = [128, 128, 128]
const expected = [red, green, blue, white, black, grey].flat()

const palette = [red, green, blue, white, black, grey].flatMap(([r = 0, g = 0, b = 0]) => [b, g, r, 0])
const corePalette = [red, green, blue, white, black, grey].flatMap(([r = 0, g = 0, b = 0]) => [b, g, r])
const bgr = (colours: readonly number[][], spare: readonly number[] = []): number[] =>
  colours.flatMap(([r = 0, g = 0, b = 0]) => [b, g, r, ...spare])

const size = { width: 3, height: 2 }
const upper24 = [...bgr([red, green, blue]), 0, 0, 0]
const lower24 = [...bgr([white, black, grey]), 0, 0, 0]

const topDown = { width: 3, height: -2, bitsPerPixel: 24, pixels: [...upper24, ...lower24] }
const rle8 = { ...size, bitsPerPixel: 8, compression: 1, palette }

const variants: Readonly<Record<string, BmpFile>> = {
  "24 bits": { ...size, bitsPerPixel: 24, pixels: [...lower24, ...upper24] },
  "24 bits from the top": topDown,
  "24 bits without the last padding": { ...size, bitsPerPixel: 24, pixels: [...lower24, ...upper24.slice(0, 9)] },
  "24 bits with the header of OS/2": { ...size, headerBytes: 12, bitsPerPixel: 24, pixels: [...lower24, ...upper24] },
  "32 bits with a spare byte that is not alpha": {
    ...size,
    bitsPerPixel: 32,
    pixels: bgr([white, black, grey, red, green, blue], [0])
  },
  "32 bits with masks in another order": {
    ...size,
    bitsPerPixel: 32,
    compression: 3,
    masks: [0xff, 0xff00, 0xff0000],
    pixels: [white, black, grey, red, green, blue].flatMap((colour) => [...colour, 0])
  },
  "32 bits with an empty alpha mask": {
    ...size,
    bitsPerPixel: 32,
    compression: 3,
    headerBytes: 108,
    masks: [0xff0000, 0xff00, 0xff, 0],
    pixels: bgr([white, black, grey, red, green, blue], [0])
  },
  "8 bits with a palette": { ...size, bitsPerPixel: 8, palette, pixels: [3, 4, 5, 0, 0, 1, 2, 0] },
  "8 bits with the header and palette of OS/2": {
    ...size,
    headerBytes: 12,
    bitsPerPixel: 8,
    palette: corePalette,
    pixels: [3, 4, 5, 0, 0, 1, 2, 0]
  },
  "4 bits with a palette": { ...size, bitsPerPixel: 4, palette, pixels: [0x34, 0x50, 0, 0, 0x01, 0x20, 0, 0] },
  "2 bits with a palette, as far as it reaches": {
    width: 3,
    height: 2,
    bitsPerPixel: 2,
    palette: bgr([red, green, blue, white], [0]),
    pixels: [0b11_11_11_00, 0, 0, 0, 0b00_01_10_00, 0, 0, 0]
  },
  RLE8: { ...rle8, pixels: [0, 3, 3, 4, 5, 0, 0, 0, 1, 0, 1, 1, 1, 2, 0, 1] },
  "RLE8 without an end mark": { ...rle8, pixels: [1, 3, 1, 4, 1, 5, 0, 0, 1, 0, 1, 1, 1, 2] },
  RLE4: { ...size, bitsPerPixel: 4, compression: 2, palette, pixels: [2, 0x34, 1, 0x50, 0, 0, 0, 3, 0x01, 0x20, 0, 1] }
}

const reasonOf = (bytes: Uint8Array): unknown => {
  try {
    decodeBmp(bytes)
    return undefined
  } catch (error) {
    return error instanceof PictureError ? error.reason : error
  }
}

describe("a BMP", () => {
  it.each(Object.entries(variants))("of %s decodes to the same pixels", (name, file) => {
    const raster = decodeBmp(bmpFile(file))
    const wanted = name.startsWith("2 bits") ? [red, green, blue, white, white, white].flat() : expected
    expect([...raster.pixels]).toEqual(wanted)
    expect(raster).toMatchObject({ width: 3, height: 2, channels: 3 })
  })

  it("of 1 bit decodes with the leftmost pixel in the highest bit", () => {
    const pixels = [0b1010_0000, 0b1000_0000, 0, 0]
    const blackAndWhite = bgr([black, white], [0])
    const raster = decodeBmp(bmpFile({ width: 9, height: 1, bitsPerPixel: 1, palette: blackAndWhite, pixels }))
    expect([...raster.pixels]).toEqual([white, black, white, black, black, black, black, black, white].flat())
  })

  it("of 16 bits scales five and six bits to the full range", () => {
    const masks = [0xf800, 0x07e0, 0x001f]
    const five = decodeBmp(bmpFile({ width: 2, height: 1, bitsPerPixel: 16, pixels: [0xff, 0x7f, 0x00, 0x7c] }))
    const six = decodeBmp(
      bmpFile({ width: 2, height: 1, bitsPerPixel: 16, compression: 3, masks, pixels: [0xff, 0xff, 0xe0, 0x03] })
    )
    expect([...five.pixels]).toEqual([...white, ...red])
    expect([...six.pixels]).toEqual([...white, 0, 125, 0])
  })

  it("with an alpha mask keeps its alpha", () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000]
    const depth = { bitsPerPixel: 32, compression: 3, headerBytes: 124, masks }
    const file = { width: 1, height: 1, ...depth, pixels: [3, 2, 1, 77] }
    expect(decodeBmp(bmpFile(file))).toMatchObject({ channels: 4, pixels: Uint8Array.from([1, 2, 3, 77]) })
  })

  it("skips pixels where runs move, and drops runs that leave the picture", () => {
    const pixels = [0, 2, 1, 1, 9, 2, 0, 0, 0, 1]
    const raster = decodeBmp(bmpFile({ width: 3, height: 2, bitsPerPixel: 8, compression: 1, palette, pixels }))
    expect([...raster.pixels]).toEqual([red, blue, blue, red, red, red].flat())
  })

  it.each(Object.entries(variants))("of %s is refused when cut anywhere before its last pixels", (_name, file) => {
    const whole = bmpFile(file)
    // The last three bytes may be padding or the end mark, which other writers leave out.
    for (let length = 0; length <= whole.length - 4; length++) {
      expect([length, reasonOf(whole.subarray(0, length))]).toEqual([length, "truncated"])
    }
  })

  it("with a compression for printers is refused as a format, and says what to do", () => {
    const jpegInside = bmpFile({ ...size, bitsPerPixel: 24, compression: 4, pixels: upper24 })
    expect(() => decodeBmp(jpegInside)).toThrow("compression 4 at 24 bits a pixel, which is not read: save it as PNG")
    expect(reasonOf(jpegInside)).toBe("format")
  })

  it("tells its size whichever way its rows run", async () => {
    const header = await readHeader(bmpFile(topDown))
    expect(header).toEqual({ format: "bmp", width: 3, height: 2, orientation: 1 })
  })
})
