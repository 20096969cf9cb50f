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

/** The searches as a table: what was done, the first three hits, right or wrong, milliseconds. */
export const searchTable = (searches: readonly Search[]): readonly string[] => {
  const rows = searches.map((search) => [
    shorten(search.title, 44),
    ...[0, 1, 2].map((rank) => hitCell(search, rank)),
    verdict(search),
    String(search.found.milliseconds)
  ])
  const table = [["what was done to the picture", "first hit", "second", "third", "", "ms"], ...rows]
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => width(row[column] ?? ""))))
  return table.map(
    (row) => `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0, column === row.length - 1)).join("  ")}`
  )
}

const hitCell = ({ found }: Search, rank: number): string => {
  const hit = found.hits[rank]
  return hit === undefined ? "–" : `${shorten(hit.productId, 14)} ${hit.score.toFixed(2)}`
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
