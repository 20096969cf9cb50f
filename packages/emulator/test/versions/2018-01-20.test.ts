import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { draw, KEY, send } from "../client.ts"
import { heldBytes } from "../heldBytes.ts"
import { signRoa } from "../signingV1.ts"

type Values = Readonly<Record<string, string>>

const base64 = (text: string): string => Buffer.from(text).toString("base64")

/** As the official Java client builds it. */
const bodyOf = (values: Values): string => {
  const meta: string[] = []
  let content = ""
  for (const [key, value] of Object.entries(values)) {
    meta.push(`${key},${content.length},${content.length + value.length}`)
    content += value
  }
  return `${meta.join("#")}^${content}`
}

/** More than a picture of the test takes. */
const NOTE_CHARACTERS = 3_000_000

describe("the version 2018-01-20", () => {
  let emulator: Emulator
  let first: string
  let second: string

  const sending = (name: string, body: string, instanceName = emulator.instance) =>
    send(
      emulator.url,
      signRoa(KEY, {
        host: new URL(emulator.url).host,
        path: `/item/${name}`,
        query: { instanceName },
        version: "2018-01-20",
        contentType: "application/octet-stream;charset=utf-8",
        body
      })
    )

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, strict: true })
    first = (await draw({ seed: 1 })).toString("base64")
    second = (await draw({ seed: 2 })).toString("base64")
  })
  afterAll(() => emulator.close())

  it("adds an item with several pictures, in a body whose offsets count characters", async () => {
    const { status, body } = await sending(
      "add",
      bodyOf({
        cust_content: "Schuhe 鞋 😀",
        item_id: "1000",
        cat_id: "5",
        pic_list: `${base64("a.jpg")},${base64("中.jpg")}`,
        [base64("a.jpg")]: first,
        [base64("中.jpg")]: second
      })
    )
    expect({ status, body }).toEqual({
      status: 200,
      body: { RequestId: expect.any(String), Success: true, Code: 0, Message: "success" }
    })
  })

  it("finds its pictures, under the names and with the texts of the version", async () => {
    const picture = base64("searchPic")
    const { body } = await sending("search", bodyOf({ s: "0", n: "1", pic_list: picture, [picture]: second }))
    expect(body).toEqual({
      RequestId: expect.any(String),
      Success: true,
      Code: 0,
      Message: "success",
      Head: { DocsFound: 1, DocsReturn: 2, SearchTime: expect.any(Number) },
      PicInfo: {
        Category: "5",
        Region: expect.any(String),
        AllCategory: expect.arrayContaining([{ Id: "5", Name: expect.any(String) }])
      },
      Auctions: [
        {
          CustContent: "Schuhe 鞋 😀",
          ProductId: "1000",
          SortExprValues: expect.any(String),
          CatId: "5",
          PicName: "中.jpg"
        }
      ]
    })
  })

  it("removes one picture of an item, or all of it", async () => {
    const left = async () => {
      const picture = base64("q")
      return (await sending("search", bodyOf({ pic_list: picture, [picture]: first }))).body["Head"]
    }
    expect((await sending("delete", bodyOf({ item_id: "1000", pic_list: base64("a.jpg") }))).status).toBe(200)
    expect(await left()).toMatchObject({ DocsReturn: 1 })
    expect((await sending("delete", bodyOf({ item_id: "1000", pic_list: "" }))).status).toBe(200)
    expect(await left()).toMatchObject({ DocsReturn: 0 })
  })

  it.each([
    ["add", "no caret at all", "NoCaretSeperator"],
    ["search", "", "NoCaretSeperator"],
    ["add", "^1000", "EmptyMeta"],
    ["delete", "^", "EmptyMeta"],
    ["add", "item_id,0,9^1000", "InvalidMetaItem"],
    ["add", "item_id,3,1^1000", "InvalidMetaItem"],
    ["add", "item_id,0,4#item_id,0,4^1000", "InvalidMetaItem"],
    ["add", "item_id,0^1000", "InvalidMetaItem"],
    ["add", `${"k,0,0#".repeat(2_000)}^`, "InvalidMetaItem"],
    ["add", "pic_list,0,4^YQ==", "NoSpecifiedItemId"],
    ["add", "item_id,0,4^1000", "NoPicList"],
    ["add", "item_id,0,4#pic_list,4,4^1000", "NoSpecifiedAddPic"],
    ["add", "item_id,0,4#pic_list,4,8^1000YQ==", "NoSpecifiedPic"],
    ["search", "s,0,1^0", "NoPicList"],
    ["add", "item_id,0,4#pic_list,4,13^1000YQ==:AAAA", "InvalidPicList"],
    ["delete", "item_id,0,4#pic_list,4,9^1000a.jpg", "InvalidPicList"],
    ["search", "pic_list,0,5^a.jpg", "InvalidPicList"],
    ["search", "pic_list,0,0^", "NoSpecifiedSearchPic"],
    ["search", "pic_list,0,4^YQ==", "NoSpecifiedPic"],
    ["search", "s,0,1#pic_list,1,5#YQ==,5,9^xYQ==AAAA", "InvalidStartParameter"],
    ["delete", "item_id,0,0^", "NoSpecifiedItemId"]
  ])("answers %s with the body %s by %s", async (name, body, code) => {
    expect((await sending(name, body)).body).toMatchObject({ Code: code })
  })

  it("holds nothing of a body but what is stored of it", async () => {
    await using lenient = await startEmulator(KEY)
    const { host } = new URL(lenient.url)
    const add = (item: string) => {
      const values = { item_id: item, cust_content: "a text that is long", pic_list: base64("a"), [base64("a")]: first }
      const body = bodyOf({ ...values, note: "x".repeat(NOTE_CHARACTERS) })
      const query = { instanceName: lenient.instance }
      return send(lenient.url, signRoa(KEY, { host, path: "/item/add", query, version: "2018-01-20", body }))
    }
    await add("warm")
    const before = await heldBytes()
    for (let at = 0; at < 20; at += 1) expect((await add(`the item ${at} of many`)).status).toBe(200)
    expect((await heldBytes()) - before).toBeLessThan(5 * NOTE_CHARACTERS)
  })

  it("refuses another instance", async () => {
    expect((await sending("delete", "item_id,0,1^1", "other")).body).toMatchObject({ Code: "InvalidInstance" })
  })
})
