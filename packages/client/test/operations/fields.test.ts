import { categories, limits } from "@imagesearch/core"
import { expect, it } from "vitest"
import * as z from "zod/mini"
import { attributes, categoryId, customContent, identifier, window, withinWindow } from "../../src/operations/fields.ts"
import { filter } from "../../src/operations/filterField.ts"

const accepts = (schema: z.core.$ZodType, value: unknown) => z.safeParse(schema, value).success

it.each([
  ["identifier", identifier, limits.identifier.max],
  ["customContent", customContent, limits.customContent.max],
  ["strAttr", attributes.strAttr, limits.strAttr.max],
  ["strAttr4", attributes.strAttr4, limits.strAttr.max],
  ["filter", filter, limits.filter.max]
])("%s takes exactly as many characters as the data of core says", (_, schema, most) => {
  // A filter has to be well formed as well.
  const ofLength = (length: number) => (schema === filter ? "int_attr=1".padEnd(length) : "x".repeat(length))
  expect([accepts(schema, ofLength(most)), accepts(schema, ofLength(most + 1))]).toEqual([true, false])
})

it.each([
  ["intAttr", attributes.intAttr, limits.intAttr],
  ["intAttr4", attributes.intAttr4, limits.intAttr],
  ["num", window.num, limits.num],
  ["start", window.start, limits.start],
  ["scoreThreshold", window.scoreThreshold, limits.scoreThreshold]
])("%s takes exactly the range that the data of core says", (_, schema, { min, max }) => {
  expect([min - 1, min, max, max + 1].map((value) => accepts(schema, value))).toEqual([false, true, true, false])
})

it("strAttr refuses exactly the characters that the data of core says", () => {
  const printable = ["\u00a5", ...Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index))]
  expect(printable.filter((character) => !accepts(attributes.strAttr, character)).toSorted()).toEqual(
    limits.strAttr.without.split("").toSorted()
  )
})

it("scoreThreshold has as many decimals as the data of core says", () => {
  expect(accepts(window.scoreThreshold, 10 ** -limits.scoreThreshold.decimals)).toBe(true)
  expect(accepts(window.scoreThreshold, 10 ** -(limits.scoreThreshold.decimals + 1))).toBe(false)
})

it("categoryId takes the ids of core's table and no other", () => {
  const ids = new Set(categories.map(({ id }) => id))
  for (const id of [...ids, -1, 10, 19, 23, 8_888_888]) expect(accepts(categoryId, id), String(id)).toBe(ids.has(id))
})

it("the window of a search ends where the data of core says, with its defaults", () => {
  const { num, start, window: hits } = limits
  expect(withinWindow({ start: hits.max - num.default })).toBe(true)
  expect(withinWindow({ start: hits.max - num.default + 1 })).toBe(false)
  expect(withinWindow({ num: num.max, start: hits.max - num.max })).toBe(true)
  expect(withinWindow({ num: 1, start: start.max })).toBe(true)
})
