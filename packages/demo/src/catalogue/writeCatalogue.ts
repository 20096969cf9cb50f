// Writes the catalogue as a folder of pictures and the CSV file that lists them.
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { Product } from "./catalogue.ts"

/**
 * Writes every picture and `catalogue.csv` into a folder, made if it is missing, and returns the path of the CSV.
 *
 * The column Picture holds the file name, relative to the CSV. Fails with the file system's own error.
 */
export const writeCatalogue = async (directory: string, products: readonly Product[]): Promise<string> => {
  await mkdir(directory, { recursive: true })
  await Promise.all(products.map(({ file, jpeg }) => writeFile(join(directory, file), jpeg)))
  const csvPath = join(directory, "catalogue.csv")
  await writeFile(csvPath, catalogueCsv(products))
  return csvPath
}

/** The catalogue as CSV text by RFC 4180: CRLF line ends, quotes round fields that need them, quotes doubled inside. */
export const catalogueCsv = (products: readonly Product[]): string =>
  [header, ...products.map(row)].map((fields) => `${fields.map(quoted).join(",")}\r\n`).join("")

const header = ["ProductId", "PicName", "CategoryId", "IntAttr", "StrAttr", "StrAttr2", "CustomContent", "Picture"]

const row = (product: Product): readonly string[] => [
  product.productId,
  product.picName,
  String(product.categoryId),
  String(product.intAttr),
  product.strAttr,
  product.strAttr2,
  product.customContent,
  product.file
]

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
