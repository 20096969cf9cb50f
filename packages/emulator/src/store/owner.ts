// Who uses a data folder: a file beside the store that names the process. It decides nothing, for SQLite's lock does; it
// is what a second process is told, which would otherwise not know whom to look for.

import { readFile, rename, rm, writeFile } from "node:fs/promises"
import { hostname } from "node:os"

/** Writes that this process uses the folder. The file appears whole or not at all. */
export const writeOwner = async (path: string): Promise<void> => {
  const owner = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  await writeFile(`${path}.partial`, `${JSON.stringify(owner)}\n`)
  await rename(`${path}.partial`, path)
}

/** Removes what was written. */
export const removeOwner = (path: string): Promise<void> => rm(path, { force: true })

/**
 * Such as `process 4711 on build-7 (since 2026-11-25T13:00:00.000Z)`; undefined if nobody has written it. Of a process
 * that was killed it stays, until the next one takes the folder over.
 */
export const readOwner = async (path: string): Promise<string | undefined> => {
  try {
    const owner: unknown = JSON.parse(await readFile(path, "utf8"))
    if (typeof owner !== "object" || owner === null || !("pid" in owner && "host" in owner && "since" in owner))
      return undefined
    return `process ${String(owner.pid)} on ${String(owner.host)} (since ${String(owner.since)})`
  } catch {
    // Absent, or not ours: SQLite has refused already, and the message does without a name.
    return undefined
  }
}
