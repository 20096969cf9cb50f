import { expect, it } from "vitest"
import { compare } from "../src/compare.ts"
import { isMet, isTolerable, toleratedShare, type Figure } from "../src/Figure.ts"
import { spreadOf } from "../src/spread.ts"
import { formatFigures } from "../src/table.ts"

const figure = (median: number, bar: Figure["bar"]): Figure => ({
  name: "P0",
  what: "something",
  measured: { median, lowest: median - 1, highest: median + 1 },
  bar,
  absolute: "2 and 1 µs"
})

it("takes the ratios round by round, so that a machine that slows down changes none", async () => {
  const growing = (name: "ours" | "theirs", first: number) => {
    let round = 0
    return { name, cost: () => first * 2 ** (round += 1) }
  }
  const { ratio } = await compare([growing("ours", 3), growing("theirs", 4)], 5)
  expect(ratio("ours", "theirs")).toEqual({ median: 0.75, lowest: 0.75, highest: 0.75 })
})

it("drops the round that warms up", async () => {
  let turn = 0
  const { costs } = await compare([{ name: "ours", cost: () => (turn += 1) }], 3)
  expect(costs("ours")).toEqual({ median: 3, lowest: 2, highest: 4 })
})

it("sums values up by their median", () => {
  expect(spreadOf([9, 1, 5])).toEqual({ median: 5, lowest: 1, highest: 9 })
})

it("lets a figure pass that misses its bar by 15 percent, and none that misses by more", () => {
  expect(toleratedShare).toBe(0.15)
  expect(isMet(figure(1.1, { atMost: 1 }))).toBe(false)
  expect(isTolerable(figure(1.14, { atMost: 1 }))).toBe(true)
  expect(isTolerable(figure(1.16, { atMost: 1 }))).toBe(false)
  expect(isTolerable(figure(0.86, { atLeast: 1 }))).toBe(true)
  expect(isTolerable(figure(0.84, { atLeast: 1 }))).toBe(false)
  expect(isMet(figure(7, "stated"))).toBeUndefined()
  expect(isTolerable(figure(7, "stated"))).toBe(true)
})

it("lets a figure pass by a share of its own where it says why", () => {
  const loose = { ...figure(1.9, { atMost: 1 }), tolerated: { share: 1, why: "it is noisy" } }
  expect(isMet(loose)).toBe(false)
  expect(isTolerable(loose)).toBe(true)
  expect(isTolerable({ ...loose, measured: figure(2.1, loose.bar).measured })).toBe(false)
})

it("says in the table which figures miss their bar", () => {
  const table = formatFigures([figure(2, { atMost: 1.25 }), figure(2, { atLeast: 1.8 })])
  expect(table).toContain("| P0 | something | 2.00 | 1.00 to 3.00 | 2 and 1 µs | ≤ 1.25 | **missed** |")
  expect(table).toContain("| ≥ 1.8 | met |")
})
