/** The readers of headers against libvips, which the emulator decodes with. */
import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { readHeader } from "../../src/picture/header/PictureHeader.ts"

const width = 130
const height = 210
const blank = () => sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } })

const encoders = {
  png: () => blank().png(),
  jpeg: () => blank().jpeg(),
  gif: () => blank().gif(),
  webp: () => blank().webp(),
  tiff: () => blank().tiff()
} as const

const upright = { width, height, orientation: undefined }

describe("sides and format are those that libvips wrote", () => {
  it.each([
    ["png", encoders.png()],
    ["png", blank().png({ palette: true, progressive: true })],
    ["jpeg", encoders.jpeg()],
    ["jpeg", blank().jpeg({ progressive: true })],
    ["jpeg", blank().withMetadata({ icc: "srgb", density: 300 }).jpeg()],
    ["gif", encoders.gif()],
    ["webp", encoders.webp()],
    ["webp", blank().webp({ lossless: true })],
    ["webp", blank().ensureAlpha(0.5).webp()],
    ["webp", blank().withMetadata({ icc: "srgb" }).webp()],
    ["tiff", encoders.tiff()],
    ["tiff", blank().tiff({ compression: "lzw", tile: true })]
  ])("%s (%#)", async (format, picture) => {
    const bytes = await picture.toBuffer()
    expect(readHeader(bytes)).toMatchObject({ format, width, height })
    // At an odd place of a larger buffer, as pooled buffers are.
    const pooled = new Uint8Array(bytes.byteLength + 7)
    pooled.set(bytes, 7)
    expect(readHeader(pooled.subarray(7))).toMatchObject({ format, width, height })
  })
})

describe("the EXIF orientation is the one that libvips wrote", () => {
  it.each(
    ([["png"], ["jpeg"], ["webp"], ["tiff"]] as const).flatMap(([format]) =>
      [1, 3, 6, 8].map((orientation) => [format, orientation] as const)
    )
  )("%s %i", async (format, orientation) => {
    const bytes = await encoders[format]().withMetadata({ orientation }).toBuffer()
    expect((await sharp(bytes).metadata()).orientation).toBe(orientation)
    expect(readHeader(bytes)).toEqual({ format, width, height, orientation })
  })

  it("is none for a picture that carries none", async () => {
    expect(readHeader(await encoders.jpeg().toBuffer())?.orientation).toBeUndefined()
  })

  it.each([0, 9, 65_535])("is none for the number %i, which means nothing", async (orientation) => {
    const bytes = await encoders.jpeg().withMetadata({ orientation: 7 }).toBuffer()
    const at = bytes.indexOf(Buffer.from([0x01, 0x12, 0, 3]))
    const little = bytes.indexOf(Buffer.from([0x12, 0x01, 3, 0]))
    if (at === -1) bytes.writeUInt16LE(orientation, little + 8)
    else bytes.writeUInt16BE(orientation, at + 8)
    expect(readHeader(bytes)).toEqual({ format: "jpeg", width, height, orientation: undefined })
  })
})

describe("formats that libvips does not write", () => {
  it.each([
    ["plain", "P6 130 210 255\n"],
    ["with comments", "P6\n# made by #1\n130 # wide\n210\n255\n"],
    ["with the line ends of Windows", "P6\r\n130\r\n210\r\n255\r\n"],
    ["in text", "P3\n130\t210\n255\n1 2 3"],
    ["black and white", "P4\n130 210\n"]
  ])("PPM %s", (_, text) => {
    expect(readHeader(Buffer.from(text))).toEqual({ format: "ppm", ...upright })
  })

  const bitmap = (headerBytes: number, write: (bytes: Buffer) => void) => {
    const bytes = Buffer.alloc(64)
    bytes.write("BM")
    bytes.writeUInt32LE(headerBytes, 14)
    write(bytes)
    return bytes
  }
  const sides = (signedHeight: number) => (bytes: Buffer) => {
    bytes.writeInt32LE(width, 18)
    bytes.writeInt32LE(signedHeight, 22)
  }

  it.each([
    ["of Windows", bitmap(40, sides(height))],
    ["from top to bottom", bitmap(124, sides(-height))],
    [
      "of OS/2 1.x",
      bitmap(12, (bytes) => {
        bytes.writeUInt16LE(width, 18)
        bytes.writeUInt16LE(height, 20)
      })
    ]
  ])("BMP %s", (_, bytes) => {
    expect(readHeader(bytes)).toEqual({ format: "bmp", ...upright })
  })

  it("TIFF in the byte order of Motorola", () => {
    const bytes = Buffer.from(`4d4d002a000000080003${entry(256, width)}${entry(257, height)}${entry(274, 6)}`, "hex")
    expect(readHeader(bytes)).toEqual({ format: "tiff", width, height, orientation: 6 })
  })
})

/** A tag with one 16-bit value, big-endian. */
const entry = (tag: number, value: number): string =>
  [tag.toString(16).padStart(4, "0"), "0003", "00000001", value.toString(16).padStart(4, "0"), "0000"].join("")

describe("a header that is cut short", () => {
  it.each(Object.keys(encoders) as ReadonlyArray<keyof typeof encoders>)(
    "%s gives nothing, at any length",
    async (format) => {
      const bytes = await encoders[format]().toBuffer()
      const whole = readHeader(bytes)
      for (let length = 0; length < Math.min(bytes.byteLength, 700); length++) {
        const header = readHeader(bytes.subarray(0, length))
        expect(header ?? whole).toEqual(whole)
      }
      expect(readHeader(bytes.subarray(0, 9))).toBeUndefined()
    }
  )
})
