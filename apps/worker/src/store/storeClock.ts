/** The store's clock: one for all processes on it. */
import type { SqlClient, Statement } from "effect/sql"

/** An expression for the present, in milliseconds since 1970. */
export const nowOf = (sql: SqlClient.SqlClient): Statement.Fragment =>
  sql.literal("CAST(unixepoch('subsec') * 1000 AS INTEGER)")
