import { expect, it } from "vitest"
import { Counts, DURATION_BOUNDS } from "../src/Counts.ts"

it("counts up to a thousand names of each kind, since they come from the network, and goes on with those it knows", () => {
  const counts = new Counts()
  for (let at = 0; at < 1_005; at += 1) {
    counts.unknown("Detail", `name${at}`)
    counts.observe({ operation: `operation${at}`, status: 200, code: undefined, elapsedMs: 1 })
  }
  counts.unknown("Detail", "name0")
  counts.observe({ operation: "operation0", status: 200, code: undefined, elapsedMs: 1 })
  for (const names of [counts.unknownParameters, counts.answers, counts.durations]) expect(names.size).toBe(1_000)
  expect(counts.unknownParameters.get("Detail.name0")).toBe(2)
  expect(counts.durations.get("operation0")?.count).toBe(2)
})

it("puts each time under every bound that it keeps, from a millisecond to ten seconds", () => {
  expect(DURATION_BOUNDS).toEqual([0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10])
  const counts = new Counts()
  for (const elapsedMs of [1, 20, 400, 11_000])
    counts.observe({ operation: "Detail", status: 200, code: undefined, elapsedMs })
  expect(counts.durations.get("Detail")).toEqual({ within: [1, 1, 2, 2, 3, 3, 3], count: 4, sumSeconds: 11.421 })
})
