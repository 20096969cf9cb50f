/** What the demo tells: plain lines, a table, and on a terminal one line of progress. */
import { stripVTControlCharacters } from "node:util"
import type { Search } from "./searching.ts"

const isTerminal = process.stdout.isTTY && process.env["TERM"] !== "dumb"
const hasColour = isTerminal && process.env["NO_COLOR"] === undefined

/** A line of the story. */
export const tell = (line: string): void => {
  clearProgress()
  process.stdout.write(`${hasColour ? line : stripVTControlCharacters(line)}\n`)
}

/** Progress of something that takes a while; shown on a terminal only, and gone with the next line. */
export const progress = (text: string): void => {
  if (isTerminal) process.stdout.write(`\r\u001b[2K${text}`)
}

const clearProgress = (): void => progress("")

/** Cells of a line where nobody looks: enough for everything. */
const pipeColumns = 140
/** Cells that the hits, the verdict and the milliseconds take at most, and the gaps between them. */
const hitCells = 20
const otherCells = 34

/**
 * The searches as a table: what was done, the first three hits, right or wrong, milliseconds. On a narrow terminal the
 * third and the second hit are left out.
 */
export const searchTable = (
  searches: readonly Search[],
  columns = process.stdout.columns ?? pipeColumns
): readonly string[] => {
  const hits = columns >= 124 ? 3 : columns >= 102 ? 2 : 1
  const titleCells = Math.min(50, Math.max(18, columns - hits * (hitCells + 2) - otherCells))
  const ranks = Array.from({ length: hits }, (_, rank) => rank)
  const rows = searches.map((search) => [
    shorten(search.title, titleCells),
    ...ranks.map((rank) => hitCell(search, rank)),
    verdict(search),
    String(search.found.milliseconds)
  ])
  const table = [["what was done", ...["first hit", "second", "third"].slice(0, hits), "", "ms"], ...rows]
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => width(row[column] ?? ""))))
  return table.map(
    (row) => `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0, column === row.length - 1)).join("  ")}`
  )
}

const hitCell = ({ found }: Search, rank: number): string => {
  const hit = found.hits[rank]
  return hit === undefined
    ? "–"
    : `${shorten(hit.picName.replace(/\.[a-z]+$/i, ""), hitCells - 5)} ${hit.score.toFixed(2)}`
}

const verdict = ({ isRight, isWeak }: Search): string => {
  if (isRight) return paint("32", "right")
  return isWeak ? paint("33", "missed (known weakness)") : paint("31", "wrong")
}

const paint = (colour: string, text: string): string => `\u001b[${colour}m${text}\u001b[0m`

const shorten = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`)

const width = (text: string): number => stripVTControlCharacters(text).length

const pad = (text: string, to: number, atStart: boolean): string => {
  const blanks = " ".repeat(Math.max(0, to - width(text)))
  return atStart ? blanks + text : text + blanks
}
