/** Effect's SqlClient over an open database of node:sqlite: one connection, one statement at a time. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Reactivity } from "effect/reactivity"
import * as Semaphore from "effect/Semaphore"
import { SqlClient, SqlError, Statement, type SqlConnection } from "effect/sql"
import * as Stream from "effect/Stream"
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite"

/** Prepared statements that are kept. The queue writes ids into its statements, so that not every text comes again. */
const statementLimit = 100

/** The client over `database`, which stays the caller's to close. */
export const layerNodeSqlite = (database: DatabaseSync): Layer.Layer<SqlClient.SqlClient> =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function* () {
      const semaphore = yield* Semaphore.make(1)
      return yield* SqlClient.make({
        ...SqlClient.makeSqliteAcquirers({
          connection: Effect.succeed(makeConnection(database)),
          semaphore,
          isTransaction: () => database.isTransaction
        }),
        compiler: Statement.makeCompilerSqlite(),
        driver: "node:sqlite",
        spanAttributes: [["db.system.name", "sqlite"]],
        // A transaction that reads first and writes later would fail when another process writes in between.
        beginTransaction: "BEGIN IMMEDIATE",
        prepareTransactionControls: true
      })
    })
  ).pipe(Layer.provide(Reactivity.layer))

const makeConnection = (database: DatabaseSync): SqlConnection.Connection => {
  const prepare = makePrepare(database)
  return {
    execute: (sql, parameters, transform) =>
      Effect.map(
        attempt(() => allRows(prepare(sql), parameters)),
        (rows) => transform?.(rows) ?? rows
      ),
    executeRaw: (sql, parameters) => attempt(() => prepare(sql).run(...bind(parameters))),
    executeValues: (sql, parameters) =>
      attempt(() => allRows(prepare(sql), parameters).map((row) => Object.values(row))),
    executeValuesUnprepared: (sql, parameters) =>
      attempt(() => allRows(database.prepare(sql), parameters).map((row) => Object.values(row))),
    executeUnprepared: (sql, parameters, transform) =>
      Effect.map(
        attempt(() => allRows(database.prepare(sql), parameters)),
        (rows) => transform?.(rows) ?? rows
      ),
    executeStream: () => Stream.die("the store's SqlClient has no streams")
  }
}

/** Keeps the statements that were used last. */
const makePrepare = (database: DatabaseSync) => {
  const statements = new Map<string, StatementSync>()
  return (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.delete(sql)
    statements.set(sql, statement)
    const [oldest] = statements.keys()
    if (statements.size > statementLimit && oldest !== undefined) statements.delete(oldest)
    return statement
  }
}

const allRows = (statement: StatementSync, parameters: readonly unknown[]): ReadonlyArray<object> => {
  if (statement.columns().length > 0) return statement.all(...bind(parameters))
  statement.run(...bind(parameters))
  return []
}

// The one boundary where Effect's unknown parameters become SQLite's: a value of another type makes node:sqlite throw.
const bind = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[]

const attempt = <A>(run: () => A): Effect.Effect<A, SqlError.SqlError> =>
  Effect.try({
    try: run,
    catch: (cause) =>
      new SqlError.SqlError({
        reason: SqlError.classifySqliteError(withErrno(cause), {
          message: cause instanceof Error ? cause.message : String(cause),
          operation: "execute"
        })
      })
  })

/** node:sqlite names SQLite's code `errcode`; Effect looks for `errno`. */
const withErrno = (cause: unknown): unknown =>
  typeof cause === "object" && cause !== null && "errcode" in cause
    ? Object.assign(cause, { errno: cause.errcode })
    : cause
