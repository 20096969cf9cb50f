// Every documented limit of the operations, asked for at the socket.

import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, KEY, send, upload, type Values } from "../client.ts"
import { sign } from "../signing.ts"

const key = { ProductId: "p", PicName: "a.png" }

describe("the limits of the operations", () => {
  let emulator: Emulator
  let pictures: Readonly<Record<string, string>> = {}

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY })
    const drawn = async (seed: number, changes = {}) => upload(emulator, await draw({ seed, ...changes }))
    const png = await draw({ seed: 1 })
    pictures = {
      good: await drawn(1),
      least: await drawn(2, { width: 100, height: 100 }),
      narrow: await drawn(3, { width: 99, height: 300 }),
      wide: await drawn(4, { width: 4_097, height: 120 }),
      turned: await drawn(5, { format: "jpeg", orientation: 6 }),
      upright: await drawn(6, { format: "jpeg", orientation: 1 }),
      heavy: await upload(emulator, Buffer.concat([png, Buffer.alloc(4 * 1_024 * 1_024 + 1 - png.length)])),
      heaviest: await upload(emulator, Buffer.concat([png, Buffer.alloc(4 * 1_024 * 1_024 - png.length)])),
      text: await upload(emulator, Buffer.from("this is not a picture, whatever its name says")),
      cut: await upload(emulator, png.subarray(0, 60)),
      empty: await upload(emulator, Buffer.alloc(0)),
      elsewhere: "https://example.com/a.png",
      nowhere: `http://sh-imagesearch-transfer-station.oss-cn-shanghai.localhost:${new URL(emulator.url).port}/nothing`,
      base64: png.toString("base64")
    }
    await call(emulator, "AddImage", { ProductId: "stored", PicName: "a.png", PicContent: pictures["good"] ?? "" })
  })
  afterAll(() => emulator.close())

  /** "success" or the code of the refusal. A PicContent is the name of a picture above. */
  const outcome = async (action: string, values: Values): Promise<unknown> => {
    const { PicContent: name, ...others } = values
    const picture = name === undefined ? {} : { PicContent: pictures[String(name)] ?? "" }
    const { body } = await call(emulator, action, { ...others, ...picture })
    return body["Success"] === true ? "success" : body["Code"]
  }

  it.each<[string, Values, string]>([
    ["no product", { PicName: "a", PicContent: "good" }, "NoSpecifiedProductId"],
    ["no picture name", { ProductId: "p", PicContent: "good" }, "NoSpecifiedPicName"],
    ["no picture", { ...key }, "NoSpecifiedPicContent"],
    ["an unknown instance", { ...key, PicContent: "good", InstanceName: "other" }, "InvalidInstance"],
    ["no instance", { ...key, PicContent: "good", InstanceName: "" }, "InvalidInstanceName"],
    ["a product of 256 characters", { ...key, PicContent: "good", ProductId: "é".repeat(256) }, "success"],
    ["a product of 257 characters", { ...key, PicContent: "good", ProductId: "é".repeat(257) }, "InvalidProductId"],
    ["a picture name of 257 characters", { ...key, PicContent: "good", PicName: "n".repeat(257) }, "InvalidPicName"],
    ["content of 4,096 characters", { ...key, PicContent: "good", CustomContent: "c".repeat(4_096) }, "success"],
    [
      "content of 4,097 characters",
      { ...key, PicContent: "good", CustomContent: "c".repeat(4_097) },
      "InvalidCustomContent"
    ],
    ["a text attribute of 128 characters", { ...key, PicContent: "good", StrAttr: "s".repeat(128) }, "success"],
    [
      "a text attribute of 129 characters",
      { ...key, PicContent: "good", StrAttr3: "s".repeat(129) },
      "InvalidStrAttr3"
    ],
    ["a dollar in a text attribute", { ...key, PicContent: "good", StrAttr2: "5$" }, "InvalidStrAttr2"],
    ["a backslash in a text attribute", { ...key, PicContent: "good", StrAttr: "\\" }, "InvalidStrAttr"],
    [
      "the largest integer",
      { ...key, PicContent: "good", IntAttr: 2_147_483_647, IntAttr2: -2_147_483_648 },
      "success"
    ],
    ["an integer over 32 bits", { ...key, PicContent: "good", IntAttr4: 2_147_483_648 }, "InvalidIntAttr4"],
    ["an integer that is none", { ...key, PicContent: "good", IntAttr: "1.5" }, "InvalidIntAttr"],
    ["category 22", { ...key, PicContent: "good", CategoryId: 22 }, "success"],
    ["category 10", { ...key, PicContent: "good", CategoryId: 10 }, "InvalidCategory"],
    ["a category that is no number", { ...key, PicContent: "good", CategoryId: "Shoes" }, "InvalidCategory"],
    ["a crop that is neither true nor false", { ...key, PicContent: "good", Crop: "yes" }, "InvalidCrop"],
    ["the whole picture as region", { ...key, PicContent: "good", Region: "0,320,0,240" }, "success"],
    ["a region one pixel too wide", { ...key, PicContent: "good", Region: "0,321,0,240" }, "InvalidRegion"],
    [
      "a region in the order x1,y1,x2,y2 that leaves the picture",
      { ...key, PicContent: "good", Region: "0,0,320,240" },
      "InvalidRegion"
    ],
    ["an empty region", { ...key, PicContent: "good", Region: "5,5,0,240" }, "InvalidRegion"],
    ["a region that is none", { ...key, PicContent: "good", Region: "all" }, "InvalidRegion"],
    ["100 pixels on each side", { ...key, PicContent: "least" }, "success"],
    ["99 pixels on one side", { ...key, PicContent: "narrow" }, "UnsupportedPicPixels"],
    ["4,097 pixels on one side", { ...key, PicContent: "wide" }, "UnsupportedPicPixels"],
    ["a turned picture", { ...key, PicContent: "turned" }, "IncorrectOrientation"],
    ["a picture marked upright", { ...key, PicContent: "upright" }, "success"],
    ["exactly 4 MB", { ...key, PicContent: "heaviest" }, "success"],
    ["one byte over 4 MB", { ...key, PicContent: "heavy" }, "InvalidPicContent"],
    ["a text file", { ...key, PicContent: "text" }, "UnsupportedPicFormat"],
    ["a picture cut off", { ...key, PicContent: "cut" }, "UnsupportedPicFormat"],
    ["an empty file", { ...key, PicContent: "empty" }, "UnsupportedPicFormat"],
    ["a picture on another server", { ...key, PicContent: "elsewhere" }, "InvalidPicUrl"],
    ["a picture that was never uploaded", { ...key, PicContent: "nowhere" }, "InvalidPicUrl"],
    ["a picture in Base64", { ...key, PicContent: "base64" }, "InvalidPicUrl"]
  ])("AddImage with %s", async (_, values, expected) => {
    expect(await outcome("AddImage", values)).toBe(expected)
  })

  it.each<[string, Values, string]>([
    ["100 hits", { Num: 100 }, "success"],
    ["101 hits", { Num: 101 }, "OverflowMaxReturnNum"],
    ["no hits", { Num: 0 }, "InvalidNumParameter"],
    ["many hits", { Num: "many" }, "InvalidNumParameter"],
    ["the last hit of the window", { Num: 1, Start: 499 }, "success"],
    ["the first hit behind the window", { Num: 1, Start: 500 }, "OverflowMaxResultNum"],
    ["a page that leaves the window", { Num: 100, Start: 401 }, "OverflowMaxResultNum"],
    ["a negative start", { Start: -1 }, "InvalidStartParameter"],
    ["a filter", { Filter: 'int_attr > 3 AND str_attr = "x"' }, "success"],
    ["a blank filter", { Filter: " " }, "success"],
    ["a malformed filter", { Filter: "int_attr >" }, "InvalidFilterClause"],
    ["threshold 0.55", { ScoreThreshold: "0.55" }, "success"],
    ["threshold 1.00", { ScoreThreshold: "1.00" }, "success"],
    ["threshold 0.555", { ScoreThreshold: "0.555" }, "InvalidScoreThreshold"],
    ["threshold 1.01", { ScoreThreshold: "1.01" }, "InvalidScoreThreshold"],
    ["a category that does not exist", { CategoryId: 19 }, "InvalidCategory"],
    ["a distinction that is neither true nor false", { DistinctProductId: 1 }, "InvalidDistinctProductId"],
    ["an unknown parameter, which is only counted", { Foo: "bar" }, "success"]
  ])("a search with %s", async (_, values, expected) => {
    expect(await outcome("SearchImageByPic", { PicContent: "good", ...values })).toBe(expected)
    expect(await outcome("SearchImageByName", { ProductId: "stored", PicName: "a.png", ...values })).toBe(expected)
  })

  it.each<[string, string, Values, string]>([
    ["SearchImageByPic without a picture", "SearchImageByPic", {}, "NoSpecifiedPicContent"],
    ["SearchImageByName without a product", "SearchImageByName", { PicName: "a" }, "NoSpecifiedProductId"],
    [
      "SearchImageByName of what is not stored",
      "SearchImageByName",
      { ProductId: "stored", PicName: "b.png" },
      "PicNotExist"
    ],
    ["DeleteImage without a product", "DeleteImage", {}, "NoSpecifiedProductId"],
    ["DeleteImage of what is not stored", "DeleteImage", { ProductId: "never" }, "success"],
    [
      "DeleteImage by filter without one",
      "DeleteImage",
      { IsDeleteByFilter: true, ProductId: "stored" },
      "InvalidFilterClause"
    ],
    [
      "DeleteImage by a malformed filter",
      "DeleteImage",
      { IsDeleteByFilter: true, Filter: "all" },
      "InvalidFilterClause"
    ],
    ["Detail of an unknown instance", "Detail", { InstanceName: "other" }, "Console.InstanceNotFound"],
    ["Detail of no instance", "Detail", { InstanceName: "" }, "InvalidInstance"],
    ["an operation that does not exist", "AddPicture", {}, "InvalidAction.NotFound"],
    ["a ticket for another product", "AuthorizeFileUpload", { Product: "facebody" }, "InvalidProduct"],
    ["a ticket for no product", "AuthorizeFileUpload", {}, "MissingProduct"],
    [
      "a ticket for a region that does not exist",
      "AuthorizeFileUpload",
      { Product: "ImageSearch", RegionId: "us-west-1" },
      "InvalidRegionId"
    ]
  ])("%s", async (_, action, values, expected) => {
    expect(await outcome(action, values)).toBe(expected)
  })

  it("an error names the request, the host, the code, the text and where to read on", async () => {
    const reply = await call(emulator, "DeleteImage", {})
    expect(reply.status).toBe(400)
    expect(reply.headers).toMatchObject({
      "content-type": "application/json;charset=utf-8",
      "x-acs-request-id": reply.body["RequestId"]
    })
    expect(reply.body).toEqual({
      RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
      HostId: new URL(emulator.url).host,
      Code: "NoSpecifiedProductId",
      Message: "You must specify ProductId.",
      Recommend: "https://api.aliyun.com/troubleshoot?q=NoSpecifiedProductId&product=ImageSearch"
    })
  })

  it.each([
    ["GET", "Detail", "2020-12-14", "UnsupportedHTTPMethod"],
    ["PUT", "AddImage", "2020-12-14", "UnsupportedHTTPMethod"],
    ["DELETE", "AuthorizeFileUpload", "2019-12-19", "UnsupportedHTTPMethod"],
    ["POST", "AddImage", "2019-12-19", "InvalidAction.NotFound"],
    ["POST", "AddImage", "2017-01-01", "InvalidVersion"]
  ])("%s %s of version %s is answered with %s", async (method, action, version, code) => {
    const request = sign(KEY, { method, host: new URL(emulator.url).host, action, version, query: {}, form: undefined })
    expect((await send(emulator.url, request)).body["Code"]).toBe(code)
  })

  it("a body over 8 MB gets an answer, not a broken connection", async () => {
    const request = sign(KEY, {
      method: "POST",
      host: new URL(emulator.url).host,
      action: "AddImage",
      version: "2020-12-14",
      query: {},
      form: {}
    })
    expect(await send(emulator.url, { ...request, body: Buffer.alloc(9 * 1_024 * 1_024) })).toMatchObject({
      status: 413
    })
  })
})

