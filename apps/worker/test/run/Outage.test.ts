import { ImageSearchError } from "@imagesearch/client"
import { describe, expect, it } from "vitest"
import { Outage, outageFailures, outageMillis, pauseLimitMillis } from "../../src/run/Outage.ts"

const error = new ImageSearchError({
  operation: "AddImage",
  reason: { _tag: "Unavailable", answer: undefined, problem: "the connection was refused.", mayHaveBeenDone: false }
})

const failTimes = (outage: Outage, times: number, at: number) =>
  Array.from({ length: times }, () => outage.failed(at, error)).at(-1)

describe("Outage", () => {
  it("ends a run after 90 s without an answer and 10 failures, not before", () => {
    const outage = new Outage()
    expect(failTimes(outage, 50, 0)).toBeUndefined()
    expect(outage.failed(outageMillis - 1, error)).toBeUndefined()
    expect(outage.failed(outageMillis, error)).toBe(error)
    expect([outageMillis, outageFailures]).toEqual([90_000, 10])
  })

  it("does not take a few jobs that fail for long for an outage", () => {
    const outage = new Outage()
    expect([0, 50_000, 100_000, 150_000].map((at) => outage.failed(at, error))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined
    ])
  })

  it("begins anew with every answer", () => {
    const outage = new Outage()
    failTimes(outage, 20, 0)
    outage.answered()
    expect(outage.pauseMillis()).toBe(0)
    expect(failTimes(outage, 20, outageMillis)).toBeUndefined()
  })

  it("lets takers pause longer with every failure, up to a bound", () => {
    const outage = new Outage()
    failTimes(outage, 2, 0)
    expect(outage.pauseMillis()).toBe(500)
    failTimes(outage, 100, 0)
    expect(outage.pauseMillis()).toBe(pauseLimitMillis)
  })
})
