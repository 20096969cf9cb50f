import { describe, expect, it } from "vitest"
import { printable } from "../../src/print/printable.ts"

describe("printable", () => {
  it("writes what would act on a terminal as escapes, and keeps every other character", () => {
    expect(printable("a\u001b[31mb\nc\td\u202ee")).toBe(String.raw`a\u001b[31mb\nc\td\u202ee`)
    expect(printable("红色 👟 é")).toBe("红色 👟 é")
  })
})
