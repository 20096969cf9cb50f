import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { readHeader } from "../../src/similarity/engine.ts"
import { sniff } from "../../src/similarity/sniff.ts"

const text = (value: string): Uint8Array => Buffer.from(value, "latin1")
const blank = sharp({ create: { width: 4, height: 3, channels: 3, background: "#abc" } })

describe("a format", () => {
  it.each(["jpeg", "png", "gif", "webp", "tiff"] as const)("of %s is known by its first bytes", async (format) => {
    expect(sniff(await blank.clone().toFormat(format).toBuffer())).toBe(format)
  })

  it.each([
    ["BM", `BM${"\0".repeat(12)}\x28\0\0\0`, "bmp"],
    ["PPM with a comment at once", "P6#", "ppm"],
    ["TIFF in the other byte order", "MM\0*\0\0\0\x08", "tiff"]
  ])("is known: %s", (_name, bytes, format) => {
    expect(sniff(text(bytes))).toBe(format)
  })

  it.each([
    ["nothing", ""],
    ["text", "hello, this is not a picture"],
    ["text that begins like a BMP", "BMW is a maker of cars in Munich"],
    ["text that begins like a PPM", "P6x"],
    ["P7, which is another format", "P7\nWIDTH 1"],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["SVG after a declaration", '<?xml version="1.0"?><svg/>'],
    ["HEIC", "\0\0\0\x18ftypheic"],
    ["AVIF", "\0\0\0\x18ftypavif"],
    ["a RIFF that is sound", "RIFF\0\0\0\0WAVEfmt "],
    ["PDF", "%PDF-1.7"]
  ])("is refused: %s", async (_name, bytes) => {
    await expect(readHeader(text(bytes))).rejects.toMatchObject({ name: "PictureError", reason: "format" })
  })

  it("is refused: an AVIF that the decoder would read", async () => {
    await expect(readHeader(await blank.clone().avif().toBuffer())).rejects.toMatchObject({ reason: "format" })
  })

  it("tells an empty picture from an unknown one", async () => {
    await expect(readHeader(new Uint8Array())).rejects.toThrow("The picture is empty: send JPEG, PNG")
    await expect(readHeader(text("?"))).rejects.toThrow("do not begin like a picture")
  })
})
