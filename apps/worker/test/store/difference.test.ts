import { describe, expect, it } from "vitest"
import { decideRow, type RowFacts } from "../../src/store/difference.ts"

const facts = (given: Partial<RowFacts>): RowFacts => ({
  reason: null,
  isInLedger: false,
  outstanding: "none",
  ...given
})

describe("decideRow", () => {
  it("sends a row that the ledger does not have, once", () => {
    expect(decideRow(facts({}))).toBe("send")
    expect(decideRow(facts({ outstanding: "same, waiting" }))).toBe("queued")
    expect(decideRow(facts({ isInLedger: true }))).toBe("done")
  })

  it("tries a failed row again", () => {
    expect(decideRow(facts({ outstanding: "failed" }))).toBe("send")
  })

  it("sends a row again when a job with other content may be on its way, even if the ledger has the row", () => {
    expect(decideRow(facts({ outstanding: "other, waiting", isInLedger: true }))).toBe("send")
  })

  it("records a row that cannot be sent, whatever else is known", () => {
    expect(decideRow(facts({ reason: "does not exist", isInLedger: true }))).toBe("fail")
  })
})
