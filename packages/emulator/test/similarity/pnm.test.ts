import { describe, expect, it } from "vitest"
import { PictureError, readHeader } from "../../src/similarity/engine.ts"
import { decodePnm } from "../../src/similarity/pnm.ts"

const file = (header: string, samples: readonly number[] = []): Uint8Array =>
  Uint8Array.from([...Buffer.from(header, "latin1"), ...samples])

const reasonOf = (bytes: Uint8Array): unknown => {
  try {
    decodePnm(bytes)
    return undefined
  } catch (error) {
    return error instanceof PictureError ? error.reason : error
  }
}

const grey = (...values: number[]): number[] => values.flatMap((value) => [value, value, value])

// 2 x 2 each; the comments and the odd white space belong to the format.
const variants: readonly (readonly [name: string, bytes: Uint8Array, pixels: readonly number[]])[] = [
  ["P1", file("P1\n2 2\n1 0\n0 1\n"), grey(0, 255, 255, 0)],
  ["P1 without space between bits", file("P1 2 2 1001"), grey(0, 255, 255, 0)],
  ["P2", file("P2\n2 2\n255\n0 10\n20 255\n"), grey(0, 10, 20, 255)],
  ["P2 with comments everywhere", file("P2 # a\n# b\n2 # c\r\n2\n# d 9\n100\n0 50 # e\n100 25"), grey(0, 128, 255, 64)],
  ["P3", file("P3\n2 2\n255\n1 2 3 4 5 6\n7 8 9 10 11 12"), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ["P4, whose rows are padded to bytes", file("P4\n2 2\n", [0b1000_0000, 0b0100_0000]), grey(0, 255, 255, 0)],
  ["P5", file("P5\n2 2\n255\n", [0, 10, 20, 255]), grey(0, 10, 20, 255)],
  ["P5 with a small maximum", file("P5 2 2 15\n", [0, 5, 15, 99]), grey(0, 85, 255, 255)],
  ["P5 of 16 bits", file("P5\n2 2\n65535\n", [0, 0, 0x80, 0, 0xff, 0xff, 1, 1]), grey(0, 128, 255, 1)],
  ["P6", file("P6#c\n2 2\n255\n", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  [
    "P6 whose first sample looks like white space",
    file("P6\n2 2\n255\n", [10, 32, 35, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    [10, 32, 35, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  ],
  [
    "P6 of 16 bits",
    file(
      "P6 2 2 65535\n",
      Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? i : 0))
    ),
    [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]
  ]
]

describe("a PPM", () => {
  it.each(variants)("of kind %s decodes to RGB", async (_name, bytes, pixels) => {
    expect([...decodePnm(bytes).pixels]).toEqual(pixels)
    expect(await readHeader(bytes)).toEqual({ format: "ppm", width: 2, height: 2, orientation: 1 })
  })

  it.each(variants)("of kind %s is refused when samples are missing", (name, bytes) => {
    const isText = /^P[123]/.test(name)
    const cut = isText ? bytes.subarray(0, bytes.length - (name.includes("comments") ? 3 : 4)) : bytes.subarray(0, -1)
    expect(reasonOf(cut)).toBe("truncated")
  })

  it.each([
    ["no size", "P6\n"],
    ["half a size", "P6\n2 "],
    ["a maximum of 0", "P5 1 1 0\n0"],
    ["a maximum above 16 bits", "P5 1 1 65536\n0"],
    ["a number of ten digits", "P5 1000000000 1 255\n"],
    ["a negative number", "P2 1 1 255 -3"],
    ["a bit that is neither 0 nor 1", "P1 1 1 2"],
    ["no pixels", "P5 0 4 255\n"]
  ])("with %s is refused as damaged", (_name, text) => {
    expect(reasonOf(file(text))).toBe("truncated")
  })
})
