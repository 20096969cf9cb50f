import { ImageSearchError } from "@imagesearch/client"
import { describe, expect, it } from "vitest"
import { Outage, outageFailures, outageMillis, pauseLimitMillis } from "../../src/run/Outage.ts"

const unreachable = new ImageSearchError({
  operation: "AddImage",
  endpoint: "http://127.0.0.1:9",
  reason: { _tag: "Unavailable", answer: undefined, problem: "connection refused.", mayHaveBeenDone: false }
})
const answered = { status: 503, code: "ServiceUnavailable", message: "busy" }
const attempt = {
  operation: "AddImage",
  endpoint: "http://127.0.0.1:9",
  phase: "headers",
  sent: "yes",
  status: 503,
  code: "ServiceUnavailable",
  category: "transient",
  delayMillis: 0,
  pacedMillis: 0,
  durationMillis: 0,
  clockOffsetMillis: 0,
  requestId: undefined
} as const
const failing = new ImageSearchError({
  operation: "AddImage",
  attempts: [attempt],
  reason: { _tag: "Unavailable", answer: answered, problem: "busy.", mayHaveBeenDone: true }
})

const failTimes = (outage: Outage, times: number, at: number) => {
  for (let time = 0; time < times; time += 1) outage.failed(at, failing)
}

describe("Outage", () => {
  it("ends a run after 90 s without success and 10 failures, not before", () => {
    const outage = new Outage()
    failTimes(outage, outageFailures, 0)
    expect(outage.ending(outageMillis - 1)).toBeUndefined()
    expect(outage.ending(outageMillis)).toBe(failing)
    expect([outageMillis, outageFailures]).toEqual([90_000, 10])
  })

  it("ends a run after 90 s in which the service could not be reached, however few its jobs are", () => {
    const outage = new Outage()
    outage.failed(0, unreachable)
    expect(outage.ending(outageMillis - 1)).toBeUndefined()
    expect(outage.ending(outageMillis)).toBe(unreachable)
  })

  it("tells a hop of an upload that was not reached from one that was and failed", () => {
    const upload = (sent: "yes" | "no") =>
      new ImageSearchError({
        operation: "PostObject",
        attempts: [
          { ...attempt, operation: "AuthorizeFileUpload", status: 200, code: undefined, category: undefined },
          { ...attempt, operation: "PostObject", sent }
        ],
        reason: unreachable.reason
      })
    for (const sent of ["no", "yes"] as const) {
      const outage = new Outage()
      outage.failed(0, upload(sent))
      expect(outage.ending(outageMillis) !== undefined).toBe(sent === "no")
    }
  })

  it("does not take a few jobs that fail for long for an outage", () => {
    const outage = new Outage()
    for (const at of [0, 50_000, 100_000, 150_000]) outage.failed(at, failing)
    expect(outage.ending(200_000)).toBeUndefined()
  })

  it("begins anew with every answer", () => {
    const outage = new Outage()
    failTimes(outage, 20, 0)
    outage.answered(1)
    expect(outage.pauseMillis()).toBe(0)
    failTimes(outage, 20, outageMillis)
    expect(outage.ending(outageMillis)).toBeUndefined()
  })

  it("says from where no answer comes, since when, why, and how long it waits", () => {
    const outage = new Outage()
    expect(outage.describe(0)).toBeUndefined()
    outage.failed(1_000, unreachable)
    expect(outage.describe(13_400)).toBe(
      "no answer from http://127.0.0.1:9 for 12 s: connection refused; giving up after 90 s"
    )
  })

  it("begins with the attempts that failed, not with the wait for their turn, and never before the last answer", () => {
    const slow = new ImageSearchError({
      operation: "AddImage",
      reason: unreachable.reason,
      attempts: [
        {
          ...attempt,
          phase: "connect",
          sent: "no",
          status: undefined,
          code: "ETIMEDOUT",
          delayMillis: 1_000,
          pacedMillis: 30_000,
          durationMillis: 4_000
        }
      ]
    })
    const outage = new Outage()
    outage.failed(60_000, slow)
    expect(outage.describe(60_000)).toContain("for 5 s")
    outage.answered(58_000)
    outage.failed(60_000, slow)
    expect(outage.describe(60_000)).toContain("for 2 s")
  })

  it("lets takers pause longer with every failure, up to a bound", () => {
    const outage = new Outage()
    failTimes(outage, 2, 0)
    expect(outage.pauseMillis()).toBe(500)
    failTimes(outage, 100, 0)
    expect(outage.pauseMillis()).toBe(pauseLimitMillis)
  })
})
