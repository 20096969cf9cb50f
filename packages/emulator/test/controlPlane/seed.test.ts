import { execFileSync } from "node:child_process"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, parse, relative } from "node:path"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, hitsOf, KEY, upload } from "../client.ts"

describe("a seed", () => {
  let folder = ""
  let emulator: Emulator

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    await mkdir(join(folder, "shoes"))
    await writeFile(join(folder, "shoes", "red.png"), await draw({ seed: 1 }))
    await writeFile(join(folder, "bag.jpg"), await draw({ seed: 2, format: "jpeg" }))
    await writeFile(join(folder, "notes.png"), "no picture")
    await writeFile(join(folder, "..data.png"), await draw({ seed: 4 }))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  beforeEach(async () => {
    emulator = await startEmulator(KEY)
  })
  afterEach(() => emulator.close())

  const all = async () => hitsOf((await call(emulator, "SearchImageByFilter", { Filter: "int_attr >= 0" })).body)

  it("stores the pictures of a CSV, whose files lie below a folder, as AddImage would", async () => {
    const csv = `\uFEFFproduct_id, Picture,PicName,CategoryId,IntAttr,StrAttr,CustomContent,Region\r
shoe-1,shoes/red.png,,4,4990,"red, matt",,"20,240,10,200"\r
\r
bag-1,bag.jpg,front.jpg,,,,"{""sku"": 7}",\r\n`
    expect(await emulator.control.seed({ csv, folder })).toEqual({ added: 2 })
    expect(await all()).toMatchObject([
      { ProductId: "shoe-1", PicName: "red.png", CategoryId: 4, IntAttr: 4_990, StrAttr: "red, matt" },
      { ProductId: "bag-1", PicName: "front.jpg", IntAttr: 0, StrAttr: "", CustomContent: '{"sku": 7}' }
    ])
    const PicContent = await upload(emulator, await draw({ seed: 1 }))
    const { body } = await call(emulator, "SearchImageByPic", { PicContent, Region: "20,240,10,200" })
    expect(hitsOf(body)[0]).toMatchObject({ ProductId: "shoe-1", Score: 1 })
  })

  it("stores rows, with the bytes of a picture in them", async () => {
    const PictureBase64 = (await draw({ seed: 3 })).toString("base64")
    const rows = [
      { ProductId: "a", PicName: "1", PictureBase64, IntAttr2: 5, Crop: false },
      { ProductId: "b", PicName: "1", Picture: "..data.png" }
    ]
    expect(await emulator.control.seed({ rows, folder, instance: "demo" })).toEqual({ added: 2 })
    expect(await all()).toMatchObject([{ ProductId: "a", IntAttr2: 5 }, { ProductId: "b" }])
  })

  it("replaces what is there under the same key", async () => {
    const rows = (StrAttr: string) => [{ ProductId: "a", Picture: "bag.jpg", StrAttr }]
    await emulator.control.seed({ rows: rows("old"), folder })
    await emulator.control.seed({ rows: rows("new"), folder })
    expect(await all()).toMatchObject([{ ProductId: "a", StrAttr: "new" }])
  })

  it.each<[string, string, string]>([
    [
      "an unknown column",
      "ProductId,Picture,Colour\na,bag.jpg,red",
      'the CSV has a column "Colour"; it takes ProductId, PicName, '
    ],
    ["a column twice", "ProductId,Picture,product_id\na,bag.jpg,b", "the CSV has more than one column ProductId"],
    ["no product", "ProductId,Picture\n,bag.jpg", "row 1: ProductId: "],
    ["no picture", "ProductId,Picture\na,", "row 1: needs either Picture or PictureBase64"],
    ["an open quote", 'ProductId,Picture\na,"bag.jpg', "the CSV cannot be read: "],
    ["a wrong category", "ProductId,Picture,CategoryId\na,bag.jpg,0\nb,bag.jpg,77", "row 2 (b): InvalidCategory: "],
    [
      "a file outside of the folder",
      "ProductId,Picture\na,../secret.png",
      'row 1 (a): Picture "../secret.png" leads out of the folder.'
    ],
    [
      "an absolute path",
      "ProductId,Picture\na,/etc/passwd",
      'row 1 (a): Picture "/etc/passwd" leads out of the folder.'
    ]
  ])("with %s is refused before anything is stored", async (_, csv, sentence) => {
    await expect(emulator.control.seed({ csv, folder })).rejects.toThrow(sentence)
    expect(await emulator.control.health()).toMatchObject({ pictures: 0 })
  })

  it.each([
    [
      "is no picture",
      "notes.png",
      /row 2 \(b, notes\.png\): UnsupportedPicFormat: .* 1 pictures were stored before it\.$/
    ],
    [
      "is not there",
      "gone.png",
      /row 2 \(b, gone\.png\): cannot read .*gone\.png: ENOENT.* 1 pictures were stored before it\.$/
    ],
    [
      "is a folder",
      "shoes",
      /row 2 \(b, shoes\): cannot read .*shoes: it is a folder, not a file\. 1 pictures were stored before it\.$/
    ],
    [
      "cannot have that name",
      "a\0.png",
      /row 2 \(b, .*\): cannot read .*null bytes.* 1 pictures were stored before it\.$/
    ]
  ])("ends at a file that %s, and says how far it has got", async (_, Picture, sentence) => {
    const rows = [
      { ProductId: "a", Picture: "bag.jpg" },
      { ProductId: "b", Picture },
      { ProductId: "c", Picture: "bag.jpg" }
    ]
    await expect(emulator.control.seed({ rows, folder })).rejects.toThrow(sentence)
    expect(await all()).toMatchObject([{ ProductId: "a" }])
  })

  it.skipIf(process.platform === "win32")(
    "does not wait for the writer of a named pipe; Windows has none",
    async () => {
      execFileSync("mkfifo", [join(folder, "pipe.png")])
      const rows = [{ ProductId: "a", Picture: "pipe.png" }]
      await expect(emulator.control.seed({ rows, folder })).rejects.toThrow(
        /^.*row 1 \(a, pipe\.png\): cannot read .*pipe\.png: it is a named pipe, not a file\. 0 pictures were stored/
      )
    }
  )

  it.runIf(process.platform === "linux")(
    "names the row of a file that opens and cannot be read; Linux alone has one at hand",
    async () => {
      const rows = [{ ProductId: "a", Picture: "mem" }]
      await expect(emulator.control.seed({ rows, folder: "/proc/self" })).rejects.toThrow(
        /row 1 \(a, mem\): cannot read \/proc\/self\/mem: EIO/
      )
    }
  )

  it("takes files below the root, and not the folder itself", async () => {
    const { root } = parse(folder)
    const Picture = relative(root, join(folder, "bag.jpg"))
    expect(await emulator.control.seed({ rows: [{ ProductId: "a", Picture }], folder: root })).toEqual({ added: 1 })
    for (const outside of [".", "..", "../x.png"]) {
      await expect(emulator.control.seed({ rows: [{ ProductId: "a", Picture: outside }], folder })).rejects.toThrow(
        `row 1 (a): Picture "${outside}" leads out of the folder.`
      )
    }
  })

  it("by file needs a folder, and an instance that is there", async () => {
    const rows = [{ ProductId: "a", Picture: "bag.jpg" }]
    await expect(emulator.control.seed({ rows })).rejects.toThrow("row 1 (a): Picture needs the folder of the request.")
    await expect(emulator.control.seed({ rows, folder, instance: "other" })).rejects.toThrow(
      'there is no instance "other"; this emulator has "demo"'
    )
  })
})
