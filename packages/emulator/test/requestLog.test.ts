import { expect, it } from "vitest"
import { logLine } from "../src/requestLog.ts"

it("writes one line whatever the network sends as a name", () => {
  const line = logLine({
    method: "POST",
    action: `Add\r\nImage${"x".repeat(100)}`,
    status: 404,
    code: "InvalidAction.NotFound",
    elapsedMs: 1.26,
    unknownParameters: ["a\u001b[31m", "b"]
  })
  expect(line).toBe(`POST Add??Image${"x".repeat(50)} 404 InvalidAction.NotFound 1.3 ms unknown: a?[31m, b`)
})

it("names the part of a wrong signature that differs", () => {
  const entry = { method: "POST", action: "Detail", status: 400, code: "SignatureDoesNotMatch", elapsedMs: 1 }
  expect(logLine({ ...entry, unknownParameters: [], differing: "host" })).toBe(
    "POST Detail 400 SignatureDoesNotMatch 1.0 ms differs: host"
  )
})
