import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { compare, type Descriptor } from "../../src/similarity/engine.ts"
import { viewLength } from "../../src/similarity/descriptor.ts"
import { similarity } from "../../src/similarity/similarity.ts"
import { drawProduct } from "./drawnProducts.ts"
import { describeBytes } from "./engineCalls.ts"
import { randomUnit, seeded } from "./seeded.ts"

const flat = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 50, height: 40, channels: 3, background } })
    .png()
    .toBuffer()

describe("the score of two pictures", () => {
  it.each([0, 1, 2, 3])("is exactly 1 for the same bytes: product %i", async (seed) => {
    const bytes = await drawProduct(seed)
    expect(compare(await describeBytes(bytes), await describeBytes(bytes))).toBe(1)
  })

  it.each(["#000000", "#ffffff", "#808080", "#c03020"])("is 1 for the same flat picture: %s", async (colour) => {
    const bytes = await flat(colour)
    expect(compare(await describeBytes(bytes), await describeBytes(bytes))).toBe(1)
  })

  it("is below 1 for flat pictures of different colours", async () => {
    const [red, blue] = [await flat("#c03020"), await flat("#2030c0")]
    expect(compare(await describeBytes(red), await describeBytes(blue))).toBeLessThan(0.5)
  })

  it("is symmetric and within 0 and 1", () => {
    const random = seeded(5)
    for (let i = 0; i < 200; i++) {
      const [a, b] = [randomDescriptor(random), randomDescriptor(random)]
      expect(compare(a, b)).toBe(compare(b, a))
      expect(compare(a, b)).toBeGreaterThanOrEqual(0)
      expect(compare(a, b)).toBeLessThanOrEqual(1)
    }
  })

  it("is under .3 for nearly all pairs of unrelated drawings", async () => {
    const drawings = await Promise.all(Array.from({ length: 40 }, (_, i) => drawProduct(i)))
    const descriptors = await Promise.all(drawings.map(describeBytes))
    const scores = descriptors.flatMap((a, i) => descriptors.slice(i + 1).map((b) => compare(a, b)))
    expect(scores.filter((score) => score < 0.3).length / scores.length).toBeGreaterThan(0.9)
  })
})

const axis = (at: number): Float32Array => new Float32Array(viewLength).fill(1, at, at + 1)
const of = (whole: number, object: number): Descriptor => ({ version: 1, whole: axis(whole), object: axis(object) })

describe("the similarity of a query to a stored picture", () => {
  it("is the best of whole with whole, object with object, and object with whole", () => {
    expect(similarity(of(0, 1), of(2, 3))).toBe(0)
    expect(similarity(of(0, 1), of(0, 3))).toBe(1)
    expect(similarity(of(0, 1), of(2, 1))).toBe(1)
    expect(similarity(of(0, 1), of(1, 3))).toBe(1)
  })

  it("leaves the query's whole with the stored object out", () => {
    expect(similarity(of(0, 1), of(2, 0))).toBe(0)
    expect(compare(of(0, 1), of(2, 0))).toBe(1)
  })
})

const randomDescriptor = (random: () => number): Descriptor => ({
  version: 1,
  whole: randomUnit(random, viewLength),
  object: randomUnit(random, viewLength)
})
