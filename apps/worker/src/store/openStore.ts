/**
 * Opens the file that holds queue, ledger and pacer, and refuses every file that is no such store before touching it.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { existsSync, statSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { pathToFileURL } from "node:url"
import { WorkerError } from "../WorkerError.ts"
import { applicationId, createTables, storeVersion } from "./schema.ts"

/** Milliseconds that a statement waits while another process writes. Its own transactions take some 50 ms. */
export const busyMillis = 10_000

/** The instance that a store belongs to, whatever endpoint leads there. */
export interface StoreIdentity {
  readonly instance: string
  /** Empty when only an endpoint was given. */
  readonly region: string
}

/**
 * Opens the store, and makes it when there is none: it then belongs to no instance yet. Fails with reason `WrongStore`
 * or `Store`.
 */
export const openStore = (
  path: string,
  identity: StoreIdentity
): Effect.Effect<DatabaseSync, WorkerError, Scope.Scope> =>
  acquire(path, () => {
    refusePath(path)
    return openDatabase(path, (database) => {
      makeTables(database)
      refuseOtherInstance(database, identity)
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE")
    })
  })

/**
 * Makes the store the instance's own, if it is nobody's; for a run whose instance has answered, so that a misspelt one
 * leaves no trace. Fails with reason `WrongStore` when another process has bound it to another one since it was opened.
 */
export const bindStore = (
  path: string,
  database: DatabaseSync,
  identity: StoreIdentity
): Effect.Effect<void, WorkerError> =>
  Effect.try({
    try: () =>
      inTransaction(database, () => {
        refuseOtherInstance(database, identity)
        database
          .prepare("INSERT INTO identity (instance, region) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM identity)")
          .run(identity.instance, identity.region)
      }),
    catch: (cause) => describe(path, cause)
  })

/** Opens a store that is there already, to look at it and write nothing. Fails with reason `WrongStore` or `Store`. */
export const openExistingStore = (path: string): Effect.Effect<DatabaseSync, WorkerError, Scope.Scope> =>
  acquire(path, () => {
    refusePath(path)
    if (!existsSync(path)) throw new Refusal("does not exist. Give the file that an import was run with.")
    return openReadOnly(path)
  })

/** Why a path is no store, as the end of a sentence that begins with it. */
class Refusal extends Error {}

const acquire = (path: string, open: () => DatabaseSync): Effect.Effect<DatabaseSync, WorkerError, Scope.Scope> =>
  Effect.acquireRelease(Effect.try({ try: open, catch: (cause) => describe(path, cause) }), (database) =>
    Effect.sync(() => database.close())
  )

/** A store that failed, whenever it did. */
export const storeError = (path: string, problem: string): WorkerError =>
  new WorkerError({ reason: { _tag: "Store", path, problem } })

/**
 * The sentence for a statement that failed in an open store: a full disk, a lock that never came, a file taken away.
 */
export const storeFailed = (path: string, cause: unknown): WorkerError =>
  storeError(
    path,
    `failed: ${cause instanceof Error ? cause.message : String(cause)}. Nothing is lost; run the same command again when it is mended.`
  )

const refusePath = (path: string): void => {
  if (!existsSync(dirname(path))) throw new Refusal(`cannot be made: the folder ${dirname(path)} does not exist.`)
  if (existsSync(path) && !statSync(path).isFile()) throw new Refusal("is no file. Give the path of a file.")
}

const openDatabase = (path: string, prepare: (database: DatabaseSync) => void): DatabaseSync =>
  closedOnFailure(new DatabaseSync(path, { timeout: busyMillis }), (database) => {
    refuseForeign(database)
    prepare(database)
  })

const openReadOnly = (path: string): DatabaseSync => {
  const open = (location: string | URL): DatabaseSync =>
    closedOnFailure(new DatabaseSync(location, { readOnly: true, timeout: busyMillis }), (database) => {
      if (isEmpty(database)) throw new Refusal("is empty. Give the file that an import was run with.")
      refuseForeign(database)
    })
  try {
    return open(path)
  } catch (error) {
    // Even to read, SQLite makes files beside a store, and cannot in a folder that is not ours to write. Without a
    // write-ahead log nobody works on the store, and it can be read as it lies there.
    if (error instanceof Refusal || statSync(`${path}-wal`, { throwIfNoEntry: false })?.size) throw error
    const url = pathToFileURL(path)
    url.search = "immutable=1"
    return open(url)
  }
}

const closedOnFailure = (database: DatabaseSync, prepare: (database: DatabaseSync) => void): DatabaseSync => {
  try {
    prepare(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Reads only: a file of another program must stay as it is. */
const refuseForeign = (database: DatabaseSync): void => {
  if (isEmpty(database)) return
  if (pragma(database, "application_id") !== applicationId) {
    throw new Refusal("is a file of another program. Give another path; it was left as it is.")
  }
  if (pragma(database, "user_version") !== storeVersion) {
    throw new Refusal("was made by another version of this program. Give another path.")
  }
}

/** Makes the tables of a new store; in one transaction, as two processes may start at once. */
const makeTables = (database: DatabaseSync): void =>
  inTransaction(database, () => {
    if (isEmpty(database))
      database.exec(`${createTables} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${storeVersion}`)
  })

const inTransaction = (database: DatabaseSync, write: () => void): void => {
  database.exec("BEGIN IMMEDIATE")
  try {
    write()
    database.exec("COMMIT")
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK")
    throw error
  }
}

const refuseOtherInstance = (database: DatabaseSync, identity: StoreIdentity): void => {
  const row = database.prepare("SELECT instance, region FROM identity").get()
  if (row === undefined || (row["instance"] === identity.instance && row["region"] === identity.region)) return
  const owner = describeIdentity({ instance: String(row["instance"]), region: String(row["region"]) })
  throw new Refusal(
    `belongs to ${owner}, not to ${describeIdentity(identity)}. Give another path for another instance.`
  )
}

const describeIdentity = ({ instance, region }: StoreIdentity): string =>
  `the instance ${instance}${region === "" ? " without a region" : ` in ${region}`}`

const isEmpty = (database: DatabaseSync): boolean =>
  pragma(database, "application_id") === 0 &&
  database.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"] === 0

const pragma = (database: DatabaseSync, name: string): unknown => database.prepare(`PRAGMA ${name}`).get()?.[name]

const describe = (path: string, cause: unknown): WorkerError => {
  if (cause instanceof Refusal) return wrongStore(path, cause.message)
  const message = cause instanceof Error ? cause.message : String(cause)
  // SQLite's own words for a file whose first bytes are not SQLite's.
  if (message.includes("file is not a database"))
    return wrongStore(path, "is a file of another program. Give another path; it was left as it is.")
  return storeError(
    path,
    `cannot be opened: ${message}. Check the permissions of the file and its folder, or give another path.`
  )
}

const wrongStore = (path: string, problem: string): WorkerError =>
  new WorkerError({ reason: { _tag: "WrongStore", path, problem } })
