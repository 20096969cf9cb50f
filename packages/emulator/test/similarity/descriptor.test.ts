import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import {
  compare,
  describe as describePicture,
  encodeDescriptor,
  type Picture,
  subjectBox
} from "../../src/similarity/engine.ts"
import { colourHistogram } from "../../src/similarity/colourHistogram.ts"
import { colourLayout } from "../../src/similarity/colourLayout.ts"
import { viewLength } from "../../src/similarity/descriptor.ts"
import { sample } from "../../src/similarity/sample.ts"
import { shape } from "../../src/similarity/shape.ts"
import { texture } from "../../src/similarity/texture.ts"
import { dot } from "../../src/similarity/vector.ts"
import { describeBytes } from "./engineCalls.ts"
import { drawProduct } from "./drawnProducts.ts"
import { busyPicture, paint } from "./paintedPicture.ts"

const picture = busyPicture(1)
const whole = { x0: 0, y0: 0, x1: 256, y1: 192 }
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex")
const describeFound = (of: Picture): string => hex(encodeDescriptor(describePicture(of, subjectBox(of))))

/** One number that moves with every place of a vector: place i weighs cos(i). */
const projection = (vector: Float32Array): number => vector.reduce((sum, value, i) => sum + value * Math.cos(i), 0)

describe("a descriptor", () => {
  it("is equal to the bit when made twice, from painted and from decoded pictures", async () => {
    expect(describeFound(busyPicture(3))).toBe(describeFound(busyPicture(3)))
    const bytes = await drawProduct(5)
    expect(hex(encodeDescriptor(await describeBytes(bytes)))).toBe(hex(encodeDescriptor(await describeBytes(bytes))))
  })

  it("is equal to the bit when made in another process", () => {
    const program = fileURLToPath(new URL("describePainted.ts", import.meta.url))
    expect(execFileSync(process.execPath, [program, "3"], { encoding: "utf8" })).toBe(describeFound(busyPicture(3)))
  })

  it("has 688 numbers of unit length a view", () => {
    const { version, whole: view, object } = describePicture(picture, { x0: 10, y0: 10, x1: 100, y1: 90 })
    expect([version, viewLength, view.length, object.length]).toEqual([1, 688, 688, 688])
    expect(dot(view, view)).toBeCloseTo(1, 6)
    expect(dot(object, object)).toBeCloseTo(1, 6)
  })

  it("has one view when the subject is the whole picture, and another when it is not", () => {
    const same = describePicture(picture, whole)
    expect(same.object).toBe(same.whole)
    const other = describePicture(picture, { ...whole, x1: 255 })
    expect(other.object).not.toEqual(other.whole)
    expect(other.whole).toEqual(same.whole)
  })

  it("counts the subject in pixels as sent, and cuts off what lies outside", () => {
    const large = { ...picture, original: { width: 2560, height: 1920 } }
    const box = { x0: 40, y0: 20, x1: 200, y1: 150 }
    const times10 = { x0: 400, y0: 200, x1: 2000, y1: 1500 }
    expect(describePicture(large, times10)).toEqual(describePicture(picture, box))
    const outside = describePicture(picture, { ...box, x1: 900, y0: -50 })
    expect(outside).toEqual(describePicture(picture, { ...box, x1: 256, y0: 0 }))
  })

  it.each([
    ["one pixel", { x0: 30, y0: 30, x1: 31, y1: 31 }],
    ["the last pixel", { x0: 255, y0: 191, x1: 256, y1: 192 }],
    ["nothing", { x0: 30, y0: 30, x1: 30, y1: 30 }],
    ["a place outside", { x0: 900, y0: 900, x1: 950, y1: 950 }]
  ])("is finite for a subject of %s", (_name, box) => {
    const descriptor = describePicture(picture, box)
    expect(descriptor.object.every(Number.isFinite)).toBe(true)
    expect(compare(descriptor, descriptor)).toBe(1)
  })

  it("has no shape, and no layout if it is black, for a flat picture", () => {
    const grid = sample(
      paint(64, 64, () => [0, 0, 0]),
      { x0: 0, y0: 0, x1: 64, y1: 64 }
    )
    expect(shape(grid).every((value) => value === 0)).toBe(true)
    expect(dot(colourLayout(grid), colourLayout(grid))).toBe(0)
    expect(dot(colourHistogram(grid), colourHistogram(grid))).toBe(1)
  })
})

// Pinned: any change of a constant of a block moves its numbers, and must raise the version of the descriptor.
describe("a block", () => {
  it.each([
    ["colour layout", colourLayout, 58, [0.063606, 0.1867, -0.003699]],
    ["shape", shape, 256, [0.585228, -0.048661, 0.48088]],
    ["colour histogram", colourHistogram, 256, [0.941448, 1.243561, 0.637347]],
    ["texture", texture, 118, [0.53724, 0.687047, 0.489832]]
  ])("of %s is the same as ever", (_name, block, length, pinned) => {
    const vectors = [1, 2, 4].map((seed) => block(sample(busyPicture(seed), whole)))
    expect(vectors.map((vector) => vector.length)).toEqual([length, length, length])
    vectors.forEach((vector, i) => expect(projection(vector)).toBeCloseTo(pinned[i] ?? 0, 5))
  })

  it("of shape leans on an absolute floor where edges are faint", () => {
    const speck = paint(64, 64, (x, y) => (x > 20 && x < 24 && y > 27 && y < 30 ? [206, 206, 206] : [200, 200, 200]))
    const vector = shape(sample(speck, { x0: 0, y0: 0, x1: 64, y1: 64 }))
    expect(projection(vector)).toBeCloseTo(-0.240945, 5)
  })

  it("has its weight as squared length in a view: .17, .33, .17 and .33", () => {
    const view = describePicture(picture, whole).whole
    const starts = [0, 58, 314, 570, 688]
    const weights = starts.slice(1).map((end, i) => {
      const block = view.subarray(starts[i], end)
      return dot(block, block)
    })
    const wanted = [0.17, 0.33, 0.17, 0.33]
    weights.forEach((weight, i) => expect(weight).toBeCloseTo(wanted[i] ?? 0, 6))
  })
})
