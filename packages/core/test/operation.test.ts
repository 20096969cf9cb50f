import { describe, expect, expectTypeOf, it } from "vitest"
import {
  operation,
  operationOf,
  operations,
  operationSources,
  operationsOf,
  type Operation,
  type OperationName
} from "../src/index.ts"

describe("operations", () => {
  it("are complete, of the known sets, and name a source", () => {
    for (const row of operations) {
      const title = `${row.version} ${row.name}`
      expect(["ImageSearch", "OpenPlatform"], title).toContain(row.product)
      expect(["RPC", "ROA"], title).toContain(row.style)
      expect(["safe", "idempotent", "once"], title).toContain(row.safety)
      expect(limitKeys, title).toContain(row.limitKey)
      expect(row.methods, title).toContain(row.method)
      expect(row.path, title).toMatch(row.style === "RPC" ? /^\/$/ : /^\/[a-z\d/]+$/)
      expect(row.perSecond === null || row.perSecond === "bought" || row.perSecond > 0, title).toBe(true)
      expect(operationSources, title).toHaveProperty(row.source)
    }
  })

  it("are 14 of 2020-12-14, 3 of 2019-03-25, 3 of 2018-01-20 and the upload's authorization", () => {
    expect(operationsOf("2020-12-14")).toHaveLength(14)
    expect(operationsOf("2019-03-25").map(({ path }) => path)).toEqual([
      "/v2/image/add",
      "/v2/image/search",
      "/v2/image/delete"
    ])
    expect(operationsOf("2018-01-20").map(({ name }) => name)).toEqual(["AddItem", "SearchItem", "DeleteItem"])
    expect(operationsOf("2019-12-19").map(({ name }) => name)).toEqual(["AuthorizeFileUpload"])
    expect(operations).toHaveLength(21)
  })

  it("are unique by version and name, and use every source", () => {
    expect(new Set(operations.map(({ version, name }) => `${version}/${name}`)).size).toBe(operations.length)
    expect(new Set(operations.map(({ source }) => source))).toEqual(new Set(Object.keys(operationSources)))
  })

  it("of one name in two versions are told apart", () => {
    expect(operation("AddImage")).toMatchObject({ version: "2020-12-14", style: "RPC", path: "/" })
    expect(operationOf("2019-03-25", "AddImage")).toMatchObject({ style: "ROA", path: "/v2/image/add" })
  })

  it("know their names by version at compile time", () => {
    expectTypeOf(operationOf("2018-01-20", "AddItem")).toEqualTypeOf<Operation<"2018-01-20">>()
    expectTypeOf<OperationName>().not.toExtend<"SearchImage">()
    // @ts-expect-error -- SearchImage belongs to 2019-03-25.
    expect(() => operationOf("2020-12-14", "SearchImage")).toThrow("no row for SearchImage of 2020-12-14")
  })

  it("are sent by POST, but for the upload's authorization; four are documented with GET as well", () => {
    expect(operations.filter(({ method }) => method === "GET").map(({ name }) => name)).toEqual(["AuthorizeFileUpload"])
    expect(operations.filter(({ methods }) => methods.length === 2).map(({ name }) => name)).toEqual([
      "DumpMeta",
      "DumpMetaList",
      "IncreaseInstance",
      "IncreaseList"
    ])
  })

  it("may be repeated, but for the two that start a task", () => {
    expect(operations.filter(({ safety }) => safety === "once").map(({ name }) => name)).toEqual([
      "DumpMeta",
      "IncreaseInstance"
    ])
    expect(
      operationsOf("2020-12-14")
        .filter(({ safety }) => safety === "idempotent")
        .map(({ name }) => name)
    ).toEqual(["AddImage", "DeleteImage", "UpdateImage"])
  })
})

const limitKeys = [
  "add",
  "delete",
  "update",
  "search",
  "detail",
  "dumpMeta",
  "dumpMetaList",
  "increaseInstance",
  "increaseList",
  "authorize"
]
