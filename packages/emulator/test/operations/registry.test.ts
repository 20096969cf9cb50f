import parameters from "@imagesearch/core/data/parameters.json" with { type: "json" }
import { describe, expect, it } from "vitest"
import { findOperation } from "../../src/operations/registry.ts"

const documented = Object.entries(parameters.operations).flatMap(([key, rows]) => {
  const [version = "", action = ""] = key.split("/")
  return version === "2020-12-14" ? [{ version, action, names: rows.map(({ name }) => name).toSorted() }] : []
})

describe("the operations of 2020-12-14", () => {
  it("are all fourteen there", () => {
    expect(documented).toHaveLength(14)
  })

  it.each(documented)("$action takes the documented parameters and no other", ({ version, action, names }) => {
    const operation = findOperation({ action, version, method: "POST" })
    expect(operation.name).toBe(action)
    expect(operation.parameters.toSorted()).toEqual(names)
  })
})
