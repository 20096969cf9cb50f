// The SQLite file of an instance: its schema, how it is opened, and why it may refuse to be.

import { DatabaseSync, type Database } from "./sqlite.ts"
import { TASKS_SCHEMA } from "./taskRows.ts"

/** What an instance is, fixed for its life. */
export interface InstanceFacts {
  readonly name: string
  readonly region: string
  readonly serviceType: number
  readonly createdMs: number
}

/** The store cannot be used; the message says what is wrong with what and what to do, in one sentence. */
export class StoreError extends Error {
  constructor(message: string) {
    super(message)
    this.name = "StoreError"
  }
}

/** Another process has the store open. */
export class StoreInUse extends StoreError {
  constructor(path: string, owner = "another emulator") {
    super(`cannot use ${path}: ${owner} has it open; stop that one or name another --data-dir`)
    this.name = "StoreInUse"
  }
}

/** What made the store at `path` unusable, as a StoreError; one stays what it is. */
export const asStoreError = (path: string, error: unknown): StoreError =>
  error instanceof StoreError
    ? error
    : new StoreError(`cannot use ${path}: ${reasonOf(error)}; mend that or name another --data-dir`)

/** "IMSE" in ASCII: tells a file of the emulator from any other SQLite file. */
const APPLICATION_ID = 0x49_4d_53_45

/** Grows with every change of the schema. */
export const SCHEMA_VERSION = 2

/** What a store of an older version lacks, by that version. */
const UPGRADES: ReadonlyMap<unknown, string> = new Map([
  [1, `${TASKS_SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION};`]
])

/** The versions that are brought up to date when they are opened. */
export const upgradeableVersions: readonly unknown[] = [...UPGRADES.keys()]

const SCHEMA = `
  CREATE TABLE instance (
    name TEXT NOT NULL, region TEXT NOT NULL, service_type INTEGER NOT NULL, created_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE pictures (
    id INTEGER PRIMARY KEY,
    product_id TEXT NOT NULL,
    pic_name TEXT NOT NULL,
    category_id INTEGER NOT NULL,
    custom_content TEXT NOT NULL,
    int_attr INTEGER NOT NULL, int_attr2 INTEGER NOT NULL, int_attr3 INTEGER NOT NULL, int_attr4 INTEGER NOT NULL,
    str_attr TEXT NOT NULL, str_attr2 TEXT NOT NULL, str_attr3 TEXT NOT NULL, str_attr4 TEXT NOT NULL,
    region TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    descriptor BLOB NOT NULL,
    UNIQUE (product_id, pic_name)
  ) STRICT;
  ${TASKS_SCHEMA}
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`

/**
 * Opens the file at `path`, or a database in memory for ":memory:", and creates the schema in an empty one.
 *
 * Throws a StoreError for a file that is no store of the emulator, belongs to a newer version, to another instance, or
 * is in use.
 */
export const openDatabase = (
  path: string,
  facts: InstanceFacts
): { readonly database: Database; readonly facts: InstanceFacts } => {
  const database = connect(path)
  try {
    // FULL: an answered write survives a power cut. The lock stays exclusive because one process's memory holds the
    // index. One transaction: what is refused is left as it was, in the version that it was written by.
    prepare(database, path)
    const agreed = agree(database, { path, facts })
    attempt(path, () => database.exec("COMMIT; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"))
    return { database, facts: agreed }
  } catch (error) {
    database.close()
    throw error
  }
}

const connect = (path: string): Database => {
  try {
    return new DatabaseSync(path)
  } catch (error) {
    throw new StoreError(`cannot open ${path}: ${reasonOf(error)}; name a --data-dir that this user may write to`)
  }
}

/** Begins a transaction with the schema in it. Nothing is changed in a file before it is known to be the emulator's. */
const prepare = (database: Database, path: string): void => {
  attempt(path, () => database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE"))
  const isNew = isEmpty(database)
  if (!isNew && pragma(database, "application_id") !== APPLICATION_ID) {
    throw new StoreError(`${path} is not a store of imagesearch-emulator; name another --data-dir`)
  }
  const version = pragma(database, "user_version")
  if (!isNew && version !== SCHEMA_VERSION && !UPGRADES.has(version)) {
    throw new StoreError(
      `${path} was written by another version of imagesearch-emulator; use that version or another --data-dir`
    )
  }
  attempt(path, () => database.exec(isNew ? SCHEMA : (UPGRADES.get(version) ?? "")))
}

const attempt = (path: string, change: () => void): void => {
  try {
    change()
  } catch (error) {
    const reason = reasonOf(error)
    throw reason.includes("database is locked") ? new StoreInUse(path) : new StoreError(`cannot use ${path}: ${reason}`)
  }
}

const isEmpty = (database: Database): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined

const pragma = (database: Database, name: string): unknown => database.prepare(`PRAGMA ${name}`).get()?.[name]

const agree = (
  database: Database,
  { path, facts }: { readonly path: string; readonly facts: InstanceFacts }
): InstanceFacts => {
  const row = database.prepare("SELECT * FROM instance").get()
  if (row === undefined) {
    database
      .prepare("INSERT INTO instance VALUES (?, ?, ?, ?)")
      .run(facts.name, facts.region, facts.serviceType, facts.createdMs)
    return facts
  }
  if (row["name"] !== facts.name || row["region"] !== facts.region || row["service_type"] !== facts.serviceType) {
    const [name, region, type] = [row["name"], row["region"], row["service_type"]].map(String)
    const held = `instance "${name}" of ${region}, service type ${type}`
    throw new StoreError(`${path} holds ${held}: start with those settings or name another --data-dir`)
  }
  return { ...facts, createdMs: Number(row["created_ms"]) }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
