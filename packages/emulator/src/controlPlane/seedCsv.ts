// Reads the CSV of a seed: RFC 4180, with a header that names the columns of a row.

import * as z from "zod"
import type { SeedRow } from "../control/seeding.ts"
import { ControlError } from "./ControlError.ts"
import { seedRow } from "./schemas.ts"

/** Resolves to the rows. Throws a ControlError that names the row, counted from 1 without the header, and the column. */
export const readSeedCsv = async (csv: string): Promise<readonly SeedRow[]> => {
  const { parse } = await import("csv-parse/sync")
  try {
    const records: unknown = parse(csv, { bom: true, columns: fieldsOf, skip_empty_lines: true, trim: true })
    return Array.isArray(records) ? records.map(readRecord) : []
  } catch (error) {
    if (error instanceof ControlError) throw error
    throw new ControlError(400, `the CSV cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const COLUMNS = Object.keys(seedRow.shape)

const fieldsOf = (header: readonly string[]): string[] => {
  const fields = header.map((name) => {
    const field = COLUMNS.find((column) => plain(column) === plain(name))
    if (field !== undefined) return field
    throw new ControlError(400, `the CSV has a column "${name}"; it takes ${COLUMNS.join(", ")}`)
  })
  const repeated = fields.find((field, at) => fields.indexOf(field) !== at)
  if (repeated !== undefined) throw new ControlError(400, `the CSV has more than one column ${repeated}`)
  return fields
}

const readRecord = (record: unknown, at: number): SeedRow => {
  // An empty cell says nothing.
  const cells = Object.entries(Object(record)).filter(([, cell]) => cell !== "")
  const result = seedRow.safeParse(Object.fromEntries(cells))
  if (result.success) return result.data
  const [issue] = result.error.issues
  const place = issue === undefined || issue.path.length === 0 ? "" : `${z.core.toDotPath(issue.path)}: `
  throw new ControlError(400, `row ${at + 1}: ${place}${issue?.message ?? "cannot be read"}`)
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, "")
