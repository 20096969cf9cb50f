// SearchImageByFilter and CheckImageExists: what is stored, without looking at pictures.

import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, hitsOf, KEY, upload, type Values } from "../client.ts"

let emulator: Emulator
let picture = ""

const add = (number: number) =>
  call(emulator, "AddImage", {
    ProductId: `p${number}`,
    PicName: "a.png",
    PicContent: picture,
    CategoryId: 3,
    IntAttr: number,
    StrAttr: number % 2 === 0 ? "even" : "odd",
    CustomContent: `n ${number}`
  })

beforeAll(async () => {
  emulator = await startEmulator({ ...KEY, strict: true })
  picture = await upload(emulator, await draw({ seed: 1 }))
  for (const number of [5, 1, 4, 2, 3]) await add(number)
})
afterAll(() => emulator.close())

describe("a search by filter", () => {
  const found = async (values: Values) => {
    const { body } = await call(emulator, "SearchImageByFilter", { Filter: "int_attr > 0", ...values })
    return { body, numbers: hitsOf(body).map((hit) => hit["IntAttr"]) }
  }

  it("lists what matches in the order of adding, also after one of them was replaced", async () => {
    await add(1)
    expect((await found({})).numbers).toEqual([5, 1, 4, 2, 3])
    expect((await found({ Filter: 'str_attr = "odd" AND int_attr < 5' })).numbers).toEqual([1, 3])
  })

  it("answers with the stored attributes, and has neither a head nor scores", async () => {
    const { body } = await found({ Filter: "int_attr = 4" })
    expect(body).toEqual({
      RequestId: expect.any(String),
      Success: true,
      Code: 0,
      Msg: "success",
      Auctions: [
        {
          ProductId: "p4",
          PicName: "a.png",
          CategoryId: 3,
          CustomContent: "n 4",
          IntAttr: 4,
          IntAttr2: 0,
          IntAttr3: 0,
          IntAttr4: 0,
          StrAttr: "even",
          StrAttr2: "",
          StrAttr3: "",
          StrAttr4: ""
        }
      ]
    })
  })

  it("returns ten hits unless told otherwise, and pages", async () => {
    expect((await found({ Num: 2 })).numbers).toEqual([5, 1])
    expect((await found({ Num: 2, Start: 4 })).numbers).toEqual([3])
    expect((await found({ Start: 5 })).numbers).toEqual([])
  })

  it.each<[string, Values, string]>([
    ["no filter", { Filter: "" }, "InvalidFilterClause"],
    ["a malformed filter", { Filter: "all" }, "InvalidFilterClause"],
    ["a filter of 4,097 characters", { Filter: `int_attr=1${" ".repeat(4_087)}` }, "InvalidFilterClause"],
    ["101 hits", { Num: 101 }, "OverflowMaxReturnNum"],
    ["a page that leaves the window of 500", { Start: 495 }, "OverflowMaxResultNum"],
    ["no instance", { InstanceName: "" }, "InvalidInstanceName"],
    ["a score threshold, which it does not have", { ScoreThreshold: "0.5" }, "InvalidParameter.Unknown"]
  ])("with %s is refused", async (_, values, code) => {
    expect((await found(values)).body["Code"]).toBe(code)
  })
})

describe("a check whether a picture exists", () => {
  it("answers with one object, not a list, if it does", async () => {
    const { body } = await call(emulator, "CheckImageExists", { ProductId: "p2", PicName: "a.png" })
    expect(body).toMatchObject({
      Success: true,
      Code: 0,
      Msg: "success",
      Exists: true,
      Auctions: { ProductId: "p2", PicName: "a.png", CategoryId: 3, CustomContent: "n 2", IntAttr: 2, StrAttr4: "" }
    })
  })

  it("succeeds with an empty object if it does not", async () => {
    const { status, body } = await call(emulator, "CheckImageExists", { ProductId: "p2", PicName: "b.png" })
    expect(status).toBe(200)
    expect(body).toEqual({
      RequestId: expect.any(String),
      Success: true,
      Code: 0,
      Msg: "success",
      Exists: false,
      Auctions: {}
    })
  })

  it.each<[string, Values, string]>([
    ["no picture name", { ProductId: "p" }, "NoSpecifiedPicName"],
    ["no product", { PicName: "a" }, "NoSpecifiedProductId"],
    ["a product of 257 characters", { ProductId: "p".repeat(257), PicName: "a" }, "InvalidProductId"],
    ["an unknown instance", { ProductId: "p", PicName: "a", InstanceName: "other" }, "InvalidInstance"]
  ])("with %s is refused", async (_, values, code) => {
    expect((await call(emulator, "CheckImageExists", values)).body["Code"]).toBe(code)
  })
})
