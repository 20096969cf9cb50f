/** Rows of an NDJSON catalogue: one JSON object a line, its keys named like the columns of a CSV. */
import { rowLimitBytes, type RowSource } from "./csvRows.ts"
import { fieldNamed, unknownColumns, type Field } from "./columns.ts"
import { badRow, readRow, type CatalogueRow, type Cells } from "./readRow.ts"

/** Names that are remembered for the warning about unknown columns. */
const unknownLimit = 20

export async function* ndjsonRows({ chunks, folder, onUnknownColumns }: RowSource): AsyncGenerator<CatalogueRow> {
  const names: Names = { found: new Set(), unknown: new Set() }
  let line = 0
  for await (const text of textLines(chunks)) {
    line += 1
    if (text === undefined) yield badRow(line, `is longer than ${rowLimitBytes} bytes`)
    else if (text.trim() !== "") yield readLine({ line, text, folder, names })
  }
  if (names.unknown.size > 0) onUnknownColumns(unknownColumns([...names.unknown], [...names.found]))
}

/** What the keys of all objects so far mean. */
interface Names {
  readonly found: Set<Field>
  readonly unknown: Set<string>
}

interface Line {
  readonly line: number
  readonly text: string
  readonly folder: string
  readonly names: Names
}

const readLine = ({ line, text, folder, names }: Line): CatalogueRow => {
  const json = parseJson(text)
  if (typeof json !== "object" || json === null || Array.isArray(json)) return badRow(line, "is no JSON object")
  const cells: Partial<Record<keyof Cells, string>> = {}
  for (const [key, value] of Object.entries(json)) {
    const field = fieldNamed(key)
    if (field !== undefined) names.found.add(field)
    if (field === undefined) {
      if (names.unknown.size < unknownLimit) names.unknown.add(key)
    } else if (typeof value === "object" && value !== null) {
      return badRow(line, `${field} must be a text or a number`)
    } else if (cells[field] !== undefined) {
      return badRow(line, `${field} is given twice`)
    } else if (value !== null && String(value).trim() !== "") {
      cells[field] = String(value).trim()
    }
  }
  return readRow(line, cells, folder)
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Lines without their ends; undefined for one that is too long, of which no more than the limit is held. */
async function* textLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder()
  let rest = ""
  let isTooLong = false
  for await (const chunk of chunks) {
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split("\n")
    rest = pieces.pop() ?? ""
    for (const piece of pieces) {
      yield isTooLong || piece.length > rowLimitBytes ? undefined : piece
      isTooLong = false
    }
    if (rest.length > rowLimitBytes) {
      isTooLong = true
      rest = ""
    }
  }
  if (rest !== "" || isTooLong) yield isTooLong ? undefined : rest
}
