/** What a run leaves behind of one case or one probe: a file that CI replays and a person can read. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Level } from "./Probe.ts"
import type { RecordedExchange } from "./redact.ts"

export interface Recording {
  /** A recording of an emulator is no word on the service, and never a reason for a mark. */
  readonly source: "live" | "emulator"
  readonly recordedOn: string
  readonly level: Level
  /** The id of the case or of the probe. */
  readonly of: string
  readonly kind: "case" | "probe"
  /** What stood in names for `{run}`. */
  readonly run: string
  /** Whether the bare requests got what the case expects; undefined for a probe, which expects nothing. */
  readonly isAsExpected?: boolean
  readonly exchanges: readonly RecordedExchange[]
}

/** Writes the file; one with the same name is replaced. */
export const writeRecording = (folder: string, recording: Recording): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, fileNameOf(recording)), `${JSON.stringify(recording, null, 1)}\n`)
}

export const fileNameOf = ({ kind, of }: Pick<Recording, "kind" | "of">): string =>
  `${kind}.${of.replaceAll("/", ".")}.json`

/** The recordings of a folder; none if it does not exist. */
export const readRecordings = (folder: string): readonly Recording[] => {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { withFileTypes: true, recursive: true })
  return names
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path): Recording => JSON.parse(readFileSync(path, "utf8"))) // written by `writeRecording`
}
