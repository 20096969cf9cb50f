/**
 * The rows of a catalogue on their way into the store: a temporary table, seen by this process alone and gone with it,
 * so that a run that is killed while it reads leaves nothing behind. The last row of a ProductId + PicName wins.
 */
import * as Effect from "effect/Effect"
import { SqlClient, type SqlError } from "effect/sql"
import type { BadRow, CatalogueItem } from "../catalogue/readRow.ts"

/** An item whose picture has been read, or could not be. */
export interface StagedItem extends CatalogueItem {
  /** SHA-256 of the picture, empty when it could not be read. */
  readonly pictureHash: string
  /** SHA-256 of `attributes` as JSON. */
  readonly attributesHash: string
  /** Why it cannot be sent, null when it can. */
  readonly reason: string | null
}

export interface StagedCount {
  readonly items: number
  readonly badRows: number
}

/** An empty table, in place of that of an earlier catalogue. */
export const openStaging: Effect.Effect<void, SqlError.SqlError, SqlClient.SqlClient> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`DROP TABLE IF EXISTS temp.staged`
  yield* sql`DROP TABLE IF EXISTS temp.staged_bad`
  yield* sql`
    CREATE TEMP TABLE staged (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, product_id TEXT, pic_name TEXT, line INTEGER, picture TEXT,
      picture_hash TEXT, attributes TEXT, attributes_hash TEXT, reason TEXT, UNIQUE (product_id, pic_name))`
  yield* sql`CREATE TEMP TABLE staged_bad (line INTEGER PRIMARY KEY, product_id TEXT, pic_name TEXT, reason TEXT)`
})

/** Adds rows, in one statement for all: a batch travels as one JSON text. */
export const stage = Effect.fnUntraced(function* (
  rows: ReadonlyArray<StagedItem | BadRow>
): Effect.fn.Return<void, SqlError.SqlError, SqlClient.SqlClient> {
  const sql = yield* SqlClient.SqlClient
  const items = rows.filter((row) => row._tag === "Item")
  const badRows = rows.filter((row) => row._tag === "BadRow")
  if (items.length > 0) {
    const json = JSON.stringify(items.map((item) => ({ ...item, attributes: JSON.stringify(item.attributes) })))
    yield* sql`
      INSERT OR REPLACE INTO temp.staged
        (product_id, pic_name, line, picture, picture_hash, attributes, attributes_hash, reason)
      SELECT value->>'productId', value->>'picName', value->>'line', value->>'picture', value->>'pictureHash',
        value->>'attributes', value->>'attributesHash', value->>'reason'
      FROM json_each(${json}) ORDER BY json_each.id`
  }
  if (badRows.length > 0) {
    yield* sql`
      INSERT OR REPLACE INTO temp.staged_bad (line, product_id, pic_name, reason)
      SELECT value->>'line', value->>'productId', value->>'picName', value->>'reason'
      FROM json_each(${JSON.stringify(badRows)})`
  }
})

export const stagedCount: Effect.Effect<StagedCount, SqlError.SqlError, SqlClient.SqlClient> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const [count] = yield* sql<StagedCount>`
    SELECT (SELECT count(*) FROM temp.staged) AS items, (SELECT count(*) FROM temp.staged_bad) AS "badRows"`
  return count ?? { items: 0, badRows: 0 }
})
