import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, hitsOf, KEY, send, upload, type Values } from "../client.ts"
import { sign } from "../signing.ts"

const key = { ProductId: "p", PicName: "a.png" }

describe("an update", () => {
  let emulator: Emulator
  let picture = ""

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, strict: true })
    picture = await upload(emulator, await draw({ seed: 1 }))
  })
  afterAll(() => emulator.close())

  const updated = async (values: Values) => {
    const attributes = { CustomContent: "old", IntAttr: 1, IntAttr4: 4, StrAttr: "red", StrAttr3: "wool" }
    await call(emulator, "AddImage", { ...key, PicContent: picture, CategoryId: 3, ...attributes })
    const { body } = await call(emulator, "UpdateImage", { ...key, ...values })
    const [stored] = hitsOf((await call(emulator, "SearchImageByName", key)).body)
    return { body, stored }
  }

  it("changes what is named and keeps the rest, the category and the picture", async () => {
    const { body, stored } = await updated({ IntAttr: 7, StrAttr3: "silk" })
    expect(body).toEqual({ RequestId: expect.any(String), Success: true, Code: 0, Message: "success" })
    expect(stored).toMatchObject({
      CategoryId: 3,
      Score: 1,
      CustomContent: "old",
      IntAttr: 7,
      IntAttr2: 0,
      IntAttr4: 4,
      StrAttr: "red",
      StrAttr3: "silk"
    })
  })

  it("clears a text that is sent empty and keeps an integer that is", async () => {
    const { stored } = await updated({ CustomContent: "", StrAttr: "", IntAttr: "" })
    expect(stored).toMatchObject({ CustomContent: "", StrAttr: "", IntAttr: 1, StrAttr3: "wool" })
  })

  it("takes the third and fourth attributes from the query, where the official SDK puts them", async () => {
    await updated({})
    const request = sign(KEY, {
      method: "POST",
      host: new URL(emulator.url).host,
      action: "UpdateImage",
      version: "2020-12-14",
      query: { IntAttr3: "30", IntAttr4: "40", StrAttr3: "s3", StrAttr4: "s4" },
      form: { InstanceName: emulator.instance, ...key, IntAttr: "10" }
    })
    expect((await send(emulator.url, request)).body).toMatchObject({ Success: true })
    const { body } = await call(emulator, "SearchImageByName", key)
    expect(hitsOf(body)).toMatchObject([{ IntAttr: 10, IntAttr3: 30, IntAttr4: 40, StrAttr3: "s3", StrAttr4: "s4" }])
  })

  it("is found by filters on the new values at once, and no longer by the old ones", async () => {
    await updated({ StrAttr: "green" })
    const found = async (Filter: string) => hitsOf((await call(emulator, "SearchImageByFilter", { Filter })).body)
    expect(await found('str_attr = "green"')).toHaveLength(1)
    expect(await found('str_attr = "red"')).toEqual([])
  })

  it.each<[string, Values, string]>([
    ["an unknown picture", { PicName: "b.png" }, "PicNotExist"],
    ["no product", { ProductId: "" }, "NoSpecifiedProductId"],
    ["no picture name", { PicName: "" }, "NoSpecifiedPicName"],
    ["a text of 129 characters", { StrAttr4: "s".repeat(129) }, "InvalidStrAttr4"],
    ["a percent sign", { StrAttr: "10%" }, "InvalidStrAttr"],
    ["an integer over 32 bits", { IntAttr3: 2_147_483_648 }, "InvalidIntAttr3"],
    ["content of 4,097 characters", { CustomContent: "c".repeat(4_097) }, "InvalidCustomContent"],
    ["an unknown instance", { InstanceName: "other" }, "InvalidInstance"],
    ["a category, which cannot be changed", { CategoryId: 3 }, "InvalidParameter.Unknown"]
  ])("with %s is refused and changes nothing", async (_, values, code) => {
    const { body, stored } = await updated(values)
    expect(body["Code"]).toBe(code)
    expect(stored).toMatchObject({ CustomContent: "old", StrAttr: "red" })
  })
})
