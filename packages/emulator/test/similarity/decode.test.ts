import { crc32 } from "node:zlib"
import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { compare, decode, readHeader } from "../../src/similarity/engine.ts"
import { bmp24, bmpFile } from "./bmpFiles.ts"
import { drawProduct } from "./drawnProducts.ts"
import { describeBytes, open } from "./engineCalls.ts"

const product = await drawProduct(3)
const { data: pixels, info } = await sharp(product).removeAlpha().raw().toBuffer({ resolveWithObject: true })
const ppm = Buffer.concat([Buffer.from(`P6\n${info.width} ${info.height}\n255\n`), pixels])

const encoders: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  jpeg: () => sharp(product).jpeg().toBuffer(),
  png: async () => product,
  gif: () => sharp(product).gif().toBuffer(),
  webp: () => sharp(product).webp().toBuffer(),
  tiff: () => sharp(product).tiff({ compression: "lzw" }).toBuffer(),
  bmp: async () => bmp24(info.width, info.height, pixels),
  ppm: async () => ppm
}

/** The colour of a pixel of the decoded picture. */
const colourAt = (picture: { readonly width: number; readonly rgb: Uint8Array }, x: number, y: number): number[] => [
  ...picture.rgb.subarray((y * picture.width + x) * 3, (y * picture.width + x) * 3 + 3)
]

describe("decoding", () => {
  it.each(Object.keys(encoders))("a whole %s gives 256 x 256 RGB and remembers the size as sent", async (format) => {
    const bytes = (await encoders[format]?.()) ?? new Uint8Array()
    const header = await readHeader(bytes)
    expect(header).toEqual({ format, width: 400, height: 400, orientation: 1 })
    const picture = await decode(bytes, header)
    expect(picture).toMatchObject({ width: 256, height: 256, original: { width: 400, height: 400 } })
    expect(picture.rgb).toHaveLength(256 * 256 * 3)
  })

  it.each(Object.keys(encoders))("a %s cut in the middle is refused as truncated", async (format) => {
    const bytes = (await encoders[format]?.()) ?? new Uint8Array()
    const cut = bytes.subarray(0, Math.floor(bytes.length / 2))
    await expect(open(cut)).rejects.toMatchObject({ name: "PictureError", reason: "truncated" })
  })

  it.each(Object.keys(encoders))("a %s cut in its header is refused as truncated", async (format) => {
    const bytes = (await encoders[format]?.()) ?? new Uint8Array()
    const cut = bytes.subarray(0, format === "ppm" ? 6 : 20)
    await expect(open(cut)).rejects.toMatchObject({ name: "PictureError", reason: "truncated" })
  })

  it.each(["png", "gif", "webp", "tiff", "bmp", "ppm"])("the same pixels as %s score at least .98", async (format) => {
    const bytes =
      format === "webp" ? await sharp(product).webp({ lossless: true }).toBuffer() : await encoders[format]?.()
    const score = compare(await describeBytes(product), await describeBytes(bytes ?? new Uint8Array()))
    expect(score).toBeGreaterThanOrEqual(0.98)
  })

  it.each(Object.keys(encoders))("reads a %s out of the middle of a larger buffer", async (format) => {
    const bytes = (await encoders[format]?.()) ?? new Uint8Array()
    const larger = new Uint8Array(bytes.length + 7).fill(0xff)
    larger.set(bytes, 5)
    expect((await open(larger.subarray(5, 5 + bytes.length))).rgb).toEqual((await open(bytes)).rgb)
  })

  it("keeps grey pictures grey", async () => {
    const grey = await sharp(product).toColourspace("b-w").png().toBuffer()
    const picture = await open(grey)
    expect((await sharp(grey).metadata()).channels).toBe(1)
    expect(picture.rgb).toHaveLength(256 * 256 * 3)
    const [red, green, blue] = colourAt(picture, 128, 128)
    expect([green, blue]).toEqual([red, red])
  })

  it("brings CMYK to sRGB", async () => {
    const cmyk = await sharp({ create: { width: 60, height: 60, channels: 3, background: "#d02020" } })
      .toColourspace("cmyk")
      .jpeg()
      .toBuffer()
    expect((await sharp(cmyk).metadata()).space).toBe("cmyk")
    const [red = 0, green = 0, blue = 0] = colourAt(await open(cmyk), 128, 128)
    expect(red).toBeGreaterThan(150)
    expect(Math.max(green, blue)).toBeLessThan(110)
  })

  it("brings 16 bits a channel to 8", async () => {
    const wide = await sharp({ create: { width: 60, height: 60, channels: 3, background: "#8040c0" } })
      .toColourspace("rgb16")
      .png()
      .toBuffer()
    expect((await sharp(wide).metadata()).depth).toBe("ushort")
    expect(colourAt(await open(wide), 128, 128)).toEqual([0x80, 0x40, 0xc0])
  })

  it("puts transparent pictures on white, also those of a BMP", async () => {
    const clear = sharp({ create: { width: 60, height: 60, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } } })
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000]
    const depth = { bitsPerPixel: 32, compression: 3, headerBytes: 108, masks }
    const bmp = bmpFile({ width: 1, height: 1, ...depth, pixels: [9, 9, 9, 0] })
    for (const bytes of [await clear.clone().png().toBuffer(), await clear.clone().webp().toBuffer(), bmp]) {
      expect(colourAt(await open(bytes), 0, 0)).toEqual([255, 255, 255])
    }
  })

  it("turns a picture upright by its EXIF orientation, and tells the size of the upright one", async () => {
    const left = await sharp({ create: { width: 40, height: 40, channels: 3, background: "#0000ff" } })
      .png()
      .toBuffer()
    const turned = await sharp({ create: { width: 80, height: 40, channels: 3, background: "#ff0000" } })
      .composite([{ input: left, left: 0, top: 0 }])
      .png()
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const header = await readHeader(turned)
    expect(header).toEqual({ format: "png", width: 40, height: 80, orientation: 6 })
    const picture = await decode(turned, header)
    expect(picture).toMatchObject({ width: 128, height: 256, original: { width: 40, height: 80 } })
    // Orientation 6 is a quarter turn clockwise: left becomes top.
    expect(colourAt(picture, 64, 10)).toEqual([0, 0, 255])
    expect(colourAt(picture, 64, 245)).toEqual([255, 0, 0])
  })

  it("takes the first page of an animation", async () => {
    const frames = await Promise.all(
      ["#ff0000", "#0000ff"].map((background) =>
        sharp({ create: { width: 20, height: 20, channels: 3, background } })
          .png()
          .toBuffer()
      )
    )
    const animation = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect(await readHeader(animation)).toMatchObject({ width: 20, height: 20 })
    expect(colourAt(await open(animation), 128, 128)).toEqual([255, 0, 0])
  })

  it.each([
    [4000, 1],
    [1, 3000],
    [1, 1]
  ])("describes a picture of %i x %i pixels", async (width, height) => {
    const line = await sharp({ create: { width, height, channels: 3, background: "#27a" } })
      .png()
      .toBuffer()
    const descriptor = await describeBytes(line)
    expect(descriptor.whole.every(Number.isFinite)).toBe(true)
    expect(compare(descriptor, descriptor)).toBe(1)
  })

  it("decodes more pictures at once than it has slots, each one right", async () => {
    const all = await Promise.all(Array.from({ length: 24 }, () => open(product)))
    expect(new Set(all.map(({ rgb }) => Buffer.from(rgb).toString("base64"))).size).toBe(1)
  })
})

