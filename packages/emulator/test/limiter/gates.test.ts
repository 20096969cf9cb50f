import { describe, expect, it } from "vitest"
import { concurrency } from "../../src/limiter/concurrency.ts"
import { fixedWindow } from "../../src/limiter/fixedWindow.ts"
import type { Gate } from "../../src/limiter/Gate.ts"
import { slidingWindow } from "../../src/limiter/slidingWindow.ts"
import { tokenBucket } from "../../src/limiter/tokenBucket.ts"

/** Which of the calls at these times, in milliseconds, are let in. */
const letIn = (gate: Gate, times: readonly number[]): readonly number[] =>
  times.filter((at) => gate.enter(at) !== undefined)

describe("a fixed window", () => {
  it("lets twice the rate through around the turn of a second", () => {
    expect(letIn(fixedWindow(2), [998, 999, 999, 1_000, 1_001, 1_999, 2_000])).toEqual([998, 999, 1_000, 1_001, 2_000])
  })

  it("starts anew when the clock is set back", () => {
    expect(letIn(fixedWindow(1), [5_000, 5_001, 1_000])).toEqual([5_000, 1_000])
  })
})

describe("a sliding window", () => {
  it("never lets more than the rate through in any second", () => {
    expect(letIn(slidingWindow(2), [998, 999, 1_000, 1_997, 1_998, 1_998, 1_999])).toEqual([998, 999, 1_998, 1_999])
  })

  it("does not count what it refused", () => {
    expect(letIn(slidingWindow(1), [0, 500, 999, 1_000])).toEqual([0, 1_000])
  })

  it("does not stay shut when the clock is set back", () => {
    expect(letIn(slidingWindow(1), [5_000, 1_000])).toEqual([5_000, 1_000])
  })
})

describe("a token bucket", () => {
  it("lets a burst of the rate through, then one call each time a token has come", () => {
    expect(letIn(tokenBucket(2), [0, 0, 0, 499, 500, 999, 1_000])).toEqual([0, 0, 500, 1_000])
  })

  it("never holds more than the rate, however long nobody calls", () => {
    expect(letIn(tokenBucket(2), [0, 60_000, 60_000, 60_000])).toEqual([0, 60_000, 60_000])
  })

  it("gets no tokens from a clock that is set back", () => {
    expect(letIn(tokenBucket(1), [5_000, 1_000, 1_999, 2_000])).toEqual([5_000, 2_000])
  })
})

describe("a gate of concurrency", () => {
  it("lets the next call in when one of those inside has left, and counts no leave twice", () => {
    const gate = concurrency(2)
    const first = gate.enter(0)
    expect(gate.enter(0)).toBeDefined()
    expect(gate.enter(60_000)).toBeUndefined()
    first?.()
    first?.()
    expect(gate.enter(0)).toBeDefined()
    expect(gate.enter(0)).toBeUndefined()
  })
})
