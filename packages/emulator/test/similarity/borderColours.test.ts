import { describe, expect, it } from "vitest"
import {
  backgroundColours,
  borderOf,
  type Colour,
  distanceToNearest,
  quantile
} from "../../src/similarity/borderColours.ts"

const at = (a: number, b = 0): Colour => ({ lightness: 50, a, b })
const many = (count: number, colour: Colour): readonly Colour[] => Array.from({ length: count }, () => colour)

describe("the background", () => {
  it("has one colour when the border has one", () => {
    expect(backgroundColours(many(500, at(7)))).toEqual([at(7)])
  })

  it("leaves out colours with less than 6 percent of the border", () => {
    expect(backgroundColours([...many(470, at(0)), ...many(30, at(60))])).toEqual([at(0), at(60)])
    expect(backgroundColours([...many(471, at(0)), ...many(29, at(60))])).toEqual([at(0)])
  })

  it("has a colour of its own for what is more than 15 away", () => {
    expect(backgroundColours([...many(300, at(0)), ...many(200, at(15.125))])).toEqual([at(0), at(15.125)])
    expect(backgroundColours([...many(300, at(0)), ...many(200, at(15))])).toEqual([at(6)])
  })

  it("has five colours at most", () => {
    const border = Array.from({ length: 7 }, (_, i) => many(70 - i, at(40 * i))).flat()
    expect(backgroundColours(border)).toHaveLength(5)
  })
})

describe("the clusters of a border without clear colours", () => {
  it("are where four rounds leave them", () => {
    const slope = Array.from({ length: 500 }, (_, i) => at(120 * (i / 500) ** 3))
    const centres = backgroundColours(slope).map(({ a }) => Number(a.toFixed(3)))
    expect(centres).toEqual([5.064, 62.702, 33.521, 88.229])
  })
})

describe("the distance of two colours", () => {
  it("counts lightness at .6 of its square, and is infinite without a second colour", () => {
    expect(distanceToNearest({ lightness: 60, a: 0, b: 0 }, [at(0)])).toBeCloseTo(Math.sqrt(60), 10)
    expect(distanceToNearest(at(3, 4), [at(90), at(0)])).toBe(5)
    expect(distanceToNearest(at(3, 4), [])).toBe(Number.POSITIVE_INFINITY)
  })
})

describe("the border", () => {
  it("is a ring of two cells along the edge of the grid", () => {
    const plane = Float32Array.from({ length: 64 * 64 }, (_, i) => i)
    const border = borderOf({ lightness: plane, a: plane, b: plane })
    const inside = 60 * 60
    expect(border).toHaveLength(64 * 64 - inside)
    expect(border.slice(126, 131).map(({ a }) => a)).toEqual([126, 127, 128, 129, 190])
  })
})

describe("a quantile", () => {
  it("is the value at its share of the sorted order, the upper one in the middle", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(3)
    expect(quantile([5, 1, 4, 2, 3], 0.8)).toBe(5)
    expect(quantile([], 0.5)).toBe(0)
  })
})
