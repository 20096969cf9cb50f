import { describe, expect, it } from "vitest"
import { scoreBar } from "../../src/print/scoreBar.ts"

describe("scoreBar", () => {
  it("draws a score in eighths of a cell, and what lies outside 0 to 1 as the nearer end", () => {
    expect([0, 0.5, 0.166, 1, 1.5, -1].map(scoreBar)).toEqual(["", "████", "█▍", "████████", "████████", ""])
  })
})
