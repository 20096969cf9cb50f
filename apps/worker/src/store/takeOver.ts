/**
 * Finds out whether any other process works on the store. Every process holds a shared lock on a file beside it for as
 * long as it lives, and the kernel drops the lock of a killed one; so whoever gets the lock for itself alone knows that
 * all jobs under way are those of dead processes, and need not wait until their leases run out.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql"
import { DatabaseSync } from "node:sqlite"
import { freeSlots } from "./SqlPacer.ts"
import type { WorkerError } from "../WorkerError.ts"
import { storeError } from "./openStore.ts"

/** Milliseconds to wait for the shared lock: another process holds the exclusive one for one short statement. */
const sharedLockMillis = 10_000

/**
 * Frees the jobs and the pacer's slots of dead processes if this process is alone, and holds the shared lock until the
 * scope closes. To be run before the first job is taken.
 */
export const takeOver = Effect.fnUntraced(function* (
  storePath: string
): Effect.fn.Return<void, WorkerError, Scope.Scope | SqlClient.SqlClient> {
  const sql = yield* SqlClient.SqlClient
  const failed = (cause: unknown) =>
    storeError(storePath, `cannot be locked: ${cause instanceof Error ? cause.message : String(cause)}.`)
  const lock = yield* Effect.acquireRelease(
    Effect.try({ try: () => new DatabaseSync(`${storePath}.lock`), catch: failed }),
    (database) => Effect.sync(() => database.close())
  )
  const isAlone = yield* Effect.try({ try: () => tryExclusive(lock), catch: failed })
  if (isAlone) {
    yield* sql`
      UPDATE job SET acquired_at = NULL, acquired_by = NULL
      WHERE state = 'pending' AND acquired_by IS NOT NULL`.pipe(Effect.andThen(freeSlots), Effect.mapError(failed))
  }
  yield* Effect.try({ try: () => holdShared(lock), catch: failed })
})

/** SQLite's code for a lock that another process holds. */
const sqliteBusy = 5

const tryExclusive = (lock: DatabaseSync): boolean => {
  try {
    lock.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE")
    return true
  } catch (error) {
    if (typeof error === "object" && error !== null && "errcode" in error && error.errcode === sqliteBusy) return false
    throw error
  }
}

/** An open read transaction is SQLite's shared lock, in a file without a write-ahead log. */
const holdShared = (lock: DatabaseSync): void => {
  if (lock.isTransaction) lock.exec("COMMIT")
  lock.exec(`PRAGMA busy_timeout = ${sharedLockMillis}; BEGIN; SELECT count(*) FROM sqlite_schema`)
}