describe("a picture that declares 60000 x 60000 pixels", () => {
  const bmp = bmpFile({ width: 60_000, height: 60_000, bitsPerPixel: 24, pixels: [0, 0, 0, 0] })
  const rle8 = { bitsPerPixel: 8, compression: 1, palette: [0, 0, 0, 0] }
  const runs = bmpFile({ width: 60_000, height: 60_000, ...rle8, pixels: [0, 1] })
  const pnm = Buffer.from("P6\n60000 60000\n255\nabc")
  const bitmap = Buffer.from("P1\n60000 60000\n1")

  it.each([
    ["BMP", bmp],
    ["BMP with runs", runs],
    ["PPM", pnm],
    ["PBM", bitmap]
  ])("as %s has a header, and is refused without allocating", async (_name, bytes) => {
    const header = await readHeader(bytes)
    expect(header).toMatchObject({ width: 60_000, height: 60_000 })
    const before = process.memoryUsage()
    await expect(decode(bytes, header)).rejects.toMatchObject({ reason: "format" })
    // A header that was made up does not get past the decoders either.
    await expect(decode(bytes, { ...header, width: 10, height: 10 })).rejects.toMatchObject({ name: "PictureError" })
    const after = process.memoryUsage()
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(50e6)
    expect(after.rss - before.rss).toBeLessThan(200e6)
  })

  it("as PNG has a header, and is refused with its size and the limit", async () => {
    const header = await readHeader(await hugePng())
    expect(header).toEqual({ format: "png", width: 60_000, height: 60_000, orientation: 1 })
    await expect(decode(await hugePng(), header)).rejects.toThrow(
      "The png picture declares 60000 x 60000 pixels, and at most 16777216 in all are decoded: send it smaller."
    )
    await expect(decode(await hugePng(), { ...header, width: 10, height: 10 })).rejects.toThrow("png")
  })

  it("but 4096 x 4096 is the largest that is decoded", async () => {
    const largest = await sharp({ create: { width: 4096, height: 4096, channels: 3, background: "#777" } })
      .png({ compressionLevel: 1 })
      .toBuffer()
    await expect(open(largest)).resolves.toMatchObject({ width: 256, height: 256 })
    const header = { format: "png", width: 4097, height: 4096, orientation: 1 } as const
    await expect(decode(largest, header)).rejects.toMatchObject({ reason: "format" })
  })
})

/** A one-pixel PNG whose header chunk has been overwritten, checksum included. */
const hugePng = async (): Promise<Uint8Array> => {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: "#000" } })
    .png()
    .toBuffer()
  png.writeUInt32BE(60_000, 16)
  png.writeUInt32BE(60_000, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}
