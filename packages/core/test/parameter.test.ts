import { describe, expect, it } from "vitest"
import { categories, limits, operation, operationOf, operations, parametersOf, parameterSources } from "../src/index.ts"

const all = operations.flatMap((row) =>
  parametersOf(row).map((parameter) => ({ ...parameter, title: `${row.version} ${row.name} ${parameter.name}` }))
)
const placed = (place: string, name: Parameters<typeof operation>[0]) =>
  parametersOf(operation(name))
    .filter((parameter) => parameter.place === place)
    .map((parameter) => parameter.name)

describe("parameters", () => {
  it("are complete, of the known sets, and name a source", () => {
    for (const { title, ...row } of all) {
      expect(["string", "int32", "int64", "boolean", "decimal", "base64", "url"], title).toContain(row.type)
      expect(["query", "form", "body"], title).toContain(row.place)
      expect(typeof row.required, title).toBe("boolean")
      expect(row.required && row.requiredWhen !== undefined, title).toBe(false)
      expect(row.min === undefined || row.max === undefined || row.min < row.max, title).toBe(true)
      expect(parameterSources, title).toHaveProperty(row.source)
    }
  })

  it("belong to every operation, once each, and use every source", () => {
    for (const row of operations) expect(parametersOf(row).length, row.name).toBeGreaterThan(0)
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length)
    expect(new Set(all.map(({ source }) => source))).toEqual(new Set(Object.keys(parameterSources)))
  })

  it("of ScoreThreshold travel in the query, while all beside it is in the form", () => {
    expect(placed("query", "SearchImageByPic")).toEqual(["ScoreThreshold"])
    expect(placed("query", "SearchImageByName")).toEqual(["ScoreThreshold"])
    expect(placed("query", "SearchImageByText")).toEqual(["ScoreThreshold"])
    expect(placed("query", "SearchImageByFilter")).toEqual([])
  })

  it("of UpdateImage's third and fourth attributes travel in the query, but not those of AddImage", () => {
    expect(placed("query", "UpdateImage")).toEqual(["IntAttr3", "IntAttr4", "StrAttr3", "StrAttr4"])
    expect(placed("query", "AddImage")).toEqual([])
  })

  it("of the management operations travel in the query, and they have no body", () => {
    for (const name of ["Detail", "DumpMeta", "DumpMetaList", "IncreaseInstance", "IncreaseList"] as const) {
      expect(placed("form", name), name).toEqual([])
    }
  })

  it("of PicContent are an address in 2020-12-14 and Base64 in 2019-03-25", () => {
    expect(parametersOf(operation("AddImage"))).toContainEqual(
      expect.objectContaining({ name: "PicContent", type: "url", required: true })
    )
    expect(parametersOf(operationOf("2019-03-25", "SearchImage"))).toContainEqual(
      expect.objectContaining({ name: "PicContent", type: "base64", requiredWhen: "Type is absent or SearchByPic" })
    )
  })

  it("of 2018-01-20 are keys of its body, but for the instance", () => {
    for (const row of operations.filter(({ version }) => version === "2018-01-20")) {
      const [first, ...rest] = parametersOf(row)
      expect(first).toMatchObject({ name: "instanceName", place: "query" })
      expect(
        rest.every(({ place }) => place === "body"),
        row.name
      ).toBe(true)
    }
  })

  it("of DeleteImage are needed by what is deleted", () => {
    expect(
      parametersOf(operation("DeleteImage"))
        .filter(({ requiredWhen }) => requiredWhen !== undefined)
        .map(({ name, requiredWhen }) => `${name}: ${requiredWhen}`)
    ).toEqual(["ProductId: IsDeleteByFilter is absent or false", "Filter: IsDeleteByFilter is true"])
  })

  it("of one name have one bound in 2020-12-14, that of the table of limits", () => {
    const current = all.filter(({ title }) => title.startsWith("2020-12-14"))
    const named = (pattern: RegExp) => current.filter(({ name }) => pattern.test(name))
    const lengths = (pattern: RegExp) => new Set(named(pattern).map(({ maxLength }) => maxLength))
    expect(lengths(/^InstanceName$/)).toEqual(new Set([limits.instanceName.max]))
    expect(lengths(/^(ProductId|PicName)$/)).toEqual(new Set([limits.identifier.max]))
    expect(lengths(/^CustomContent$/)).toEqual(new Set([limits.customContent.max]))
    expect(lengths(/^StrAttr/)).toEqual(new Set([limits.strAttr.max]))
    expect(new Set(named(/^StrAttr/).map(({ without }) => without))).toEqual(new Set([limits.strAttr.without]))
    expect(lengths(/^Filter$/)).toEqual(new Set([limits.filter.max]))
    expect(lengths(/^Text$/)).toEqual(new Set([limits.text.max]))
    expect(new Set(named(/^IntAttr/).map(({ type }) => type))).toEqual(new Set(["int32"]))
    const { num, start, scoreThreshold } = limits
    for (const row of named(/^Num$/)) expect(row).toMatchObject({ min: num.min, max: num.max, default: num.default })
    for (const row of named(/^Start$/)) {
      expect(row).toMatchObject({ min: start.min, max: start.max, default: start.default })
    }
    for (const row of named(/^ScoreThreshold$/)) {
      expect(row).toMatchObject({ min: 0, max: scoreThreshold.max, decimals: scoreThreshold.decimals, default: "0.00" })
    }
    const sizes = named(/^PageSize$/).map(({ max }) => max)
    expect(sizes).toEqual([limits.exportPageSize.max, limits.importPageSize.max])
  })

  it("of CategoryId take the ids of the table of categories", () => {
    const ids = categories.map(({ id }) => id)
    const rows = all.filter(({ name }) => name === "CategoryId")
    expect(rows).toHaveLength(5)
    for (const row of rows) expect(row.enum, row.title).toEqual(ids)
  })

  it("of older pages stand in comments", () => {
    const productId = parametersOf(operation("AddImage")).find(({ name }) => name === "ProductId")
    expect(productId).toMatchObject({ maxLength: 256, comment: "Older pages say 512." })
    const older = parametersOf(operationOf("2019-03-25", "AddImage")).find(({ name }) => name === "ProductId")
    expect(older).toMatchObject({ maxLength: 512 })
  })
})