describe("an emulator that runs strictly", () => {
  it("refuses an unknown parameter by name", async () => {
    await using emulator = await startEmulator({ ...KEY, strict: true })
    const reply = await call(emulator, "Detail", { Foo: "bar" })
    expect(reply).toMatchObject({ status: 400, body: { Code: "InvalidParameter.Unknown" } })
    expect(reply.body["Message"]).toBe("Detail has no parameter Foo; the emulator runs with --strict and refuses it.")
  })
})

describe("an instance of another service type", () => {
  it.each([
    [2, 447, "UnsupportedPicPixels"],
    [2, 448, "success"],
    [3, 199, "UnsupportedPicPixels"],
    [3, 200, "success"],
    [7, 4_096, "UnsupportedPicPixels"],
    [1, 4_096, "success"]
  ])("of type %i answers a picture of %i pixels a side with %s", async (serviceType, side, expected) => {
    await using emulator = await startEmulator({ ...KEY, serviceType })
    const PicContent = await upload(emulator, await draw({ seed: 1, width: side, height: side, format: "jpeg" }))
    const { body } = await call(emulator, "AddImage", { ...key, PicContent, CategoryId: 3 })
    expect(body["Success"] === true ? "success" : body["Code"]).toBe(expected)
  })

  it("puts every picture into 88888888, and fabric ignores a region", async () => {
    await using emulator = await startEmulator({ ...KEY, serviceType: 2 })
    const PicContent = await upload(emulator, await draw({ seed: 1, width: 500, height: 600 }))
    const { body } = await call(emulator, "AddImage", { ...key, PicContent, CategoryId: 3, Region: "0,9,0,9" })
    expect(body["PicInfo"]).toEqual({
      CategoryId: 88_888_888,
      Region: "0,500,0,600",
      MultiRegion: [{ Region: "0,500,0,600" }],
      AllCategories: [{ Id: 88_888_888, Name: "Others" }]
    })
  })
})

describe("a full instance", () => {
  it("refuses a new picture, still replaces one that it holds, and takes a new one after a deletion", async () => {
    await using emulator = await startEmulator({ ...KEY, capacity: 0.0001 })
    const PicContent = await upload(emulator, await draw({ seed: 1 }))
    const add = async (ProductId: string) =>
      (await call(emulator, "AddImage", { ProductId, PicName: "a", PicContent })).body
    expect(await add("first")).toMatchObject({ Success: true })
    expect(await add("second")).toMatchObject({ Code: "InstanceOverQuota" })
    expect(await add("first")).toMatchObject({ Success: true })
    await call(emulator, "DeleteImage", { ProductId: "first" })
    expect(await add("second")).toMatchObject({ Success: true })
  })
})
