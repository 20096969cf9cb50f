/**
 * Reads a catalogue and its pictures into the staging table, a batch at a time: memory does not grow with its length.
 */
import * as Effect from "effect/Effect"
import type { SqlClient, SqlError } from "effect/sql"
import * as Stream from "effect/Stream"
import type { Catalogue } from "../catalogue/Catalogue.ts"
import type { UnknownColumn } from "../catalogue/columns.ts"
import type { BadRow, CatalogueItem, CatalogueRow } from "../catalogue/readRow.ts"
import { readPictureFile, sha256 } from "../catalogue/readPictureFile.ts"
import { openStaging, stage, stagedCount, type StagedCount, type StagedItem } from "../store/Staging.ts"
import type { WorkerError } from "../WorkerError.ts"

/** Rows of one statement. */
const batchRows = 250

/** Pictures that are read at a time: at most 4 MB each. */
const picturesAtATime = 8

export interface Staged extends StagedCount {
  /** Rows whose ProductId + PicName came again later in the catalogue. */
  readonly repeated: number
  /** Columns that are not known, and left out. */
  readonly unknownColumns: readonly UnknownColumn[]
}

/** `onRows` is told how many rows have been read. */
export const stageCatalogue = Effect.fnUntraced(function* (
  catalogue: Catalogue,
  onRows: (rows: number) => void
): Effect.fn.Return<Staged, WorkerError | SqlError.SqlError, SqlClient.SqlClient> {
  let rows = 0
  const unknownColumns: UnknownColumn[] = []
  yield* openStaging
  yield* catalogue
    .rows((columns) => unknownColumns.push(...columns))
    .pipe(
      Stream.mapEffect(readPictureOf, { concurrency: picturesAtATime }),
      Stream.grouped(batchRows),
      Stream.runForEach((batch) => {
        rows += batch.length
        onRows(rows)
        return stage(batch)
      })
    )
  const count = yield* stagedCount
  return { ...count, repeated: rows - count.items - count.badRows, unknownColumns }
})

const readPictureOf = (row: CatalogueRow): Effect.Effect<StagedItem | BadRow> =>
  row._tag === "BadRow" ? Effect.succeed(row) : readItem(row)

const readItem = (item: CatalogueItem): Effect.Effect<StagedItem> => {
  const attributesHash = sha256(JSON.stringify(item.attributes))
  return readPictureFile(item.picture).pipe(
    Effect.match({
      onSuccess: ({ hash }) => ({ ...item, attributesHash, pictureHash: hash, reason: null }),
      onFailure: ({ problem }) => ({ ...item, attributesHash, pictureHash: "", reason: problem })
    })
  )
}
