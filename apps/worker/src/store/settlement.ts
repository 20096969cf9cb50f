/** How a job ends in the tables. */
import * as Effect from "effect/Effect"
import type { SqlClient, SqlError } from "effect/sql"
import { GivenBack, startsPerJob, triesPerJob } from "./Job.ts"
import type { OutstandingItem } from "./OutstandingItem.ts"
import { nowOf } from "./storeClock.ts"

/**
 * A job that was frozen beyond its lease may end after a newer one. What the instance then holds is not known, so the
 * ledger forgets the item, and the next run sends it again.
 */
export const recordDone = Effect.fnUntraced(function* (
  sql: SqlClient.SqlClient,
  item: OutstandingItem,
  pictureHash: string
): Effect.fn.Return<void, SqlError.SqlError> {
  const written = yield* sql`
    INSERT INTO ledger (product_id, pic_name, picture_hash, attributes_hash, item, done_at)
    VALUES (${item.productId}, ${item.picName}, ${pictureHash}, ${item.attributesHash}, ${item.id}, ${nowOf(sql)})
    ON CONFLICT (product_id, pic_name) DO UPDATE SET
      picture_hash = excluded.picture_hash, attributes_hash = excluded.attributes_hash,
      item = excluded.item, done_at = excluded.done_at
    WHERE ledger.item <= excluded.item
    RETURNING item`
  if (written.length === 0)
    yield* sql`DELETE FROM ledger WHERE product_id = ${item.productId} AND pic_name = ${item.picName}`
  yield* sql`DELETE FROM outstanding WHERE id = ${item.id}`
})

export const recordFailed = (
  sql: SqlClient.SqlClient,
  id: number,
  reason: string
): Effect.Effect<void, SqlError.SqlError> =>
  Effect.asVoid(sql`UPDATE outstanding SET reason = ${reason}, failed_at = ${nowOf(sql)} WHERE id = ${id}`)

export const recordGivenBack = Effect.fnUntraced(function* (
  sql: SqlClient.SqlClient,
  {
    item,
    reason,
    tries
  }: { readonly item: OutstandingItem; readonly reason: string; readonly tries: "counted" | "uncounted" }
): Effect.fn.Return<void, SqlError.SqlError | GivenBack> {
  const [row] = yield* sql<{ readonly tries: number }>`
    UPDATE outstanding SET given_back = given_back + 1, tries = tries + ${tries === "counted" ? 1 : 0}
    WHERE id = ${item.id} RETURNING tries`
  if (row !== undefined && row.tries >= triesPerJob) return yield* recordFailed(sql, item.id, reason)
  return yield* new GivenBack({ reason })
})

/** A job that the queue gave up, as its process died each time, is a failed item. */
export const recordDeadJobs = (sql: SqlClient.SqlClient) =>
  sql`
    UPDATE outstanding SET
      reason = ${`was started ${startsPerJob} times, and its process died each time`},
      failed_at = ${nowOf(sql)}
    WHERE reason IS NULL AND id IN (SELECT element->>'item' FROM job WHERE state = 'failed')`
