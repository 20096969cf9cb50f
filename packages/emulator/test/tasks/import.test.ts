// What a batch import does with the lines of its manifest.

import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { startEmulator } from "../../src/index.ts"
import { call, draw, hitsOf, KEY, upload } from "../client.ts"
import { makeBucket, WHERE } from "./bucketFixture.ts"
import { fetchFile, pollUntilEnded, startTask } from "./taskCalls.ts"

describe("a batch import", () => {
  let bucket: Awaited<ReturnType<typeof makeBucket>>

  beforeEach(async () => {
    bucket = await makeBucket()
  })
  afterEach(() => bucket.remove())

  it("adds and deletes as the manifest says, with the attributes and the region of each line", async () => {
    await bucket.put("shirt.png", await draw({ seed: 1 }))
    await bucket.put("girls/dress.jpg", await draw({ seed: 2, format: "jpeg" }))
    await bucket.manifest(
      {
        OperationType: "ADD",
        ProductId: "1000",
        PicName: "shirt.png",
        CategoryId: 0,
        IntAttr: 5,
        IntAttr4: -1,
        StrAttr: "value1",
        CustomContent: "k1:v1,k2:v2",
        Region: "20,240,10,200"
      },
      { OperationType: "ADD", ProductId: "1001", PicName: "girls/dress.jpg" },
      "",
      { OperationType: "ADD", ProductId: "1002", PicName: "shirt.png" },
      { OperationType: "DELETE", ProductId: "1002", PicName: "shirt.png" },
      { OperationType: "DELETE", ProductId: "never added" }
    )
    await using emulator = await bucket.start()
    const started = await call(emulator, "IncreaseInstance", WHERE)
    expect(started.body).toEqual({
      RequestId: expect.any(String),
      Success: true,
      Data: { IncrementStatus: "PROCESSING", Id: expect.stringMatching(/^\d+$/) }
    })
    expect(await pollUntilEnded(emulator, "IncreaseList")).toEqual({
      Id: 1,
      Status: "SUCCESS",
      Code: "0",
      Msg: "success",
      ...WHERE,
      CallbackAddress: "",
      UtcCreate: expect.stringMatching(/^\d{13}$/),
      UtcModified: expect.any(Number)
    })
    const { body } = await call(emulator, "SearchImageByName", { ProductId: "1000", PicName: "shirt.png" })
    expect(body["PicInfo"]).toMatchObject({ Region: "20,240,10,200" })
    expect(hitsOf(body)).toMatchObject([
      { ProductId: "1000", Score: 1, CategoryId: 0, IntAttr: 5, IntAttr4: -1, StrAttr: "value1" },
      { ProductId: "1001", PicName: "girls/dress.jpg" }
    ])
  })

  it("notes each bad line with the code that a call would have got, and takes the next one", async () => {
    await bucket.put("good.png", await draw({ seed: 1 }))
    await bucket.put("text.png", "no picture")
    await bucket.put("turned.jpg", await draw({ seed: 2, format: "jpeg", orientation: 6 }))
    await bucket.put("heavy.png", Buffer.alloc(4 * 1_024 * 1_024 + 1))
    const add = { OperationType: "ADD", ProductId: "p" }
    await bucket.manifest(
      '{"OperationType":"ADD"} {"OperationType":"ADD"}',
      { ...add, PicName: "text.png" },
      { ...add, PicName: "turned.jpg" },
      { ...add, PicName: "heavy.png" },
      { ...add, PicName: "nowhere.png" },
      { ...add, PicName: "../../other-bucket/secret.png" },
      { ...add, PicName: "/good.png" },
      { ...add, PicName: "good" },
      { ...add, PicName: "good.png", IntAttr: "many" },
      { ...add, PicName: "good.png", CategoryId: 10 },
      { OperationType: "ADD", PicName: "good.png" },
      { OperationType: "DELETE", PicName: "good.png" },
      { operator: "ADD", item_id: "1000", pic_list: "good.png" },
      { ...add, PicName: "good.png" }
    )
    await using emulator = await bucket.start()
    await startTask(emulator, "IncreaseInstance", WHERE)
    const task = await pollUntilEnded(emulator, "IncreaseList")
    expect(task).toMatchObject({
      Status: "SUCCESS",
      Code: "0",
      Msg: "1 lines done, 13 failed; the file at ErrorUrl says why"
    })
    const { text } = await fetchFile(String(task["ErrorUrl"]))
    const errors = text
      .trimEnd()
      .split("\n")
      .map((line): Record<string, unknown> => JSON.parse(line))
    expect(errors.map(({ Line, Code }) => [Line, Code])).toEqual([
      [1, "BadRequest"],
      [2, "UnsupportedPicFormat"],
      [3, "IncorrectOrientation"],
      [4, "InvalidPicContent"],
      [5, "PictureError"],
      [6, "InvalidPicName"],
      [7, "InvalidPicName"],
      [8, "InvalidPicName"],
      [9, "InvalidIntAttr"],
      [10, "InvalidCategory"],
      [11, "NoSpecifiedProductId"],
      [12, "NoSpecifiedProductId"],
      [13, "InvalidOperationType"]
    ])
    expect(errors[1]).toMatchObject({
      OperationType: "ADD",
      ProductId: "p",
      PicName: "text.png",
      Message: expect.any(String)
    })
  })

  it("imports what an export has written", async () => {
    await using emulator = await bucket.start()
    const PicContent = await upload(emulator, await draw({ seed: 1 }))
    const attributes = { CategoryId: 3, IntAttr3: 9, StrAttr: "x", CustomContent: "c" }
    await call(emulator, "AddImage", { ProductId: "p", PicName: "a.png", PicContent, ...attributes })
    const before = hitsOf((await call(emulator, "SearchImageByFilter", { Filter: "int_attr = 0" })).body)
    await startTask(emulator, "DumpMeta")
    const { MetaUrl } = await pollUntilEnded(emulator, "DumpMetaList")
    await bucket.put("increment.meta", (await fetchFile(String(MetaUrl))).text)
    await bucket.put("a.png", await draw({ seed: 1 }))
    await call(emulator, "DeleteImage", { ProductId: "p" })
    await startTask(emulator, "IncreaseInstance", WHERE)
    expect(await pollUntilEnded(emulator, "IncreaseList")).toMatchObject({ Status: "SUCCESS", Msg: "success" })
    expect(hitsOf((await call(emulator, "SearchImageByFilter", { Filter: "int_attr = 0" })).body)).toEqual(before)
  })

  it("fails if no line could be done, and with a hint if the emulator has no buckets", async () => {
    await bucket.manifest("nonsense")
    await using emulator = await bucket.start()
    await startTask(emulator, "IncreaseInstance", WHERE)
    expect(await pollUntilEnded(emulator, "IncreaseList")).toMatchObject({
      Status: "FAIL",
      ErrorUrl: expect.any(String)
    })
    await using bare = await startEmulator({ ...KEY })
    await startTask(bare, "IncreaseInstance", WHERE)
    const { Msg } = await pollUntilEnded(bare, "IncreaseList")
    expect(Msg).toMatch(/^the emulator has no buckets: start it with --oss-dir DIR/)
  })
})
