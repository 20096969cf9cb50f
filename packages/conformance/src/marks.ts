/**
 * Which cases were seen on the live service, and when. The file is written by a live run and by nothing else; none has
 * been made so far, so that it is empty.
 */
import { readFileSync, writeFileSync } from "node:fs"

export interface Mark {
  /** Day of the run, `2027-01-31`. */
  readonly verifiedOn: string
  readonly clients: readonly string[]
}

export type Marks = Readonly<Record<string, Mark>>

const ownFile = new URL("../marks.json", import.meta.url)

// Written by `writeMarks` alone.
export const readMarks = (file: URL = ownFile): Marks => JSON.parse(readFileSync(file, "utf8")) as Marks

/** Adds marks to those that are there; the newest of a case counts. */
export const writeMarks = (added: Marks, file: URL = ownFile): void => {
  const all = Object.entries({ ...readMarks(file), ...added }).toSorted(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
}
