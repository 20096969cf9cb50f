/** A catalogue file, opened and recognized as CSV or NDJSON, as a stream of rows. */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { open, type FileHandle } from "node:fs/promises"
import { dirname, extname, resolve } from "node:path"
import { usage, WorkerError } from "../WorkerError.ts"
import { csvRows } from "./csvRows.ts"
import { ndjsonRows } from "./ndjsonRows.ts"
import type { CatalogueRow } from "./readRow.ts"

export interface Catalogue {
  /** Absolute path. */
  readonly path: string
  /** Rows in order; fails with reason `Usage` when the header cannot be used. To be run once. */
  readonly rows: (onUnknownColumns: (names: readonly string[]) => void) => Stream.Stream<CatalogueRow, WorkerError>
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
  const isNdjson = yield* Effect.tryPromise({
    try: () => looksLikeNdjson(absolute, file),
    catch: (cause) => unreadable(absolute, cause)
  })
  const read = isNdjson ? ndjsonRows : csvRows
  return {
    path: absolute,
    rows: (onUnknownColumns) =>
      Stream.fromAsyncIterable(
        read({
          chunks: file.createReadStream({ start: 0, autoClose: false }),
          folder: dirname(absolute),
          onUnknownColumns
        }),
        (cause) => (cause instanceof WorkerError ? cause : unreadable(absolute, cause))
      )
  }
})

const openFile = async (path: string): Promise<FileHandle> => {
  const file = await open(path)
  if ((await file.stat()).isFile()) return file
  await file.close()
  throw new Error("is no file")
}

/** By extension; else by the first byte that is not blank. A BOM is blank. */
const looksLikeNdjson = async (path: string, file: FileHandle): Promise<boolean> => {
  const extension = extname(path).toLowerCase()
  if ([".ndjson", ".jsonl", ".json"].includes(extension)) return true
  if (extension === ".csv") return false
  const { bytesRead, buffer } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
  return buffer.toString("utf8", 0, bytesRead).trimStart().startsWith("{")
}

const unreadable = (path: string, cause: unknown): WorkerError => {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : undefined
  const problem =
    code === "ENOENT" || code === "ENOTDIR"
      ? "does not exist"
      : code === "EACCES" || code === "EPERM"
        ? "may not be read"
        : cause instanceof Error
          ? `cannot be read: ${cause.message}`
          : `cannot be read: ${String(cause)}`
  return usage(`The catalogue ${path} ${problem}.`)
}
