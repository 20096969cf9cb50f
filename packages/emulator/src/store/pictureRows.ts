// The rows of the pictures table, read from and written to SQLite.

import type { Attributes } from "../filter/evaluate.ts"
import type { Box } from "../similarity/engine.ts"
import type { Database } from "./sqlite.ts"

/** What is stored of a picture, apart from its bytes and its descriptor. ProductId and PicName together are its key. */
export interface PictureRecord extends Attributes {
  readonly productId: string
  readonly picName: string
  readonly categoryId: number
  readonly customContent: string
  /** The subject region used, in pixels of the picture as sent. */
  readonly region: Box
}

/** A picture as it lies in the table. */
export interface PictureRow {
  readonly id: number
  readonly record: PictureRecord
  readonly sha256: string
  readonly descriptor: Uint8Array
}

/** The statements on the pictures table. */
export interface PictureRows {
  readonly all: () => Iterable<PictureRow>
  /** Adds a row, or replaces the one with the same key, and returns its id. */
  readonly put: (row: Omit<PictureRow, "id">) => number
  readonly remove: (ids: readonly number[]) => void
  readonly descriptorOf: (id: number) => Uint8Array | undefined
}

/** Prepares the statements on an open database. */
export const pictureRows = (database: Database): PictureRows => {
  const insert = database.prepare(UPSERT)
  const remove = database.prepare("DELETE FROM pictures WHERE id = ?")
  const descriptor = database.prepare("SELECT descriptor FROM pictures WHERE id = ?")
  return {
    all: function* () {
      for (const row of database.prepare("SELECT * FROM pictures ORDER BY id").iterate()) yield read(row)
    },
    put: ({ record, sha256, descriptor: bytes }) => {
      const { productId, picName, categoryId, customContent, region, intAttrs, strAttrs } = record
      const attributes = [...SLOTS.map((slot) => intAttrs[slot] ?? 0), ...SLOTS.map((slot) => strAttrs[slot] ?? "")]
      const box = [region.x0, region.y0, region.x1, region.y1].join(",")
      return Number(
        insert.get(productId, picName, categoryId, customContent, ...attributes, box, sha256, bytes)?.["id"]
      )
    },
    remove: (ids) => {
      database.exec("BEGIN IMMEDIATE")
      try {
        for (const id of ids) remove.run(id)
        database.exec("COMMIT")
      } catch (error) {
        database.exec("ROLLBACK")
        throw error
      }
    },
    descriptorOf: (id) => {
      const row = descriptor.get(id)
      return row === undefined ? undefined : bytesIn(row, "descriptor")
    }
  }
}

const SLOTS = [0, 1, 2, 3] as const

const INT_COLUMNS = ["int_attr", "int_attr2", "int_attr3", "int_attr4"]
const STR_COLUMNS = ["str_attr", "str_attr2", "str_attr3", "str_attr4"]
const DATA_COLUMNS = ["category_id", "custom_content", ...INT_COLUMNS, ...STR_COLUMNS, "region", "sha256", "descriptor"]
const COLUMNS = ["product_id", "pic_name", ...DATA_COLUMNS]

const REPLACEMENTS = DATA_COLUMNS.map((name) => `${name} = excluded.${name}`)

const UPSERT = `INSERT INTO pictures (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})
  ON CONFLICT (product_id, pic_name) DO UPDATE SET ${REPLACEMENTS.join(", ")}
  RETURNING id`

type Row = Readonly<Record<string, unknown>>

const read = (row: Row): PictureRow => {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = textIn(row, "region").split(",").map(Number)
  return {
    id: numberIn(row, "id"),
    sha256: textIn(row, "sha256"),
    descriptor: bytesIn(row, "descriptor"),
    record: {
      productId: textIn(row, "product_id"),
      picName: textIn(row, "pic_name"),
      categoryId: numberIn(row, "category_id"),
      customContent: textIn(row, "custom_content"),
      intAttrs: INT_COLUMNS.map((name) => numberIn(row, name)),
      strAttrs: STR_COLUMNS.map((name) => textIn(row, name)),
      region: { x0, y0, x1, y1 }
    }
  }
}

// STRICT tables hold what the schema says, so a wrong type here is a fault of this file and not of the data.
const wrongType = (name: string): never => {
  throw new TypeError(`column ${name} holds another type than its schema says`)
}
const textIn = (row: Row, name: string): string => {
  const value = row[name]
  return typeof value === "string" ? value : wrongType(name)
}
const numberIn = (row: Row, name: string): number => {
  const value = row[name]
  return typeof value === "number" ? value : wrongType(name)
}
const bytesIn = (row: Row, name: string): Uint8Array => {
  const value = row[name]
  return value instanceof Uint8Array ? value : wrongType(name)
}
