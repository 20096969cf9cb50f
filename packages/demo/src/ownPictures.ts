/** The viewer's own pictures as a catalogue: read from a folder, turned upright and shrunk to what the service takes. */
import { readdir, readFile, stat } from "node:fs/promises"
import { basename, join, relative } from "node:path"
import sharp from "sharp"
import type { Product } from "./catalogue/catalogue.ts"

/** More pictures than this are left out: the demo is to end soon. */
const mostPictures = 400
/** Longest side in pixels; the service takes up to 4,096, and 4 MB. */
const longestSide = 1_600
/** Shortest side in pixels that the service takes. */
const shortestSide = 100

/** Fewer make no catalogue to search in. */
const fewestPictures = 10
/** Side of the thumbnails by which copies of one picture are known, in pixels. */
const thumbnailSide = 16
/** Mean difference of two thumbnails, of 255, up to which one is taken for a copy: another size, another quality. */
const copyDifference = 4

/** Pictures as products, in order of their paths, without copies. Fails with a sentence if there are too few. */
export const ownPictures = async (folder: string): Promise<readonly Product[]> => {
  const paths = await picturePaths(folder)
  const thumbnails: Array<Uint8Array> = []
  const products: Array<Product> = []
  for (const path of paths) {
    if (products.length === mostPictures) break
    const jpeg = await asJpeg(path)
    if (jpeg === undefined) continue
    const thumbnail = await thumbnailOf(jpeg)
    if (thumbnails.some((earlier) => differenceOf(earlier, thumbnail) <= copyDifference)) continue
    thumbnails.push(thumbnail)
    products.push(toProduct(products.length, relative(folder, path), jpeg))
  }
  if (products.length < fewestPictures) {
    throw new Error(
      `${folder} holds ${products.length} usable pictures; give a folder with at least ${fewestPictures}.`
    )
  }
  return products
}

const thumbnailOf = (jpeg: Buffer): Promise<Uint8Array> =>
  sharp(jpeg).resize(thumbnailSide, thumbnailSide, { fit: "fill" }).greyscale().raw().toBuffer()

const differenceOf = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length

const picturePaths = async (folder: string): Promise<readonly string[]> => {
  const facts = await stat(folder).catch(() => undefined)
  if (facts === undefined) throw new Error(`${folder} does not exist; give a folder of pictures.`)
  if (!facts.isDirectory()) throw new Error(`${folder} is a file; give the folder that holds it.`)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new Error(`${folder} cannot be read; give a folder of pictures.`)
  })
  return entries
    .filter((entry) => entry.isFile() && /\.(?:jpe?g|png|webp|gif|tiff?)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** Undefined for what is no picture, or too small once it is shrunk. */
const asJpeg = async (path: string): Promise<Buffer | undefined> => {
  try {
    const shrunk = sharp(await readFile(path))
      .autoOrient()
      .flatten({ background: "white" })
      .resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true })
    const { data, info } = await shrunk.jpeg({ quality: 88 }).toBuffer({ resolveWithObject: true })
    return Math.min(info.width, info.height) < shortestSide ? undefined : data
  } catch {
    return undefined
  }
}

const toProduct = (index: number, path: string, jpeg: Buffer): Product => ({
  productId: `picture-${String(index + 1).padStart(3, "0")}`,
  picName: basename(path).slice(0, 256),
  categoryId: 88888888,
  category: "Others",
  name: path,
  file: `${String(index + 1).padStart(3, "0")}.jpg`,
  jpeg,
  intAttr: index + 1,
  strAttr: index % 2 === 0 ? "even" : "odd",
  strAttr2: "",
  customContent: path.slice(0, 4096)
})
