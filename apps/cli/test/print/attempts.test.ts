import type { Attempt } from "@imagesearch/transport"
import { describe, expect, it } from "vitest"
import { repeatedAttempts } from "../../src/print/attempts.ts"

const attempt = (operation: string, endpoint: string, code?: string): Attempt => ({
  operation,
  endpoint,
  phase: "done",
  sent: "yes",
  status: code === undefined ? 200 : undefined,
  code,
  category: undefined,
  delayMillis: 0,
  pacedMillis: 0,
  clockOffsetMillis: 0,
  requestId: undefined,
  durationMillis: 1
})

describe("repeatedAttempts", () => {
  it("is silent about an upload of three hops that went well", () => {
    expect(
      repeatedAttempts(["AuthorizeFileUpload", "PostObject", "AddImage"].map((name) => attempt(name, "http://a")))
    ).toEqual([])
  })

  it("tells the course of a call with a repeat", () => {
    const attempts = [
      attempt("Detail", "http://a", "ECONNREFUSED"),
      attempt("Detail", "http://b", "SearchTimeout"),
      attempt("Detail", "http://b")
    ]
    expect(repeatedAttempts(attempts)).toEqual([
      "3 attempts: http://a refused, http://b said SearchTimeout, http://b answered"
    ])
  })
})
