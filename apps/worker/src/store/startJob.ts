/** What happens to a job before its handler sees it. */
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { SqlClient, SqlError } from "effect/sql"
import { leaseSeconds, type StartedJob } from "./Job.ts"
import type { OutstandingItem } from "./OutstandingItem.ts"

/** A job as the queue delivers it. */
export interface DeliveredJob {
  /** The queue's id of the job: 32 digits of the item's name, a dot, and the id of its row. */
  readonly job: string
  /** Id of the item's row. */
  readonly item: number
  /** Starts, this one included. */
  readonly attempts: number
}

/**
 * The job with its item, once no older job of the same item is under way; undefined when the item's row has gone:
 * replaced by a newer one, or done by a start that died before its settlement.
 */
export const startJob = Effect.fnUntraced(function* (
  sql: SqlClient.SqlClient,
  { job, item, attempts }: DeliveredJob
): Effect.fn.Return<StartedJob | undefined, SqlError.SqlError> {
  yield* awaitOlderJobs(sql, job)
  const row = yield* findItem(sql, item)
  return row && { item: toItem(row), isRedelivered: attempts - 1 - row.given_back > 0 }
})

interface OutstandingRow {
  readonly id: number
  readonly product_id: string
  readonly pic_name: string
  readonly line: number
  readonly picture: string
  readonly attributes: string
  readonly attributes_hash: string
  readonly given_back: number
}

const findItem = (sql: SqlClient.SqlClient, id: number) =>
  Effect.map(
    sql<OutstandingRow>`
      SELECT id, product_id, pic_name, line, picture, attributes, attributes_hash, given_back
      FROM outstanding WHERE id = ${id} AND reason IS NULL`,
    ([row]) => row
  )

const toItem = (row: OutstandingRow): OutstandingItem => ({
  id: row.id,
  line: row.line,
  productId: row.product_id,
  picName: row.pic_name,
  picture: row.picture,
  // Written by this program from the same type.
  attributes: JSON.parse(row.attributes) as OutstandingItem["attributes"],
  attributesHash: row.attributes_hash
})

/** Until no older job of the same item is under way: it ends by itself, or its lease does. */
const awaitOlderJobs = (sql: SqlClient.SqlClient, job: string) => {
  const key = job.slice(0, job.indexOf("."))
  // By name, as SQLite would rather walk through the index of all pending jobs.
  const olderUnderWay = sql<{ readonly n: number }>`
    SELECT count(*) AS n FROM job INDEXED BY idx_job_id
    WHERE queue_name = 'add' AND id > ${`${key}.`} AND id < ${`${key}/`} AND id <> ${job}
    AND sequence < (SELECT sequence FROM job WHERE id = ${job} AND queue_name = 'add')
    AND state = 'pending' AND acquired_by IS NOT NULL AND acquired_at >= datetime('now', ${`-${leaseSeconds} seconds`})`
  return olderUnderWay.pipe(
    Effect.repeat({ schedule: Schedule.spaced("200 millis"), until: ([row]) => (row?.n ?? 0) === 0 }),
    Effect.asVoid
  )
}
