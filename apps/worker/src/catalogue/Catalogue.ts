/** A catalogue file, opened and recognized as CSV or NDJSON, as a stream of rows. */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { open, type FileHandle } from "node:fs/promises"
import { dirname, extname, resolve } from "node:path"
import { usage, WorkerError } from "../WorkerError.ts"
import type { UnknownColumn } from "./columns.ts"
import { csvRows, type RowSource } from "./csvRows.ts"
import { ndjsonRows } from "./ndjsonRows.ts"
import type { CatalogueRow } from "./readRow.ts"
import { separatorOf } from "./separator.ts"

export interface Catalogue {
  /** Absolute path. */
  readonly path: string
  /** Rows in order; fails with reason `Usage` when the header cannot be used. To be run once. */
  readonly rows: (
    onUnknownColumns: (columns: readonly UnknownColumn[]) => void
  ) => Stream.Stream<CatalogueRow, WorkerError>
}

/** Fails with reason `Usage` when the file cannot be read. */
export const openCatalogue = Effect.fnUntraced(function* (
  path: string
): Effect.fn.Return<Catalogue, WorkerError, Scope.Scope> {
  const absolute = resolve(path)
  const file = yield* Effect.acquireRelease(
    Effect.tryPromise({ try: () => openFile(absolute), catch: (cause) => unreadable(absolute, cause) }),
    (handle) => Effect.promise(() => handle.close())
  )
  const read = yield* Effect.tryPromise({
    try: () => recognize(absolute, file),
    catch: (cause) => unreadable(absolute, cause)
  })
  return {
    path: absolute,
    rows: (onUnknownColumns) =>
      Stream.fromAsyncIterable(
        read({
          chunks: file.createReadStream({ start: 0, autoClose: false }),
          folder: dirname(absolute),
          onUnknownColumns
        }),
        (cause) => unreadable(absolute, cause)
      )
  }
})

const openFile = async (path: string): Promise<FileHandle> => {
  const file = await open(path)
  if ((await file.stat()).isFile()) return file
  await file.close()
  throw usage(`The catalogue "${path}" is no file. Give a CSV or NDJSON file.`)
}

/** Bytes of the beginning by which a catalogue is recognized: more than any header. */
const headBytes = 64 * 1024

/** The reader that fits. NDJSON is known by extension, else by the first byte that is not blank. A BOM is blank. */
const recognize = async (
  path: string,
  file: FileHandle
): Promise<(source: RowSource) => AsyncIterable<CatalogueRow>> => {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  const head = buffer.subarray(0, bytesRead)
  refuseBinary(path, head)
  const text = head.toString("utf8").trimStart()
  const extension = extname(path).toLowerCase()
  if ([".ndjson", ".jsonl", ".json"].includes(extension)) return ndjsonRows
  if (extension !== ".csv" && text.startsWith("{")) return ndjsonRows
  return (source) => csvRows({ ...source, separator: separatorOf(text) })
}

/** No text in UTF-8 holds a zero byte; pictures, archives, spreadsheets and UTF-16 do, all within their first bytes. */
const refuseBinary = (path: string, head: Buffer): void => {
  if (!head.includes(0)) return
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  throw usage(
    isUtf16
      ? `The catalogue "${path}" is UTF-16; save it as CSV in UTF-8.`
      : `The catalogue "${path}" is no CSV or NDJSON file; save it as CSV in UTF-8.`
  )
}

/** What this program found out by itself has its words already. */
const unreadable = (path: string, cause: unknown): WorkerError => {
  if (cause instanceof WorkerError) return cause
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : undefined
  const problem =
    code === "ENOENT" || code === "ENOTDIR"
      ? "does not exist. Check the path"
      : code === "EACCES" || code === "EPERM"
        ? "may not be read. Check its permissions"
        : cause instanceof Error
          ? `cannot be read: ${cause.message}`
          : `cannot be read: ${String(cause)}`
  return usage(`The catalogue "${path}" ${problem}.`)
}
