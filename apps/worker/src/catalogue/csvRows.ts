/**
 * Rows of a CSV catalogue, one at a time: RFC 4180 quotes, BOM, CRLF. Spaces around cells do not count. A bad row
 * becomes a `BadRow`, and reading goes on.
 */
import { parse, type CsvError, type Info } from "csv-parse"
import { counted } from "../counted.ts"
import { usage } from "../WorkerError.ts"
import { columnText, readHeader, type Columns, type Field, type UnknownColumn } from "./columns.ts"
import { LineCounter } from "./LineCounter.ts"
import { badRow, readRow, type CatalogueRow, type Cells } from "./readRow.ts"
import type { Separator } from "./separator.ts"

/** A row longer than this, in bytes, is taken for a quote that was never closed. A full row of AddImage has 8 KB. */
export const rowLimitBytes = 1024 * 1024

export interface RowSource {
  readonly chunks: AsyncIterable<Uint8Array>
  /** Folder to which the paths of pictures are relative. */
  readonly folder: string
  /** Told once, before the first row, or at the end for a catalogue without a header. */
  readonly onUnknownColumns: (columns: readonly UnknownColumn[]) => void
}

export interface CsvSource extends RowSource {
  readonly separator: Separator
}

interface ParsedRecord {
  readonly info: Info
  readonly record: readonly string[]
}

/** Throws a `WorkerError` of reason `Usage` when the header cannot be used. */
export async function* csvRows({
  chunks,
  folder,
  separator,
  onUnknownColumns
}: CsvSource): AsyncGenerator<CatalogueRow> {
  const lines = new LineCounter()
  const skipped: CatalogueRow[] = []
  let isUnreadable = false
  const parser = parse({
    bom: true,
    delimiter: separator,
    info: true,
    skip_empty_lines: true,
    // Counted below, where the row's own cells can be named.
    relax_column_count: true,
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
      yield toRow({ line: lines.lineOf(info.bytes), fields: header.fields, record, folder })
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
  const unknown = new Map(header.unknown.map((column) => [column.name, column]))
  const found = names.map((name) => columnText(unknown.get(name) ?? { name, meant: undefined })).join(", ")
  if (header.fields.every((field) => field === undefined)) {
    throw usage(
      "The first row of the catalogue must be its header, with the columns ProductId and Picture, " +
        `separated by commas, semicolons or tabs; it is ${found}.`
    )
  }
  if (header.missing.length > 0) {
    throw usage(`The catalogue has no column ${header.missing.join(" and no column ")}; its columns are ${found}.`)
  }
  if (header.repeated.length > 0) {
    throw usage(`The catalogue has more than one column ${header.repeated.join(" and ")}; its columns are ${found}.`)
  }
  return header
}

interface PlacedRecord {
  readonly line: number
  readonly fields: Columns["fields"]
  readonly record: readonly string[]
  readonly folder: string
}

const toRow = ({ line, fields, record, folder }: PlacedRecord): CatalogueRow => {
  const cells = toCells(fields, record)
  return record.length === fields.length
    ? readRow(line, cells, folder)
    : badRow(line, `has ${counted(record.length, "cell")}, the header has ${fields.length}`, cells)
}

const toCells = (fields: ReadonlyArray<Field | undefined>, record: readonly string[]): Cells =>
  Object.fromEntries(
    record.flatMap((text, index) => {
      const field = fields[index]
      const cell = text.trim()
      return field === undefined || cell === "" ? [] : [[field, cell]]
    })
  )

const describeSkipped = (error: CsvError | undefined, lines: LineCounter): CatalogueRow => {
  const line = lines.lineOf(Number(error?.["bytes"] ?? 0))
  return error?.code === "CSV_MAX_RECORD_SIZE" || error?.code === "CSV_QUOTE_NOT_CLOSED"
    ? badRow(line, "holds a quote that is never closed; nothing after it could be read")
    : badRow(line, `is no CSV: ${error?.message ?? "unknown error"}`)
}
