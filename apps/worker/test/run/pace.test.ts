import { describe, expect, it } from "vitest"
import { defaultConcurrency, mostConcurrency, rateFor } from "../../src/run/pace.ts"

describe("the pace of a run", () => {
  it("is 1 per second for an instance of 100,000 pictures, 5 for a larger one, and 1 when the size is unknown", () => {
    expect([rateFor(100_000), rateFor(100_001), rateFor(undefined)]).toEqual([1, 5, 1])
  })

  it("takes 2 to 8 jobs at a time by default", () => {
    expect([1, 2, 5, 8, 100].map(defaultConcurrency)).toEqual([2, 2, 5, 8, 8])
  })

  it("never lets a job wait for its turn longer than half of the 60 s that its call has", () => {
    for (const rate of [0.02, 0.1, 0.5, 1, 5]) {
      for (const takers of [defaultConcurrency(rate), mostConcurrency(rate)]) {
        // One job alone waits for nobody.
        expect((takers - 1) / rate).toBeLessThanOrEqual(30)
      }
    }
  })
})
