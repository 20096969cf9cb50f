/** Compares the staged catalogue with the ledger, and makes jobs of the difference, a batch in one transaction. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql"
import { sha256 } from "../catalogue/readPictureFile.ts"
import { decideRow, type RowDecision, type RowFacts } from "./difference.ts"
import type { Queue, QueueError } from "./Job.ts"
import { nowOf } from "./storeClock.ts"

/** Rows that one transaction enqueues: some 50 ms, in which other processes wait. */
export const enqueueBatch = 500

export interface Enqueued {
  /** Rows that the ledger has already. */
  readonly alreadyDone: number
  /** Waiting items that are not in this catalogue, left by an earlier run. */
  readonly leftOver: number
}

/** Interruption between two batches leaves the rest to the next run. */
export const enqueueStaged = Effect.fnUntraced(function* (
  sql: SqlClient.SqlClient,
  queue: Queue,
  catalogue: string
): Effect.fn.Return<Enqueued, QueueError> {
  yield* replaceBadRows(sql, catalogue)
  let alreadyDone = 0
  let after: number | undefined = 0
  while (after !== undefined) {
    const batch: EnqueuedBatch = yield* sql.withTransaction(enqueueNext(sql, queue, after))
    alreadyDone += batch.alreadyDone
    after = batch.lastSequence
  }
  return { alreadyDone, leftOver: yield* leftOver(sql) }
})

const replaceBadRows = (sql: SqlClient.SqlClient, catalogue: string) =>
  sql.withTransaction(
    Effect.andThen(
      sql`DELETE FROM bad_row WHERE catalogue = ${catalogue}`,
      sql`INSERT INTO bad_row SELECT ${catalogue}, line, product_id, pic_name, reason FROM temp.staged_bad`
    )
  )

interface StagedRow {
  readonly sequence: number
  readonly product_id: string
  readonly pic_name: string
  readonly reason: string | null
  readonly isInLedger: number
  readonly outstanding: RowFacts["outstanding"]
}

interface EnqueuedBatch {
  readonly alreadyDone: number
  /** Undefined after the last batch. */
  readonly lastSequence: number | undefined
}

const enqueueNext = Effect.fnUntraced(function* (
  sql: SqlClient.SqlClient,
  queue: Queue,
  after: number
): Effect.fn.Return<EnqueuedBatch, QueueError> {
  const rows = yield* stagedAfter(sql, after)
  const decisions = rows.map((row): readonly [StagedRow, RowDecision] => [
    row,
    decideRow({ ...row, isInLedger: row.isInLedger === 1 })
  ])
  for (const [row, decision] of decisions) {
    if (decision === "done" || decision === "queued") continue
    const id = yield* insertOutstanding(sql, row.sequence)
    // Every job of an item begins with the same 32 digits, by which the older ones are found.
    if (decision === "send")
      yield* queue.offer({ item: id }, { id: `${itemKey(row)}.${id}` }).pipe(Effect.catchTag("SchemaError", Effect.die))
  }
  return {
    alreadyDone: decisions.filter(([, decision]) => decision === "done").length,
    lastSequence: rows.at(-1)?.sequence
  }
})

const itemKey = ({ product_id, pic_name }: StagedRow): string =>
  sha256(JSON.stringify([product_id, pic_name])).slice(0, 32)

const stagedAfter = (sql: SqlClient.SqlClient, after: number) =>
  sql<StagedRow>`
    SELECT s.sequence, s.product_id, s.pic_name, s.reason,
      l.picture_hash IS s.picture_hash AND l.attributes_hash IS s.attributes_hash AS "isInLedger",
      CASE
        WHEN o.id IS NULL THEN 'none'
        WHEN o.reason IS NOT NULL THEN 'failed'
        WHEN o.picture_hash = s.picture_hash AND o.attributes_hash = s.attributes_hash THEN 'same, waiting'
        ELSE 'other, waiting'
      END AS outstanding
    FROM temp.staged s
    LEFT JOIN outstanding o ON o.product_id = s.product_id AND o.pic_name = s.pic_name
    LEFT JOIN ledger l ON l.product_id = s.product_id AND l.pic_name = s.pic_name
    WHERE s.sequence > ${after} ORDER BY s.sequence LIMIT ${enqueueBatch}`

/** Replaces the row of the same name, whose jobs thereby become old. */
const insertOutstanding = (sql: SqlClient.SqlClient, sequence: number) =>
  Effect.flatMap(
    sql<{ readonly id: number }>`
      INSERT OR REPLACE INTO outstanding
        (product_id, pic_name, line, picture, picture_hash, attributes, attributes_hash, reason, failed_at)
      SELECT product_id, pic_name, line, picture, picture_hash, attributes, attributes_hash, reason,
        iif(reason IS NULL, NULL, ${nowOf(sql)})
      FROM temp.staged WHERE sequence = ${sequence} RETURNING id`,
    ([row]) => (row === undefined ? Effect.die(new Error("a staged row has gone")) : Effect.succeed(row.id))
  )

const leftOver = (sql: SqlClient.SqlClient) =>
  Effect.map(
    sql<{ readonly n: number }>`
      SELECT count(*) AS n FROM outstanding o WHERE o.reason IS NULL
      AND NOT EXISTS (SELECT 1 FROM temp.staged s WHERE s.product_id = o.product_id AND s.pic_name = o.pic_name)`,
    ([row]) => row?.n ?? 0
  )
