import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import type { Product } from "../../src/catalogue/catalogue.ts"
import { catalogueCsv, writeCatalogue } from "../../src/catalogue/writeCatalogue.ts"

const product: Product = {
  productId: "shoe-01",
  picName: "shoe-01.jpg",
  categoryId: 4,
  category: "Shoes",
  name: "red boot, plain",
  file: "shoe-01.jpg",
  jpeg: Buffer.from("picture"),
  intAttr: 4990,
  strAttr: "red",
  strAttr2: "plain",
  customContent: `{"name":"red boot, plain"}`
}

const header = "ProductId,PicName,CategoryId,IntAttr,StrAttr,StrAttr2,CustomContent,Picture\r\n"

it("quotes fields with commas and quotes, doubles the quotes, and ends lines with CRLF", () => {
  expect(catalogueCsv([product])).toBe(
    `${header}shoe-01,shoe-01.jpg,4,4990,red,plain,"{""name"":""red boot, plain""}",shoe-01.jpg\r\n`
  )
})

it("quotes fields with line breaks", () => {
  expect(catalogueCsv([{ ...product, customContent: "one\ntwo" }])).toContain(`plain,"one\ntwo",shoe-01.jpg\r\n`)
})

it("writes the pictures beside the CSV and returns the path of the CSV, making the folder", async () => {
  const root = await mkdtemp(join(tmpdir(), "catalogue-"))
  onTestFinished(() => rm(root, { recursive: true }))
  const folder = join(root, "made", "here")
  const csvPath = await writeCatalogue(folder, [product, { ...product, file: "shoe-02.jpg" }])
  expect(csvPath).toBe(join(folder, "catalogue.csv"))
  expect((await readdir(folder)).toSorted()).toEqual(["catalogue.csv", "shoe-01.jpg", "shoe-02.jpg"])
  expect(await readFile(join(folder, "shoe-02.jpg"), "utf8")).toBe("picture")
  expect((await readFile(csvPath, "utf8")).split("\r\n")).toHaveLength(4)
})
