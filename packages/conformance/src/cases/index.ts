/**
 * All cases, in the order of the document that is made of them. They are data, in the files of `data/`; a row may name
 * a preparation in `before`, and a long text as `{ "repeat": "n", "times": 257 }`.
 */
import { readFileSync } from "node:fs"
import type { Call, ConformanceCase } from "./Case.ts"

const files = ["gateway", "adding", "changing", "searching", "lookingUp", "managing", "olderVersion"] as const

interface Row extends Omit<ConformanceCase, "before"> {
  readonly before?: string | readonly Call[]
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`data/${name}.json`, import.meta.url), "utf8"), withRepeats)

/** Writes out the texts that a row gives by their length. */
const withRepeats = (_: string, value: unknown): unknown => {
  if (typeof value !== "object" || value === null || !("repeat" in value) || !("times" in value)) return value
  return String(value.repeat).repeat(Number(value.times))
}

/** What several cases begin with, by name. */
const preparations = read("preparations") as Readonly<Record<string, readonly Call[]>> // a test reads every row

const caseOf = ({ before = [], ...row }: Row): ConformanceCase => {
  if (typeof before !== "string") return { ...row, before }
  const calls = preparations[before]
  if (calls === undefined) throw new Error(`${row.id} begins with "${before}", which is no preparation`)
  return { ...row, before: calls }
}

// As above.
export const cases: readonly ConformanceCase[] = files.flatMap((name) =>
  (read(name) as { readonly rows: readonly Row[] }).rows.map(caseOf)
)
