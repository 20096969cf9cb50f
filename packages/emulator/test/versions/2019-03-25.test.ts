import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { draw, KEY, send } from "../client.ts"
import { encodePairs } from "../signing.ts"
import { signRoa } from "../signingV1.ts"

type Values = Readonly<Record<string, string>>

describe("the version 2019-03-25", () => {
  let emulator: Emulator
  let first: string
  let second: string

  const calling = (name: string, values: Values = {}, { version = "2019-03-25" } = {}) => {
    const body = encodePairs({ InstanceName: emulator.instance, ...values })
    const host = new URL(emulator.url).host
    return send(emulator.url, signRoa(KEY, { host, path: `/v2/image/${name}`, version, body }))
  }

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY })
    first = (await draw({ seed: 1 })).toString("base64")
    second = (await draw({ seed: 2 })).toString("base64")
  })
  afterAll(() => emulator.close())

  it("adds pictures sent as Base64, and answers with the members of its page", async () => {
    const added = await calling("add", {
      ProductId: "a",
      PicName: "1",
      PicContent: first,
      IntAttr: "7",
      CategoryId: "3"
    })
    expect(added).toMatchObject({ status: 200 })
    expect(added.body).toEqual({
      RequestId: expect.any(String),
      Success: true,
      Code: 0,
      Message: "success",
      PicInfo: { CategoryId: 3, Region: expect.stringMatching(/^\d+,\d+,\d+,\d+$/) }
    })
    expect(
      (await calling("add", { ProductId: "b", PicName: "2", PicContent: second, CustomContent: "x" })).status
    ).toBe(200)
  })

  it("finds them by picture, and shows none of the newer members", async () => {
    const { body } = await calling("search", { PicContent: first, Num: "1" })
    expect(body).toEqual({
      RequestId: expect.any(String),
      Success: true,
      Code: 0,
      Msg: "success",
      Head: { DocsFound: 1, DocsReturn: 2, SearchTime: expect.any(Number) },
      Auctions: [
        {
          ProductId: "a",
          PicName: "1",
          CategoryId: 3,
          CustomContent: "",
          Score: 1,
          SortExprValues: expect.any(String),
          IntAttr: 7,
          StrAttr: ""
        }
      ],
      PicInfo: {
        CategoryId: expect.any(Number),
        Region: expect.any(String),
        MultiRegion: expect.any(Array),
        AllCategories: expect.any(Array)
      }
    })
  })

  it("finds them by name, and by filter", async () => {
    const byName = await calling("search", { Type: "SearchByName", ProductId: "b", PicName: "2", Num: "1" })
    expect(byName.body).toMatchObject({ Auctions: [{ ProductId: "b", CustomContent: "x" }] })
    const filtered = await calling("search", { PicContent: second, Filter: "int_attr=7" })
    expect(filtered.body).toMatchObject({ Auctions: [{ ProductId: "a" }] })
  })

  it("knows nothing of newer parameters", async () => {
    const { body } = await calling("search", { PicContent: first, ScoreThreshold: "nonsense", DistinctProductId: "x" })
    expect(body).toMatchObject({ Success: true })
  })

  it("removes them, and whatever is not there", async () => {
    const removed = await calling("delete", { ProductId: "a" })
    expect(removed.body).toEqual({ RequestId: expect.any(String), Success: true, Code: 0, Message: "success" })
    expect((await calling("delete", { ProductId: "a" })).status).toBe(200)
    expect((await calling("search", { PicContent: first })).body).toMatchObject({ Head: { DocsReturn: 1 } })
  })

  it.each([
    ["add", { ProductId: "a", PicName: "1" }, "NoSpecifiedPicContent"],
    ["add", { ProductId: "a", PicName: "1", PicContent: "no picture" }, "UnsupportedPicFormat"],
    ["add", { PicName: "1", PicContent: "AAAA" }, "NoSpecifiedProductId"],
    ["search", {}, "NoSpecifiedPicContent"],
    ["search", { Type: "SearchByText" }, "InvalidType"],
    ["search", { Type: "SearchByName", ProductId: "z", PicName: "z" }, "PicNotExist"],
    ["delete", {}, "NoSpecifiedProductId"],
    ["delete", { InstanceName: "other", ProductId: "a" }, "InvalidInstance"],
    ["update", {}, "InvalidApi.NotFound"]
  ])("answers %s with %j by %s", async (name, values: Values, code) => {
    expect((await calling(name, values)).body).toMatchObject({ Code: code })
  })

  it("takes names of up to 512 characters, and finds and removes what has them", async () => {
    const key = { ProductId: "p".repeat(512), PicName: "n".repeat(512) }
    expect((await calling("add", { ...key, PicContent: second })).body).toMatchObject({ Success: true })
    expect((await calling("search", { Type: "SearchByName", ...key })).body).toMatchObject({
      Auctions: expect.arrayContaining([expect.objectContaining(key)])
    })
    expect((await calling("delete", key)).body).toMatchObject({ Success: true })
    const longer = { ...key, PicName: "n".repeat(513) }
    for (const values of [{ PicContent: second }, { Type: "SearchByName" }]) {
      const name = "Type" in values ? "search" : "add"
      expect((await calling(name, { ...longer, ...values })).body).toMatchObject({ Code: "InvalidPicName" })
      const product = { ...key, ProductId: "p".repeat(513), ...values }
      expect((await calling(name, product)).body).toMatchObject({ Code: "InvalidProductId" })
    }
  })

  it("is not called under the number of another version", async () => {
    const reply = await calling("delete", { ProductId: "a" }, { version: "2020-12-14" })
    expect(reply).toMatchObject({ status: 404, body: { Code: "InvalidApi.NotFound" } })
  })

  it("takes a picture of the largest size", async () => {
    const most = Buffer.alloc(4 * 1_024 * 1_024, "x")
    const reply = await calling("add", { ProductId: "a", PicName: "1", PicContent: most.toString("base64") })
    expect(reply.body).toMatchObject({ Code: "UnsupportedPicFormat" })
    const more = Buffer.alloc(4 * 1_024 * 1_024 + 1, "x").toString("base64")
    expect((await calling("add", { ProductId: "a", PicName: "1", PicContent: more })).body).toMatchObject({
      Code: "InvalidPicContent"
    })
  })
})

describe("an expired instance", () => {
  it.each(["add", "search", "delete"])("refuses %s of 2019-03-25 with 409", async (name) => {
    await using emulator = await startEmulator({ ...KEY, expiresMs: Date.now() - 1 })
    const body = encodePairs({ InstanceName: emulator.instance, ProductId: "a" })
    const host = new URL(emulator.url).host
    const request = signRoa(KEY, { host, path: `/v2/image/${name}`, version: "2019-03-25", body })
    expect(await send(emulator.url, request)).toMatchObject({ status: 409, body: { Code: "InstanceStatusError" } })
  })
})
