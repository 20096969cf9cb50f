import { describe, expect, it } from "vitest"
import { reportText, type ImportReport } from "../../src/run/report.ts"

const report: ImportReport = {
  total: 200,
  done: 200,
  alreadyDone: 33,
  doneByOthers: 87,
  failed: 0,
  waiting: 0,
  sent: 80,
  resent: 0,
  repeated: 0,
  failedRows: [],
  seconds: 12.34,
  stoppedBy: null
}

describe("reportText", () => {
  it("says who has done what, so that the numbers add up", () => {
    expect(reportText(report, "import.sqlite")).toBe(
      "200 of 200 done: 33 before, 80 sent by this run, 87 by another; 0 failed, 0 waiting, in 12.3 s."
    )
  })

  it("does not speak of others when there are none, and counts one job as one job", () => {
    expect(reportText({ ...report, alreadyDone: 120, doneByOthers: 0, resent: 1 }, "import.sqlite")).toBe(
      "200 of 200 done: 120 before, 80 sent by this run; 1 job begun twice after a crash; 0 failed, 0 waiting, in 12.3 s."
    )
  })

  it("names the command that lists all failed rows, with the store as it was given, ready for a shell", () => {
    const failedRows = Array.from({ length: 12 }, (_, index) => ({
      line: index + 2,
      productId: `p${index}`,
      picName: null,
      reason: "is bad"
    }))
    const text = (store: string) => reportText({ ...report, failed: 12, failedRows }, store)
    expect(text("runs/import.sqlite")).toContain("… and 2 more: imagesearch-worker failed --store runs/import.sqlite")
    expect(text("my shop's.sqlite")).toContain("--store 'my shop'\\''s.sqlite'")
  })
})
