import { describe, expect, it } from "vitest"
import { predictCategory } from "../../src/similarity/engine.ts"

const votes = (...pairs: readonly (readonly [category: number, similarity: number])[]) =>
  pairs.map(([category, similarity]) => ({ category, similarity }))

describe("a category guess", () => {
  it("is other, without confidence, when nothing is stored", () => {
    expect(predictCategory([])).toEqual({ category: 88_888_888, confidence: 0 })
  })

  it("is other when no neighbour is alike at all", () => {
    expect(predictCategory(votes([3, 0], [3, -0.2]))).toEqual({ category: 88_888_888, confidence: 0 })
  })

  it("weighs a neighbour by the fourth power of its similarity", () => {
    // .9⁴ = .6561 against 2 x .6⁴ = .2592
    const { category, confidence } = predictCategory(votes([1, 0.6], [2, 0.9], [1, 0.6]))
    expect(category).toBe(2)
    expect(confidence).toBeCloseTo(0.6561 / (0.6561 + 0.2592), 10)
  })

  it("counts the ten nearest alone, in whatever order they come", () => {
    const near = Array.from({ length: 10 }, () => [1, 0.5] as const)
    const far = Array.from({ length: 40 }, () => [2, 0.49] as const)
    expect(predictCategory(votes(...far, ...near))).toEqual({ category: 1, confidence: 1 })
    expect(predictCategory(votes(...far, ...near.slice(1))).confidence).toBeLessThan(1)
  })

  it("is other when the winner leads by less than a fifth of the votes", () => {
    expect(predictCategory(votes([1, 0.8], [2, 0.722])).category).toBe(1)
    expect(predictCategory(votes([1, 0.8], [2, 0.724])).category).toBe(88_888_888)
  })
})
