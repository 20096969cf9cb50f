/**
 * Rows of a CSV catalogue, one at a time: RFC 4180 quotes, BOM, CRLF. A bad row becomes a `BadRow`, and reading goes
 * on.
 */
import { parse, type CsvError, type Info } from "csv-parse"
import { usage } from "../WorkerError.ts"
import { readHeader, type Columns, type Field } from "./columns.ts"
import { LineCounter } from "./LineCounter.ts"
import { badRow, readRow, type CatalogueRow, type Cells } from "./readRow.ts"

/** A row longer than this, in bytes, is taken for a quote that was never closed. A full row of AddImage has 8 KB. */
export const rowLimitBytes = 1024 * 1024

export interface RowSource {
  readonly chunks: AsyncIterable<Uint8Array>
  /** Folder to which the paths of pictures are relative. */
  readonly folder: string
  /** Told once, before the first row, or at the end for a catalogue without a header. */
  readonly onUnknownColumns: (names: readonly string[]) => void
}

interface ParsedRecord {
  readonly info: Info
  readonly record: readonly string[]
}

/** Throws a `WorkerError` of reason `Usage` when the header cannot be used. */
export async function* csvRows({ chunks, folder, onUnknownColumns }: RowSource): AsyncGenerator<CatalogueRow> {
  const lines = new LineCounter()
  const skipped: CatalogueRow[] = []
  let isUnreadable = false
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    // A stray quote stays in its cell. Strict reading would take all rows up to the next quote for one cell.
    relax_quotes: true,
    max_record_size: rowLimitBytes,
    skip_records_with_error: true,
    on_skip: (error) => {
      // The parser would go on in the middle of nowhere, and complain again and again.
      if (!isUnreadable) skipped.push(describeSkipped(error, lines))
      isUnreadable ||= error?.code === "CSV_MAX_RECORD_SIZE" || error?.code === "CSV_QUOTE_NOT_CLOSED"
      return undefined
    }
  })
  const feeding = feed({ chunks, lines, parser, isOver: () => isUnreadable })

  let header: Columns | undefined
  // The one boundary where csv-parse's untyped records become ours: the option `info` gives them this shape.
  for await (const { info, record } of parser as AsyncIterable<ParsedRecord>) {
    if (header === undefined) {
      header = checkHeader(record)
      if (header.unknown.length > 0) onUnknownColumns(header.unknown)
    } else if (!record.every((cell) => cell.trim() === "")) {
      yield readRow(lines.lineOf(info.bytes), toCells(header.fields, record), folder)
    }
    lines.forget(info.bytes)
    yield* skipped.splice(0)
  }
  if (header === undefined)
    throw usage(
      "The catalogue is empty: it needs a header with the columns ProductId and Picture, and a row for each picture."
    )
  yield* skipped.splice(0)
  await feeding
}

interface Feed {
  readonly chunks: AsyncIterable<Uint8Array>
  readonly lines: LineCounter
  readonly parser: ReturnType<typeof parse>
  /** Whether nothing more can be read. */
  readonly isOver: () => boolean
}

/** Passes the chunks on at the pace of the parser; ends quietly when the reader has left. Never fails. */
const feed = async ({ chunks, lines, parser, isOver }: Feed): Promise<void> => {
  try {
    for await (const chunk of chunks) {
      if (parser.destroyed) return
      if (isOver()) break
      lines.see(chunk)
      if (!parser.write(chunk))
        await new Promise<void>((resolve) => parser.once("drain", resolve).once("close", resolve))
    }
    parser.end()
  } catch (cause) {
    parser.destroy(cause instanceof Error ? cause : new Error(String(cause)))
  }
}

const checkHeader = (names: readonly string[]): Columns => {
  const header = readHeader(names)
  const found = names.map((name) => `"${name}"`).join(", ")
  if (header.missing.length > 0) {
    throw usage(`The catalogue has no column ${header.missing.join(" and no column ")}; its columns are ${found}.`)
  }
  if (header.repeated.length > 0) {
    throw usage(`The catalogue has more than one column ${header.repeated.join(" and ")}; its columns are ${found}.`)
  }
  return header
}

const toCells = (fields: ReadonlyArray<Field | undefined>, record: readonly string[]): Cells =>
  Object.fromEntries(
    record.flatMap((cell, index) => {
      const field = fields[index]
      return field === undefined || cell.trim() === "" ? [] : [[field, cell]]
    })
  )

const describeSkipped = (error: CsvError | undefined, lines: LineCounter): CatalogueRow => {
  const line = lines.lineOf(Number(error?.["bytes"] ?? 0))
  switch (error?.code) {
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH":
    case "CSV_RECORD_INCONSISTENT_COLUMNS":
      return badRow(line, "has not as many cells as the header has columns")
    case "CSV_MAX_RECORD_SIZE":
    case "CSV_QUOTE_NOT_CLOSED":
      return badRow(line, "holds a quote that is never closed; nothing after it could be read")
    default:
      return badRow(line, `is no CSV: ${error?.message ?? "unknown error"}`)
  }
}
