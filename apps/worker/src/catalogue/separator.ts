/** What separates the cells of a CSV: a comma, or what Excel writes in half of Europe and Sheets on request. Pure. */
import { fieldNamed } from "./columns.ts"

const separators = [",", ";", "\t"] as const

export type Separator = (typeof separators)[number]

/**
 * The separator by which the first line of `head` names the most columns that are known, or else any; a comma when
 * nothing tells.
 */
export const separatorOf = (head: string): Separator => {
  const header = head.split(/\r?\n|\r/).find((line) => line.trim() !== "") ?? ""
  const [best = ","] = separators
    .map((separator) => ({ separator, ...countColumns(header, separator) }))
    .toSorted((one, other) => other.known - one.known || other.cells - one.cells)
    .map(({ separator }) => separator)
  return best
}

/** Quotes around a name may go: only names are counted here. */
const countColumns = (header: string, separator: Separator): { readonly known: number; readonly cells: number } => {
  const names = header.split(separator).map((name) => name.replaceAll('"', ""))
  return { known: names.filter((name) => fieldNamed(name) !== undefined).length, cells: names.length }
}
