import { describe, expect, it } from "vitest"
import { score } from "../../src/similarity/score.ts"

describe("the score of a similarity", () => {
  it.each([
    [-0.4, 0],
    [0, 0],
    [0.25, 0.04],
    [0.5, 0.08],
    [0.61, 0.18],
    [0.72, 0.28],
    [0.76, 0.39],
    [0.8, 0.5],
    [0.85, 0.65],
    [0.9, 0.8],
    [0.935, 0.875],
    [0.97, 0.95],
    [0.985, 0.975],
    [1, 1]
  ])("of %d is %d", (similarity, expected) => {
    expect(score(similarity)).toBeCloseTo(expected, 10)
  })

  it("is exactly 1 as soon as only rounding is missing, and not before", () => {
    expect(score(1 - 9e-7)).toBe(1)
    expect(score(1 - 2e-6)).toBeLessThan(1)
  })

  it("never falls as the similarity rises", () => {
    const scores = Array.from({ length: 2001 }, (_, i) => score(i / 2000))
    expect(scores).toEqual(scores.toSorted((a, b) => a - b))
  })
})
