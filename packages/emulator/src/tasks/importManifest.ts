// The work of IncreaseInstance: reads the manifest line by line and adds or removes pictures as AddImage and DeleteImage
// do. A bad line is noted and the next one is taken.

import type { FileHandle } from "node:fs/promises"
import { setImmediate as nextTurn } from "node:timers/promises"
import { refuse, ServiceError } from "../errors.ts"
import type { Service } from "../Service.ts"
import { type BucketFolder, bucketFolder } from "./bucketFolder.ts"
import { linesOf } from "./lines.ts"
import { performLine, readLine } from "./manifestLine.ts"
import type { Outcome, TaskRun, Work } from "./Tasks.ts"

interface Counts {
  done: number
  failed: number
}

/** Imports the manifest of a folder. */
export const importManifest =
  (service: Service, origin: { readonly bucketName: string; readonly path: string }): Work =>
  async (run) => {
    const folder = bucketFolder(service.ossDir, origin)
    const manifest = await folder.openManifest()
    try {
      return await importLines(service, { folder, manifest, run })
    } finally {
      await manifest.close()
    }
  }

interface Import {
  readonly folder: BucketFolder
  readonly manifest: FileHandle
  readonly run: TaskRun
}

const importLines = async (service: Service, { folder, manifest, run }: Import): Promise<Outcome> => {
  const { size } = await manifest.stat()
  const counts: Counts = { done: 0, failed: 0 }
  const errors: string[] = []
  let line = 0
  let bytes = 0
  for await (const text of linesOf(manifest.createReadStream({ autoClose: false }))) {
    if (run.signal.aborted) break
    line += 1
    bytes += Buffer.byteLength(text) + 1
    if (text.trim() === "") continue
    const failure = await attempt(service, folder, text)
    if (failure === undefined) counts.done += 1
    else {
      counts.failed += 1
      errors.push(`${JSON.stringify({ Line: line, ...failure })}\n`)
    }
    run.report(`${Math.min(100, Math.floor((100 * bytes) / size))} %: ${describeCounts(counts)}`)
    // Even a line that waits for nothing must not keep other requests waiting.
    await nextTurn()
  }
  return outcomeOf(counts, errors)
}

/** Our choice: the task fails if no line could be done, and otherwise succeeds with a file of the lines that failed. */
const outcomeOf = (counts: Counts, errors: readonly string[]): Outcome => {
  const { done, failed } = counts
  if (failed === 0) return { isSuccess: true, msg: "success" }
  return {
    isSuccess: done > 0,
    msg: `${describeCounts(counts)}; the file at ErrorUrl says why`,
    result: Buffer.from(errors.join(""))
  }
}

const describeCounts = ({ done, failed }: Counts): string => `${done} lines done, ${failed} failed`

/** A line of the error file: what the line said of itself, and the refusal that a call would have got. */
type Failure = Readonly<Record<string, string>>

const attempt = async (service: Service, folder: BucketFolder, text: string): Promise<Failure | undefined> => {
  const line = readLine(text)
  if (line === undefined)
    return { Code: "BadRequest", Message: "The line is not one JSON object.", Text: text.slice(0, SHOWN) }
  try {
    await performLine(service, folder, line)
    return undefined
  } catch (error) {
    if (!(error instanceof ServiceError)) service.warn(`unexpected failure in a batch import: ${String(error)}`)
    const { code, message } = error instanceof ServiceError ? error : refuse("InternalError")
    return { ...line.identity, Code: code, Message: message }
  }
}

/** Characters of an unreadable line that the error file repeats. */
const SHOWN = 200
