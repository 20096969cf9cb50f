import { describe, expect, it } from "vitest"
import { cases } from "../../src/cases/index.ts"
import { describePlan, planFor, questionsOf } from "../../src/live/plan.ts"
import { probes } from "../../src/live/probes/index.ts"
import { questionList } from "../../src/live/questions.ts"

const everything = { level: 3, hasExport: true, batch: { bucket: "b", path: "/" } } as const
const full = planFor(everything, { probes, cases })

describe("an open question", () => {
  it.each(questionList)("is answered by a probe or a case, or says why it cannot be: %s", (id, { unanswerable }) => {
    expect(questionsOf(full).has(id)).toBe(unanswerable === undefined)
  })

  it.each(questionList)("names cases that a run reaches: %s", (_, { cases: ids = [] }) => {
    const reached = new Set(full.cases.map((one) => one.id))
    expect(ids.filter((id) => !reached.has(id))).toEqual([])
  })
})

describe("a plan", () => {
  const target = {
    endpoint: "https://imagesearch.cn-shanghai.aliyuncs.com",
    openPlatform: "https://openplatform.aliyuncs.com",
    region: "cn-shanghai",
    instance: "shop",
    accessKeyId: "the-key-id",
    accessKeySecret: "the-secret"
  }
  const described = (level: 1 | 2 | 3) => {
    const options = {
      target,
      source: "live" as const,
      level,
      recordings: undefined,
      isPlanOnly: true,
      perSecond: 1,
      settleMillis: 0,
      hasExport: false,
      batch: undefined
    }
    return describePlan(planFor(options, { probes, cases }), options).join("\n")
  }

  it.each([1, 2, 3] as const)(
    "of level %i says what is called, what is left and which questions are answered",
    (level) => {
      const text = described(level)
      expect(text).toContain(`Level ${level} at https://imagesearch.cn-shanghai.aliyuncs.com, the live service.`)
      for (const heading of ["Calls:", "Clean-up:", "Questions that it answers:", "Questions that stay open:"]) {
        expect(text).toContain(heading)
      }
      expect(text).not.toMatch(/the-key-id|the-secret/)
    }
  )

  it("grows with its level", () => {
    const at = (level: 1 | 2 | 3) => planFor({ level, hasExport: false, batch: undefined }, { probes, cases })
    expect([1, 2, 3].map((level) => at(level as 1 | 2 | 3).probes.length)).toEqual([2, 6, 13])
    expect(at(1).cases.map(({ id }) => id)).toEqual(["gateway/unknown-key"])
    expect(at(2).cases.every(({ live }) => live === "address" || live === "key")).toBe(true)
  })

  it("holds exports and imports only when they were asked for", () => {
    const ids = (options: Parameters<typeof planFor>[0]) =>
      planFor(options, { probes, cases }).probes.map(({ id }) => id)
    expect(ids({ level: 3, hasExport: false, batch: undefined })).not.toEqual(expect.arrayContaining(["export"]))
    expect(ids(everything)).toEqual(expect.arrayContaining(["export", "batch"]))
  })
})
