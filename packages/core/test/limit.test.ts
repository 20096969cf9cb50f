import { expect, it } from "vitest"
import { limits, limitSources, type ChoiceLimit, type Defaulted, type RangeLimit } from "../src/index.ts"

it("every limit bounds something and names a source, and every source is used", () => {
  const rows: ReadonlyArray<[string, Partial<RangeLimit & Defaulted & ChoiceLimit<unknown>>]> = Object.entries(limits)
  for (const [name, row] of rows) {
    expect(row.max ?? row.values, name).toBeDefined()
    const { min = 0, max = Infinity } = row
    expect(min < max, name).toBe(true)
    expect(row.default === undefined || (row.default >= min && row.default <= max), name).toBe(true)
    expect(limitSources, name).toHaveProperty(row.source ?? "none")
  }
  expect(new Set(rows.map(([, { source }]) => source))).toEqual(new Set(Object.keys(limitSources)))
})

it("the numbers are the documented ones", () => {
  expect(limits.pictureBytes.max).toBe(4 * 1024 * 1024)
  expect(limits.uploadWait).toMatchObject({ max: 5_000, unit: "ms" })
  expect(limits.clockWindow).toMatchObject({ max: 15 * 60 * 1000, unit: "ms" })
  expect([limits.num.max, limits.num.default, limits.start.max, limits.window.max]).toEqual([100, 10, 499, 500])
  expect([limits.instanceName.max, limits.identifier.max, limits.strAttr.max, limits.text.max]).toEqual([
    20, 256, 128, 512
  ])
  expect([limits.customContent.max, limits.filter.max]).toEqual([4096, 4096])
  expect([limits.intAttr.min, limits.intAttr.max]).toEqual([-(2 ** 31), 2 ** 31 - 1])
  expect(limits.runningTasks.max).toBe(1)
  expect(limits.instanceSize.values.map((pictures) => pictures / 1_000_000)).toEqual([0.1, 2.5, 5, 10, 20, 30, 40, 50])
  expect(limits.searchesPerSecond.values).toEqual([1, 5, 10])
})
