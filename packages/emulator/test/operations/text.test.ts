import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, hitsOf, KEY, upload, type Values } from "../client.ts"
import { paint } from "../paint.ts"

describe("a search by text", () => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, serviceType: 99, strict: true })
    const add = async (ProductId: string, colour: string, others: Values) => {
      const PicContent = await upload(emulator, await paint(colour))
      await call(emulator, "AddImage", { ProductId, PicName: "front_view.png", PicContent, Crop: false, ...others })
    }
    await add("p1", "#d01020", { CategoryId: 1, CustomContent: "brand:Aurora,summer sale", IntAttr: 1 })
    await add("p2", "#2040d0", { CategoryId: 1, StrAttr: "真丝连衣裙", IntAttr: 2 })
    await add("p3", "#d01020", { CategoryId: 4, StrAttr2: "leather", IntAttr: 3 })
    await add("p4", "#202020", { CategoryId: 4, IntAttr: 4 })
  })
  afterAll(() => emulator.close())

  const search = async (Text: string, values: Values = {}) => {
    const { body } = await call(emulator, "SearchImageByText", { Text, ...values })
    return { body, names: hitsOf(body).map((hit) => hit["ProductId"]) }
  }

  it("finds words of the stored texts, names, categories and colours, in any case", async () => {
    expect((await search("AURORA")).names).toEqual(["p1"])
    expect((await search("Leather")).names).toEqual(["p3"])
    expect((await search("p2")).names).toEqual(["p2"])
    expect((await search("front")).names).toHaveLength(4)
    expect((await search("dress")).names).toEqual(["p1", "p2"])
    expect((await search("shoe")).names).toEqual(["p3", "p4"])
    expect((await search("black")).names).toEqual(["p4"])
    expect((await search("Dresses")).names).toEqual(["p1", "p2"])
    expect((await search("Aurora's")).names).toEqual(["p1"])
    expect((await search("leath")).names).toEqual([])
  })

  it("finds Chinese words, which no spaces part", async () => {
    expect((await search("真丝")).names).toEqual(["p2"])
    expect((await search("红色")).names).toEqual(["p1", "p3"])
  })

  it("scores by the share of the words that fit, the best first, and leaves out what fits none", async () => {
    const { body, names } = await search("a red dress")
    expect(names).toEqual(["p1", "p2", "p3"])
    expect(hitsOf(body).map((hit) => hit["Score"])).toEqual([1, 0.5, 0.5])
    expect(body).toMatchObject({ Success: true, Code: 0, Msg: "success", Head: { DocsFound: 3, DocsReturn: 3 } })
    expect(Object.keys(Object(body["PicInfo"]))).toEqual(["AllCategories"])
    expect(hitsOf(body)[0]).not.toHaveProperty("SortExprValues")
  })

  it("keeps to the filter, the threshold and the window", async () => {
    expect((await search("red dress", { Filter: "int_attr >= 2" })).names).toEqual(["p2", "p3"])
    expect((await search("red dress", { ScoreThreshold: "0.51" })).names).toEqual(["p1"])
    expect((await search("red dress", { Num: 1, Start: 1 })).names).toEqual(["p2"])
  })

  it.each<[string, Values, string]>([
    ["no text", { Text: "" }, "InvalidText"],
    ["a text of 513 characters", { Text: "t".repeat(513) }, "InvalidTextLength"],
    ["101 hits", { Text: "t", Num: 101 }, "OverflowMaxReturnNum"],
    ["a category, which it does not have", { Text: "t", CategoryId: 1 }, "InvalidParameter.Unknown"]
  ])("with %s is refused", async (_, values, code) => {
    expect((await call(emulator, "SearchImageByText", values)).body["Code"]).toBe(code)
  })

  it("takes a text of 512 characters, and finds nothing for one without words", async () => {
    expect((await search("t".repeat(512))).body).toMatchObject({ Success: true })
    expect((await search("?!")).names).toEqual([])
  })

  it("is refused by an instance of any other type, before its text is read", async () => {
    await using product = await startEmulator({ ...KEY })
    const reply = await call(product, "SearchImageByText", {})
    expect(reply).toMatchObject({ status: 500, body: { Code: "UnsupportedInstanceType" } })
  })
})
