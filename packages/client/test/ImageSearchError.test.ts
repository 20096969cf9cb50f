import { expect, it } from "vitest"
import { ImageSearchError, type ImageSearchReason } from "../src/index.ts"

const messageOf = (reason: ImageSearchReason) => new ImageSearchError({ operation: "AddImage", reason }).message

it("a known code is answered with the advice for that code, another of the same kind with its own", () => {
  expect(messageOf({ _tag: "Rejected", status: 400, code: "InvalidPicContent", message: "Too large." })).toBe(
    "AddImage failed: InvalidPicContent: Too large. " +
      "Save the picture smaller or at a lower quality, to at most 4 MB."
  )
  expect(messageOf({ _tag: "Rejected", status: 400, code: "IncorrectOrientation", message: "Rotated." })).toMatch(
    /Turn the picture upright and remove its EXIF orientation\.$/
  )
})

it("an unknown code, or none, is answered with the advice for its kind", () => {
  expect(messageOf({ _tag: "Rejected", status: 400, code: "SomethingNew", message: "No." })).toMatch(
    /Correct the request; sending it again cannot help\.$/
  )
  expect(messageOf({ _tag: "Throttled", answer: undefined, problem: "its turn comes too late." })).toMatch(
    /Send more slowly, or wait a second\.$/
  )
})

it.each([
  [true, /open a ticket with the request id\. The service may have acted on it\.$/],
  [false, /open a ticket with the request id\.$/]
])("a failure of the service says whether it may have acted: %s", (mayHaveBeenDone, expected) => {
  const answer = { status: 500, code: "InternalError", message: "An internal server error occurred." }
  expect(messageOf({ _tag: "Unavailable", answer, problem: "InternalError: failed.", mayHaveBeenDone })).toMatch(
    expected
  )
})

it.each([
  [false, "Check where keys come from, or give the call more time."],
  [true, "Check where keys come from, or give the call more time. The service may have acted on it."]
])(
  "a source of keys that cannot be reached is what to look at, after attempts that may have acted: %s",
  (mayHaveBeenDone, advice) => {
    const reason = { _tag: "Unavailable", answer: undefined, problem: "x.", mayHaveBeenDone, lacking: "key" } as const
    expect(messageOf(reason)).toBe(`AddImage failed: x. ${advice}`)
  }
)

it.each([
  [{ _tag: "Quota", status: 400, code: "InstanceOverQuota", message: "Full." }, "quota", "InstanceOverQuota"],
  [{ _tag: "Throttled", answer: undefined, problem: "its turn comes too late." }, "throttle", undefined],
  [{ _tag: "InvalidInput", issues: [{ field: "num", problem: "must be less" }] }, "invalid", undefined],
  [{ _tag: "TimedOut", problem: "too late.", mayHaveBeenDone: false }, "transient", undefined],
  [{ _tag: "UnexpectedAnswer", problem: "no JSON.", status: 200 }, "unknown", undefined]
] as const)("%j is sorted and coded without a look at its members", (reason, category, code) => {
  const error = new ImageSearchError({ operation: "AddImage", reason })
  expect([error.category, error.code]).toEqual([category, code])
  expect(error.message).toContain(error.advice)
})
