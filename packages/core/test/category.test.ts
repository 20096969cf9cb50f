import { expect, it } from "vitest"
import { categories, categorySources, findCategory, findCategoryByName, othersCategoryId } from "../src/index.ts"

it("the categories are fourteen, in order of id, with a source for each name and variant", () => {
  const ids = categories.map(({ id }) => id)
  expect(ids).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21, 22, othersCategoryId])
  for (const row of categories) {
    expect(row.name).not.toBe("")
    expect(categorySources, row.name).toHaveProperty(row.source)
    for (const source of Object.values(row.variants ?? {})) expect(categorySources, row.name).toHaveProperty(source)
  }
})

it("10 to 19 do not exist", () => {
  expect(findCategory(9)?.name).toBe("Furniture")
  for (let id = 10; id < 20; id++) expect(findCategory(id)).toBeUndefined()
})

it.each([
  ["Makeups", 7],
  ["makeup", 7],
  ["Cosmetic", 7],
  ["Beverage", 8],
  ["OTHER", 88_888_888]
])("%s is found, whichever page it was read on", (name, id) => {
  expect(findCategoryByName(name)?.id).toBe(id)
})

it("no spelling belongs to two categories", () => {
  const spellings = categories.flatMap(({ id, name, variants }) =>
    [...new Set([name, ...Object.keys(variants ?? {})].map((text) => text.toLowerCase()))].map((text) => [text, id])
  )
  expect(new Set(spellings.map(([text]) => text)).size).toBe(spellings.length)
  expect(findCategoryByName("hats")).toBeUndefined()
})
