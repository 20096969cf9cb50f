// The rows of the tasks table: exports and batch imports, with the file that each of them left.

import type { Database } from "./sqlite.ts"

/** The two kinds of task; each runs one at a time. */
export type TaskKind = "export" | "import"

export type TaskStatus = "PROCESSING" | "SUCCESS" | "FAIL"

/** Where a batch import reads and whom it calls at its end; all empty for an export. */
export interface TaskOrigin {
  readonly bucketName: string
  readonly path: string
  readonly callbackAddress: string
}

/** A task as the lists show it. */
export interface Task extends TaskOrigin {
  readonly id: number
  readonly status: TaskStatus
  /** "0" unless the task failed. */
  readonly code: string
  readonly msg: string
  /** Epoch milliseconds. */
  readonly createdMs: number
  readonly modifiedMs: number
  readonly hasResult: boolean
}

/** How a task stands. */
export interface TaskChange {
  readonly status: TaskStatus
  readonly code: string
  readonly msg: string
  readonly modifiedMs: number
  /** The file that the task left; undefined keeps what is there. */
  readonly result?: Uint8Array | undefined
}

/** What a list asks for; an undefined condition does not narrow it. */
export interface TaskSearch {
  readonly id: number | undefined
  readonly bucketName: string | undefined
  readonly path: string | undefined
  /** Counted from 1. */
  readonly pageNumber: number
  readonly pageSize: number
}

/** The statements on the tasks table. */
export interface TaskRows {
  readonly insert: (kind: TaskKind, task: TaskOrigin & { readonly createdMs: number; readonly msg: string }) => number
  readonly change: (id: number, change: TaskChange) => void
  /** One page, the newest task first, and how many tasks there are on all pages. */
  readonly list: (kind: TaskKind, search: TaskSearch) => { readonly tasks: readonly Task[]; readonly total: number }
  readonly result: (id: number) => Uint8Array | undefined
  /** Ends tasks that no process runs any more. */
  readonly failRunning: (change: Omit<TaskChange, "status">) => void
  /** Removes every task; the next one has the id 1. */
  readonly clear: () => void
}

export const TASKS_SCHEMA = `
  CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    code TEXT NOT NULL,
    msg TEXT NOT NULL,
    bucket_name TEXT NOT NULL, path TEXT NOT NULL, callback_address TEXT NOT NULL,
    created_ms INTEGER NOT NULL, modified_ms INTEGER NOT NULL,
    result BLOB
  ) STRICT;
`

/** Files of older tasks of the same kind are dropped: a file may be as large as the catalogue, and its link lives for two hours. */
const MOST_RESULTS = 20

/** Prepares the statements on an open database. */
export const taskRows = (database: Database): TaskRows => {
  const insert = database.prepare(INSERT)
  const change = database.prepare(CHANGE)
  const prune = database.prepare(PRUNE)
  const page = database.prepare(`${SELECT} ORDER BY id DESC LIMIT :limit OFFSET :offset`)
  const count = database.prepare(`SELECT count(*) AS total FROM (${SELECT})`)
  const result = database.prepare("SELECT result FROM tasks WHERE id = ?")
  const failRunning = database.prepare(FAIL_RUNNING)
  return {
    insert: (kind, { msg, bucketName, path, callbackAddress, createdMs }) =>
      Number(insert.run(kind, msg, bucketName, path, callbackAddress, createdMs, createdMs).lastInsertRowid),
    change: (id, { status, code, msg, modifiedMs, result: file }) => {
      change.run(status, code, msg, modifiedMs, file ?? null, id)
      if (file !== undefined) prune.run(id, MOST_RESULTS)
    },
    list: (kind, { id, bucketName, path, pageNumber, pageSize }) => {
      const where = { kind, id: id ?? null, bucket_name: bucketName ?? null, path: path ?? null }
      const rows = page.all({ ...where, limit: pageSize, offset: (pageNumber - 1) * pageSize })
      return { tasks: rows.map(read), total: Number(count.get(where)?.["total"]) }
    },
    result: (id) => {
      const file = result.get(id)?.["result"]
      return file instanceof Uint8Array ? file : undefined
    },
    failRunning: ({ code, msg, modifiedMs }) => void failRunning.run(code, msg, modifiedMs),
    clear: () => database.exec("BEGIN IMMEDIATE; DELETE FROM tasks; DELETE FROM sqlite_sequence; COMMIT")
  }
}

const INSERT = `INSERT INTO tasks (kind, status, code, msg, bucket_name, path, callback_address, created_ms, modified_ms)
  VALUES (?, 'PROCESSING', '0', ?, ?, ?, ?, ?, ?)`

const CHANGE = `UPDATE tasks SET status = ?, code = ?, msg = ?, modified_ms = ?, result = coalesce(?, result) WHERE id = ?`

/** The first parameter names a task; results of its kind beyond the newest ones, as many as the second says, go. */
const PRUNE = `UPDATE tasks SET result = NULL WHERE result IS NOT NULL AND id IN (
  SELECT id FROM tasks WHERE kind = (SELECT kind FROM tasks WHERE id = ?) AND result IS NOT NULL
  ORDER BY id DESC LIMIT -1 OFFSET ?)`

const FAIL_RUNNING = `UPDATE tasks SET status = 'FAIL', code = ?, msg = ?, modified_ms = ? WHERE status = 'PROCESSING'`

const SELECT = `SELECT id, status, code, msg, bucket_name, path, callback_address, created_ms, modified_ms,
    result IS NOT NULL AS has_result
  FROM tasks
  WHERE kind = :kind AND (:id IS NULL OR id = :id)
    AND (:bucket_name IS NULL OR bucket_name = :bucket_name) AND (:path IS NULL OR path = :path)`

const read = (row: Readonly<Record<string, unknown>>): Task => ({
  id: Number(row["id"]),
  status: statusOf(row["status"]),
  code: String(row["code"]),
  msg: String(row["msg"]),
  bucketName: String(row["bucket_name"]),
  path: String(row["path"]),
  callbackAddress: String(row["callback_address"]),
  createdMs: Number(row["created_ms"]),
  modifiedMs: Number(row["modified_ms"]),
  hasResult: row["has_result"] === 1
})

const statusOf = (value: unknown): TaskStatus => (value === "PROCESSING" || value === "SUCCESS" ? value : "FAIL")
