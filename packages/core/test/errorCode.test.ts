import { describe, expect, it } from "vitest"
import { categorize, errorCodes, findErrorCode } from "../src/index.ts"

const categories = [
  "throttle",
  "transient",
  "clock",
  "credentials",
  "permission",
  "notFound",
  "invalid",
  "quota",
  "busyTask"
]

describe("error codes", () => {
  it("have a known category, a status, a meaning and a source each", () => {
    expect(errorCodes.length).toBeGreaterThan(100)
    for (const row of errorCodes) {
      expect(categories, row.code).toContain(row.category)
      expect(
        row.status.every((status) => status >= 400 && status < 600),
        row.code
      ).toBe(true)
      expect(row.meaning, row.code).not.toBe("")
      expect(row.source, row.code).not.toBe("")
    }
    expect(new Set(errorCodes.map((row) => row.code)).size).toBe(errorCodes.length)
  })

  it.each([
    // Throttles and time-outs arrive under statuses that say otherwise: the code decides.
    ["DeniedRequest", 403, "throttle"],
    ["DeniedRequest", 400, "throttle"],
    ["SearchTimeout", 400, "transient"],
    ["TimeoutForTransferImage", 400, "transient"],
    ["InvalidTimeStamp.Expired", 400, "clock"],
    ["SignatureDoesNotMatch", 400, "credentials"],
    ["InvalidAccessKeyId.NotFound", 404, "credentials"],
    ["PicNotExist", 400, "notFound"],
    ["InstanceOverQuota", 400, "quota"],
    ["Console.TaskAlreadyExist", 409, "busyTask"],
    ["NoPermission", 403, "permission"],
    ["UnsupportedPicFormat", 400, "invalid"]
  ])("%s at status %d is %s", (code, status, category) => {
    expect(categorize(code, status)).toBe(category)
  })

  it.each([
    ["Throttling.Unheard", 400, "throttle"],
    ["InvalidSecurityToken.Unheard", 403, "credentials"],
    ["Forbidden.Unheard", 403, "permission"],
    ["MissingTimestamp", 400, "invalid"],
    ["SomethingNew", 503, "transient"],
    [undefined, 429, "throttle"],
    [undefined, 502, "transient"],
    [undefined, 408, "transient"],
    [undefined, 501, "unknown"],
    [undefined, 404, "notFound"],
    [undefined, 401, "credentials"],
    [undefined, 418, "invalid"],
    [undefined, 302, "unknown"]
  ])("a code that the table lacks, %s at %d, falls back to %s", (code, status, category) => {
    expect(code === undefined ? undefined : findErrorCode(code)).toBeUndefined()
    expect(categorize(code, status)).toBe(category)
  })
})
