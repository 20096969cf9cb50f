import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import sharp from "sharp"
import { expect, it, onTestFinished } from "vitest"
import { drawCatalogue } from "../src/catalogue/catalogue.ts"
import { ownPictures } from "../src/ownPictures.ts"

const folderOf = async (count: number): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), "imagesearch-own-"))
  onTestFinished(() => rm(path, { recursive: true }))
  for await (const { file, jpeg } of drawCatalogue({ seed: 5, size: count })) await writeFile(join(path, file), jpeg)
  return path
}

it("takes each picture once, whatever its copies' size and quality, and passes over what is no picture", async () => {
  const folder = await folderOf(11)
  const [first] = await ownPictures(folder)
  const copy = await sharp(first?.jpeg).resize(300).jpeg({ quality: 40 }).toBuffer()
  await writeFile(join(folder, "a copy.jpg"), copy)
  await writeFile(join(folder, "text.jpg"), "no picture")
  await writeFile(
    join(folder, "small.png"),
    await sharp({ create: { width: 20, height: 20, channels: 3, background: "red" } })
      .png()
      .toBuffer()
  )
  expect(await ownPictures(folder)).toHaveLength(11)
})

it("says what is wrong with a folder", async () => {
  const folder = await folderOf(3)
  await expect(ownPictures(folder)).rejects.toThrow("holds 3 usable pictures; give a folder with at least 10.")
  await expect(ownPictures(join(folder, "nowhere"))).rejects.toThrow("does not exist")
  await writeFile(join(folder, "file"), "")
  await expect(ownPictures(join(folder, "file"))).rejects.toThrow("is a file; give the folder that holds it.")
})
