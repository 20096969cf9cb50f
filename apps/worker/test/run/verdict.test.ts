import { ImageSearchError, type ImageSearchReason } from "@imagesearch/client"
import { describe, expect, it } from "vitest"
import { judge } from "../../src/run/verdict.ts"
import { exitCodeOf, WorkerError } from "../../src/WorkerError.ts"

const error = (reason: ImageSearchReason) => new ImageSearchError({ operation: "AddImage", reason })
const answer = (code: string) => ({ status: 400, code, message: "said the service" })

const credentials: ImageSearchReason = { _tag: "Credentials", ...answer("SignatureDoesNotMatch") }
const permission: ImageSearchReason = { _tag: "Permission", ...answer("Forbidden.RAM") }
const clock: ImageSearchReason = { _tag: "Clock", ...answer("InvalidTimeStamp.Expired") }
const noInstance: ImageSearchReason = { _tag: "NotFound", ...answer("InvalidInstance") }
const overdue: ImageSearchReason = { _tag: "Rejected", ...answer("InstanceStatusError") }
const setting: ImageSearchReason = {
  _tag: "InvalidConfig",
  setting: "region",
  problem: "is missing",
  advice: "Name it."
}
const unavailable: ImageSearchReason = {
  _tag: "Unavailable",
  answer: undefined,
  problem: "refused",
  mayHaveBeenDone: false
}
const timedOut: ImageSearchReason = { _tag: "TimedOut", problem: "ran out", mayHaveBeenDone: true }
const throttled: ImageSearchReason = { _tag: "Throttled", answer: answer("DeniedRequest"), problem: "too many" }
const heldBack: ImageSearchReason = { _tag: "Throttled", answer: undefined, problem: "its turn comes too late" }

describe("judge", () => {
  it.each([credentials, permission, clock, noInstance, overdue, setting])(
    "ends the run for what every job would meet: %o",
    (reason) => {
      expect(judge(error(reason))).toEqual({ _tag: "end run" })
    }
  )

  it.each<ImageSearchReason>([
    { _tag: "Rejected", ...answer("InvalidPicSize") },
    { _tag: "NotFound", ...answer("PicNotExist") },
    { _tag: "Quota", ...answer("InstanceOverQuota") },
    { _tag: "InvalidInput", issues: [] },
    { _tag: "InvalidPicture", field: "picture", picture: "a", problem: "is empty", advice: "" }
  ])("records what cannot pass: %o", (reason) => {
    expect(judge(error(reason))).toEqual({ _tag: "record" })
  })

  it.each([unavailable, timedOut, throttled])("gives back what can pass, and counts the try: %o", (reason) => {
    expect(judge(error(reason))).toEqual({ _tag: "give back", tries: "counted" })
  })

  it("does not count a try that our own pacer held back", () => {
    expect(judge(error(heldBack))).toEqual({ _tag: "give back", tries: "uncounted" })
  })
})

describe("the exit code of a run that ended early", () => {
  it.each([
    [credentials, 77],
    [permission, 77],
    [setting, 2],
    [noInstance, 1],
    [unavailable, 69],
    [timedOut, 69],
    [throttled, 75],
    [clock, 1]
  ])("says why: %o", (reason, code) => {
    expect(exitCodeOf(new WorkerError({ reason: { _tag: "Service", error: error(reason) } }))).toBe(code)
  })
})
