import { describe, expect, it } from "vitest"
import adviceTable from "../src/data/errorAdvice.json" with { type: "json" }
import {
  adviseOnErrorCode,
  categorize,
  describeErrorCode,
  errorCodes,
  errorCodeSources,
  findErrorCode,
  operationsOf,
  type ErrorCategory,
  type Retryable
} from "../src/index.ts"

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
    for (const row of errorCodes) {
      expect(categories, row.code).toContain(row.category)
      expect(
        row.status.every((status) => status >= 400 && status < 600),
        row.code
      ).toBe(true)
      expect(row.status.length, row.code).toBeGreaterThan(0)
      expect(row.meaning, row.code).toMatch(/[^.!]$/)
      expect(errorCodeSources, row.code).toHaveProperty(row.source)
    }
    expect(new Set(errorCodes.map((row) => row.code)).size).toBe(errorCodes.length)
    expect(new Set(errorCodes.map(({ source }) => source))).toEqual(new Set(Object.keys(errorCodeSources)))
  })

  it("are 83 of the product and 29 of the gateway; only the product's name operations", () => {
    const product = errorCodes.filter(({ source }) => source === "meta")
    expect(product).toHaveLength(83)
    expect(errorCodes).toHaveLength(112)
    const names = new Set<string>(operationsOf("2020-12-14").map(({ name }) => name))
    for (const { code, operations, source } of errorCodes) {
      expect(operations.length > 0, code).toBe(source === "meta")
      expect(
        operations.every((name) => names.has(name)),
        code
      ).toBe(true)
    }
  })

  it("advise in one sentence, without an exclamation", () => {
    for (const { code, advice } of errorCodes) {
      expect(advice, code).toMatch(/^[A-Z][^!]{10,108}\.$/)
      expect(advice.match(/\. [A-Z]/), code).toBeNull()
    }
  })

  it("are retryable as their category says, but for a token that can be renewed", () => {
    const byCategory: Partial<Record<ErrorCategory, Retryable>> = {
      throttle: "soon",
      transient: "soon",
      busyTask: "afterTask",
      clock: "afterCorrection"
    }
    const others = errorCodes.filter((row) => row.retryable !== (byCategory[row.category] ?? "never"))
    expect(others.map(({ code, retryable }) => [code, retryable])).toEqual([
      ["InvalidSecurityToken.Expired", "afterCorrection"]
    ])
  })

  it("keep the contradictions of the sources", () => {
    expect(findErrorCode("DeniedRequest")).toMatchObject({ status: [403, 400] })
    expect(findErrorCode("InstanceStatusError")).toMatchObject({ status: [400, 409] })
    expect(findErrorCode("InvalidAccessKeyId.NotFound")).toMatchObject({ status: [404, 400] })
    expect(findErrorCode("SignatureDoesNotMatch")).toMatchObject({ status: [400, 403] })
    const contradicted = errorCodes.filter(({ status }) => status.length > 1)
    for (const { code, comment } of contradicted) expect(comment, code).toBeDefined()
  })

  it("keep the statuses that mislead: time-outs at 400, wrong requests at 500", () => {
    for (const code of ["SearchTimeout", "TimeoutForTransferImage"]) {
      expect(findErrorCode(code)).toMatchObject({ status: [400], retryable: "soon" })
    }
    for (const code of ["UnsupportedInstanceType", "UnsupportedOperationType"]) {
      expect(findErrorCode(code)).toMatchObject({ status: [500], retryable: "never" })
    }
  })

  it("keep the service's spelling errors", () => {
    expect(findErrorCode("NoCaretSeperator")).toBeDefined()
    expect(findErrorCode("UnknownlException")).toBeDefined()
    expect(findErrorCode("InvalidStartParameter")?.messages[0]).toBe("The specified parameter s is inavlid.")
  })

  it.each([
    ["InstanceOverQuota", "Remove pictures, or buy a larger instance."],
    ["OverflowMaxReturnNum", "Give Num from 1 to 100, and page with Start."],
    ["InvalidTimeStamp.Expired", "Set this machine's clock."],
    // Families: the gateway builds codes from the names of parameters.
    ["MissingTimestamp", "Add the parameter that the message names."],
    ["InvalidHeight", "Correct the parameter that the message names."],
    ["Throttling.Unheard", "Wait a second, then send more slowly."]
  ])("%s is described with: %s", (code, advice) => {
    expect(describeErrorCode(code)?.advice).toBe(advice)
  })

  it("of no known family are not described", () => {
    expect(describeErrorCode("SomethingNew")).toBeUndefined()
    for (const code of ["SomethingNew", "", "constructor"]) expect(adviseOnErrorCode(code), code).toBeUndefined()
  })

  it("have one piece of advice each, and no advice is on a code that is not among them", () => {
    expect(Object.keys(adviceTable)).toEqual(errorCodes.map(({ code }) => code))
    for (const { code, category, retryable, advice } of errorCodes) {
      expect(adviseOnErrorCode(code), code).toEqual({ category, retryable, advice })
    }
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
    // The object store's spelling, on the way of a picture to the service.
    ["InvalidAccessKeyId", 403, "credentials"],
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
