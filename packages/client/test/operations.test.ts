import { describe, expect, it } from "vitest"
import { where } from "@imagesearch/core"
import type { ImageSearchClient } from "../src/promise.ts"
import { documented } from "./support/documented.ts"
import { disc } from "./support/picture.ts"

const auction = { ProductId: "p", PicName: "n", CategoryId: 3, CustomContent: "c", IntAttr: 2, StrAttr: "s" }

describe("parameters travel where the service expects them", () => {
  it("UpdateImage: attributes 3 and 4 in the query, the rest in the form", async () => {
    const { client, seen } = await documented({})
    await client.updateImage({
      productId: "p",
      picName: "n",
      intAttr: 1,
      intAttr3: -3,
      strAttr2: "two",
      strAttr4: "four",
      customContent: "x"
    })
    expect(seen).toEqual([
      {
        action: "UpdateImage",
        query: { IntAttr3: "-3", StrAttr4: "four" },
        form: { InstanceName: "shop", ProductId: "p", PicName: "n", IntAttr: "1", StrAttr2: "two", CustomContent: "x" }
      }
    ])
  })

  it("SearchImageByText: the threshold in the query", async () => {
    const { client, seen } = await documented({ SearchImageByText: { Auctions: [{ ...auction, Score: 0.5 }] } })
    const { hits } = await client.byText({ text: "红色 shoe", scoreThreshold: 0.3, num: 5 })
    expect(seen[0]).toEqual({
      action: "SearchImageByText",
      query: { ScoreThreshold: "0.30" },
      form: { InstanceName: "shop", Text: "红色 shoe", Num: "5" }
    })
    expect(hits).toMatchObject([{ productId: "p", score: 0.5 }])
  })

  it("SearchImageByFilter: a built filter as its text", async () => {
    const { client, seen } = await documented({ SearchImageByFilter: { Auctions: [auction] } })
    const filter = where.int("int_attr").gte(3).and(where.str("str_attr").eq("red"))
    const { hits } = await client.byFilter({ filter, start: 2 })
    expect(seen[0]?.form).toEqual({ InstanceName: "shop", Filter: String(filter), Start: "2" })
    expect(hits).toMatchObject([{ productId: "p", intAttr: 2 }])
  })

  it("Detail, DumpMeta, DumpMetaList, IncreaseInstance and IncreaseList: all in the query, without a body", async () => {
    const { client, seen } = await documented({
      DumpMeta: { Data: { DumpMetaStatus: "PROCESSING", Id: "500" } },
      IncreaseInstance: { Data: { IncrementStatus: "PROCESSING", Id: "501" } },
      DumpMetaList: { Data: { DumpMetaList: [], PageNumber: 2, PageSize: 30, TotalCount: 0 } },
      IncreaseList: { Data: {} }
    })
    expect((await client.startExport()).task).toEqual({ id: "500", status: "PROCESSING" })
    expect((await client.startBatch({ bucketName: "b", path: "/a/b" })).task).toEqual({
      id: "501",
      status: "PROCESSING"
    })
    await client.listExports({ id: "500", pageNumber: 2, pageSize: 30 })
    await client.listBatches()
    expect(seen.map(({ action, query, form }) => [action, query, form])).toEqual([
      ["DumpMeta", { InstanceName: "shop" }, {}],
      ["IncreaseInstance", { InstanceName: "shop", BucketName: "b", Path: "/a/b" }, {}],
      ["DumpMetaList", { InstanceName: "shop", Id: "500", PageNumber: "2", PageSize: "30" }, {}],
      ["IncreaseList", { InstanceName: "shop" }, {}]
    ])
  })
})

