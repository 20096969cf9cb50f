/** What a store holds, asked without writing: by a run, and by whoever only looks. */
import * as Effect from "effect/Effect"
import { SqlClient, type SqlError } from "effect/sql"
import type { FailedRow } from "./OutstandingItem.ts"

export interface QueueCounts {
  readonly waiting: number
  /** Items that failed since the given instant, or ever. */
  readonly failed: number
}

export interface FailedFilter {
  /** Instant of the store's clock from which items count. */
  readonly since: number
  /** Path of the catalogue whose bad rows count; those of all when it is undefined. */
  readonly catalogue?: string
  readonly limit: number
}

type Question<A> = Effect.Effect<A, SqlError.SqlError, SqlClient.SqlClient>

export const queueCounts = (failedSince: number): Question<QueueCounts> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<QueueCounts>`
        SELECT (SELECT count(*) FROM outstanding WHERE reason IS NULL) AS waiting,
          (SELECT count(*) FROM outstanding WHERE reason IS NOT NULL AND failed_at >= ${failedSince}) AS failed`,
      ([row]) => row ?? { waiting: 0, failed: 0 }
    )
  )

export const ledgerCount: Question<number> = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(sql<{ readonly n: number }>`SELECT count(*) AS n FROM ledger`, ([row]) => row?.n ?? 0)
)

export const badRowCount: Question<number> = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(sql<{ readonly n: number }>`SELECT count(*) AS n FROM bad_row`, ([row]) => row?.n ?? 0)
)

/** Failed items and bad rows, by line. */
export const failedRows = ({ since, catalogue, limit }: FailedFilter): Question<readonly FailedRow[]> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) =>
      sql<FailedRow>`
        SELECT line, product_id AS "productId", pic_name AS "picName", reason FROM outstanding
        WHERE reason IS NOT NULL AND failed_at >= ${since}
        UNION ALL
        SELECT line, product_id, pic_name, reason FROM bad_row
        WHERE ${catalogue ?? null} IS NULL OR catalogue = ${catalogue ?? null}
        ORDER BY line LIMIT ${limit}`
  )
