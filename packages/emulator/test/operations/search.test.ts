import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, KEY, send, upload, type Values } from "../client.ts"
import { sign } from "../signing.ts"

describe("a search", () => {
  let emulator: Emulator
  let query = ""

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY })
    for (let seed = 1; seed <= 8; seed += 1) {
      const PicContent = await upload(emulator, await draw({ seed }))
      const ProductId = `product ${Math.ceil(seed / 2)}`
      await call(emulator, "AddImage", {
        ProductId,
        PicName: `${seed}.png`,
        PicContent,
        CategoryId: seed <= 4 ? 0 : 4,
        IntAttr: seed,
        Crop: false
      })
    }
    query = await upload(emulator, await draw({ seed: 3 }))
  })
  afterAll(() => emulator.close())

  const search = async (values: Values = {}) => {
    const { body } = await call(emulator, "SearchImageByPic", { PicContent: query, Crop: false, ...values })
    const hits: readonly Record<string, unknown>[] = Array.isArray(body["Auctions"]) ? body["Auctions"] : []
    return { body, names: hits.map((hit) => String(hit["PicName"])), hits }
  }

  it("lists the hits by falling score, with the deprecated scale of their category beside it", async () => {
    const { hits } = await search()
    const scores = hits.map((hit) => Number(hit["Score"]))
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(hits[0]).toMatchObject({ PicName: "3.png", Score: 1, SortExprValues: "7.33136443711219e+24;0" })
  })

  it("pages without a gap or a repetition", async () => {
    const all = (await search()).names
    const pages = [await search({ Num: 3 }), await search({ Num: 3, Start: 3 }), await search({ Num: 3, Start: 6 })]
    expect(pages.flatMap(({ names }) => names)).toEqual(all)
    expect(all).toHaveLength(8)
  })

  it("counts what it returns in DocsFound and what matches in DocsReturn, as the documents have it", async () => {
    expect((await search({ Num: 2 })).body["Head"]).toMatchObject({ DocsFound: 2, DocsReturn: 8 })
    expect((await search({ Num: 2, Filter: "int_attr in (1,2,3)" })).body["Head"]).toMatchObject({
      DocsFound: 2,
      DocsReturn: 3
    })
  })

  it("keeps to the filter and to a given category", async () => {
    expect(new Set((await search({ Filter: "int_attr > 6" })).names)).toEqual(new Set(["7.png", "8.png"]))
    expect(new Set((await search({ CategoryId: 4 })).names)).toEqual(new Set(["5.png", "6.png", "7.png", "8.png"]))
  })

  it("reports a predicted category without narrowing to it", async () => {
    const { body, names } = await search()
    expect(body["PicInfo"]).toMatchObject({ CategoryId: 0 })
    expect(names).toHaveLength(8)
  })

  it("shows one hit per product when asked to, the best one, and pages over those", async () => {
    const { hits } = await search({ DistinctProductId: true })
    expect(new Set(hits.map((hit) => hit["ProductId"])).size).toBe(4)
    expect(hits).toHaveLength(4)
    expect(hits[0]).toMatchObject({ PicName: "3.png" })
    expect((await search({ DistinctProductId: true, Num: 2, Start: 3 })).hits).toEqual(hits.slice(3))
  })

  it("leaves out hits below the score asked for", async () => {
    expect((await search({ ScoreThreshold: "0.99" })).names).toEqual(["3.png"])
  })

  it("reports the region used: the given one, else the whole picture if nothing is to be cropped", async () => {
    expect((await search()).body["PicInfo"]).toMatchObject({ Region: "0,320,0,240" })
    expect((await search({ Region: "10,200,20,180", Crop: true })).body["PicInfo"]).toMatchObject({
      Region: "10,200,20,180",
      MultiRegion: [{ Region: "10,200,20,180" }]
    })
  })

  it("takes its parameters from the query as well as from the form, and from the form if both hold one", async () => {
    const request = sign(KEY, {
      method: "POST",
      host: new URL(emulator.url).host,
      action: "SearchImageByName",
      version: "2020-12-14",
      query: { InstanceName: emulator.instance, Num: "2", ProductId: "nothing" },
      form: { ProductId: "product 1", PicName: "1.png" }
    })
    expect((await send(emulator.url, request)).body).toMatchObject({ Success: true, Head: { DocsFound: 2 } })
  })
})

describe("a deletion by filter", () => {
  it("removes what matches and nothing else", async () => {
    await using emulator = await startEmulator({ ...KEY })
    const PicContent = await upload(emulator, await draw({ seed: 1 }))
    for (const IntAttr of [1, 2, 3])
      await call(emulator, "AddImage", { ProductId: `p${IntAttr}`, PicName: "a", PicContent, IntAttr })
    const { body } = await call(emulator, "DeleteImage", { IsDeleteByFilter: true, Filter: "int_attr >= 2" })
    expect(body["Data"]).toEqual({ PicNames: ["a", "a"] })
    expect((await call(emulator, "Detail")).body).toMatchObject({ Instance: { TotalCount: 1 } })
  })
})

describe("a picture that is added without a category", () => {
  it("gets the one of the stored pictures that look like it, and 88888888 if there are none", async () => {
    await using emulator = await startEmulator({ ...KEY })
    const add = async (ProductId: string, seed: number, others: Values = {}) => {
      const PicContent = await upload(emulator, await draw({ seed }))
      return (await call(emulator, "AddImage", { ProductId, PicName: "a", PicContent, ...others })).body["PicInfo"]
    }
    expect(await add("first", 1)).toMatchObject({ CategoryId: 88_888_888 })
    await call(emulator, "DeleteImage", { ProductId: "first" })
    await add("bag", 1, { CategoryId: 3 })
    expect(await add("another bag", 1)).toMatchObject({ CategoryId: 3 })
  })
})

describe("a picture that is added twice", () => {
  it("is replaced: the second picture and its attributes are found, the first is gone", async () => {
    await using emulator = await startEmulator({ ...KEY })
    const [first, second] = [
      await upload(emulator, await draw({ seed: 1 })),
      await upload(emulator, await draw({ seed: 2 }))
    ]
    await call(emulator, "AddImage", { ProductId: "p", PicName: "a", PicContent: first, IntAttr: 1, StrAttr: "old" })
    await call(emulator, "AddImage", { ProductId: "p", PicName: "a", PicContent: second, IntAttr: 2 })
    expect((await call(emulator, "Detail")).body).toMatchObject({ Instance: { TotalCount: 1 } })
    const { body } = await call(emulator, "SearchImageByPic", { PicContent: second })
    expect(body["Auctions"]).toMatchObject([{ Score: 1, IntAttr: 2, StrAttr: "" }])
  })
})
