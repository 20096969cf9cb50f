/** One row of a catalogue, from texts to an item to send, or to the reason why it is none. Pure. */
import type { AddImageInput } from "@imagesearch/client"
import { basename, resolve } from "node:path"
import { integerFields, textFields, type Field } from "./columns.ts"

/** The texts of a row by field, without blanks around them; empty cells are absent. */
export type Cells = Readonly<Partial<Record<Field, string>>>

/** The attributes of AddImage that a catalogue can give. */
export type Attributes = Omit<AddImageInput, "productId" | "picName" | "picture" | "crop" | "region">

export interface CatalogueItem {
  readonly _tag: "Item"
  /** Line of the catalogue on which the row ends, from 1. */
  readonly line: number
  readonly productId: string
  readonly picName: string
  /** Absolute path of the picture. */
  readonly picture: string
  readonly attributes: Attributes
}

export interface BadRow {
  readonly _tag: "BadRow"
  readonly line: number
  readonly productId: string | undefined
  readonly picName: string | undefined
  readonly reason: string
}

export type CatalogueRow = CatalogueItem | BadRow

export const badRow = (line: number, reason: string, cells: Cells = {}): BadRow => ({
  _tag: "BadRow",
  line,
  productId: cells.ProductId,
  picName: cells.PicName,
  reason
})

/** Reads a row; pictures are relative to `folder`. Ranges are left to the client, which knows the service's bounds. */
export const readRow = (line: number, cells: Cells, folder: string): CatalogueRow => {
  const { ProductId, Picture } = cells
  if (ProductId === undefined) return badRow(line, "ProductId is empty", cells)
  if (Picture === undefined) return badRow(line, "Picture is empty", cells)
  // Excel writes other encodings by default; a garbled name must not become a product.
  if (Object.values(cells).some((text) => text.includes("\uFFFD")))
    return badRow(line, "is not UTF-8; save the catalogue as UTF-8", cells)
  if (isUrl(Picture)) return badRow(line, `"${Picture}" is a URL; Picture must be a file beside the catalogue`, cells)
  const wrong = integerFields.find((field) => cells[field] !== undefined && toInteger(cells[field]) === undefined)
  if (wrong !== undefined) return badRow(line, `${wrong} must be a whole number, not "${cells[wrong] ?? ""}"`, cells)
  return {
    _tag: "Item",
    line,
    productId: ProductId,
    picName: cells.PicName ?? basename(Picture),
    picture: resolve(folder, Picture),
    attributes: readAttributes(cells)
  }
}

const readAttributes = (cells: Cells): Attributes =>
  Object.fromEntries(
    [
      ...integerFields.map((field) => [inputName(field), toInteger(cells[field])] as const),
      ...textFields.map((field) => [inputName(field), cells[field]] as const)
    ].filter(([, value]) => value !== undefined)
  )

/** `https://…` and the like; a Windows path such as `C:\\a.jpg` has one letter and no two slashes. */
const isUrl = (picture: string): boolean => /^[a-z][a-z\d+.-]+:\/\//i.test(picture)

/** The client's name of a wire field: `IntAttr2` is `intAttr2`. */
const inputName = (field: Field): string => field.charAt(0).toLowerCase() + field.slice(1)

const toInteger = (text: string | undefined): number | undefined =>
  text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined
