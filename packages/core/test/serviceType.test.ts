import { expect, it } from "vitest"
import { findServiceType, serviceType, serviceTypes, serviceTypeSources } from "../src/index.ts"

it("the service types are eight, with the numbers 0 to 7 once each", () => {
  expect(serviceTypes).toHaveLength(8)
  expect(new Set(serviceTypes.map(({ name }) => name)).size).toBe(8)
  expect(serviceTypes.flatMap(({ numbers }) => numbers).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  for (const row of serviceTypes) {
    expect(serviceTypeSources, row.name).toHaveProperty(row.source)
    expect(["used", "forced", null], row.name).toContain(row.category)
    expect(["used", "ignored", null], row.name).toContain(row.subject)
    expect(serviceType(row.name)).toBe(row)
  }
})

it("trademark has two numbers, multimodal none that is established", () => {
  expect(findServiceType(3)?.name).toBe("trademark")
  expect(findServiceType(7)?.name).toBe("trademark")
  expect(serviceType("multimodal")).toMatchObject({ numbers: [], source: "inferred", textSearch: true })
  expect(findServiceType(8)).toBeUndefined()
})

it("only product and multimodal use categories, only fabric ignores subjects, only multimodal searches by text", () => {
  const named = (test: (row: (typeof serviceTypes)[number]) => boolean) =>
    serviceTypes.filter(test).map(({ name }) => name)
  expect(named(({ category }) => category === "used")).toEqual(["product", "multimodal"])
  expect(named(({ subject }) => subject === "ignored")).toEqual(["fabric"])
  expect(named(({ textSearch }) => textSearch)).toEqual(["multimodal"])
  expect(named(({ sides, category, subject }) => sides === null && category === null && subject === null)).toEqual([
    "copyright"
  ])
})