describe("answers as the documents show them", () => {
  it("CompareSimilarByImage uploads both pictures and gives the score", async () => {
    const { client, seen } = await documented({ CompareSimilarByImage: { Score: 0.85, Msg: "success" } })
    const { score, attempts } = await client.compare({ primary: disc(), secondary: disc({ radius: 50 }) })
    expect(score).toBe(0.85)
    expect(attempts.filter(({ operation }) => operation === "PostObject")).toHaveLength(2)
    expect(seen[0]?.form["PrimaryPicContent"]).toMatch(/^http:\/\/b\.oss\.localhost:\d+\/key-/)
    expect(seen[0]?.form["SecondaryPicContent"]).not.toBe(seen[0]?.form["PrimaryPicContent"])
  })

  it("CheckImageExists gives the stored picture, and none where there is none", async () => {
    const there = await documented({ CheckImageExists: { Exists: true, Auctions: auction } })
    expect(await there.client.exists({ productId: "p", picName: "n" })).toMatchObject({
      exists: true,
      stored: { productId: "p", strAttr: "s" }
    })
    const absent = await documented({ CheckImageExists: { Exists: false, Auctions: {} } })
    expect(await absent.client.exists({ productId: "p", picName: "n" })).toMatchObject({
      exists: false,
      stored: undefined
    })
  })

  it("lists make ids text and instants dates, whatever their types on the wire", async () => {
    const { client } = await documented({
      DumpMetaList: {
        Data: {
          DumpMetaList: [
            {
              Status: "SUCCESS",
              Msg: "success",
              UtcModified: 1629095760000,
              MetaUrl: "https://x.example/m",
              UtcCreate: "1629095713000",
              Code: "0",
              Id: 500
            }
          ],
          PageSize: 10,
          PageNumber: 1,
          TotalCount: 15
        }
      },
      IncreaseList: {
        Data: {
          Increments: {
            Instance: [
              {
                Status: "FAIL",
                Msg: "no",
                UtcModified: 1629095760000,
                UtcCreate: "1629095713000",
                Id: 501,
                BucketName: "b",
                Path: "/p",
                ErrorUrl: "https://x.example/e",
                CallbackAddress: ""
              }
            ]
          },
          PageSize: 10,
          PageNumber: 1,
          TotalCount: 1
        }
      }
    })
    expect(await client.listExports()).toMatchObject({
      tasks: [
        {
          id: "500",
          status: "SUCCESS",
          url: "https://x.example/m",
          createdAt: new Date(1629095713000),
          modifiedAt: new Date(1629095760000)
        }
      ],
      total: 15
    })
    expect(await client.listBatches()).toMatchObject({
      tasks: [{ id: "501", status: "FAIL", errorUrl: "https://x.example/e", bucketName: "b" }],
      total: 1
    })
  })
})

describe("input that the service would refuse", () => {
  it.each([
    ["path", (client: ImageSearchClient) => client.startBatch({ bucketName: "b", path: "a/" })],
    [
      "callbackAddress",
      (client: ImageSearchClient) => client.startBatch({ bucketName: "b", path: "/a", callbackAddress: "nowhere" })
    ],
    [
      "callbackAddress",
      (client: ImageSearchClient) =>
        client.startBatch({ bucketName: "b", path: "/a", callbackAddress: "mailto:a@b.example" })
    ],
    ["text", (client: ImageSearchClient) => client.byText({ text: "x".repeat(513) })],
    // It would go out as U+FFFD, and name another picture.
    ["productId", (client: ImageSearchClient) => client.exists({ productId: "p\ud83d", picName: "n" })],
    ["filter", (client: ImageSearchClient) => client.byFilter({ filter: 'str_attr="\ud83d"' })],
    ["bucketName", (client: ImageSearchClient) => client.listBatches({ bucketName: "\ud83d" })],
    ["id", (client: ImageSearchClient) => client.listExports({ id: "five" })],
    ["timeout", (client: ImageSearchClient) => client.detail({ timeout: "5 sec" as never })]
  ])("%s is refused by its name, and nothing is sent", async (field, call) => {
    const { client, seen } = await documented({})
    await expect(call(client)).rejects.toMatchObject({ reason: { _tag: "InvalidInput", issues: [{ field }] } })
    expect(seen).toEqual([])
  })
})
