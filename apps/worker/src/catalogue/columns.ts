/** The columns of a catalogue: the wire's field names, and `Picture` for the file. */
import { nearest } from "@imagesearch/core"

/** The attributes that AddImage takes, in the order in which they are hashed: it must never change. */
export const integerFields = ["CategoryId", "IntAttr", "IntAttr2", "IntAttr3", "IntAttr4"] as const
export const textFields = ["StrAttr", "StrAttr2", "StrAttr3", "StrAttr4", "CustomContent"] as const

const fields = ["ProductId", "PicName", "Picture", ...integerFields, ...textFields] as const

export type Field = (typeof fields)[number]

/** A column that is left out. */
export interface UnknownColumn {
  /** In the catalogue's spelling. */
  readonly name: string
  /** The field that may have been meant; one that the catalogue has not got. */
  readonly meant: Field | undefined
}

/** What the header of a catalogue says. */
export interface Columns {
  /** The field of each column, undefined for a column that is not known. */
  readonly fields: ReadonlyArray<Field | undefined>
  readonly unknown: readonly UnknownColumn[]
  /** Fields without which no row can be read. */
  readonly missing: readonly Field[]
  /** Fields that two columns claim. */
  readonly repeated: readonly Field[]
}

/** The field that a column name means: case, spaces, `_` and `-` do not matter. */
export const fieldNamed = (name: string): Field | undefined => byPlainName.get(plain(name))

export const readHeader = (names: readonly string[]): Columns => {
  const found = names.map(fieldNamed)
  return {
    fields: found,
    unknown: unknownColumns(
      names.filter((name, index) => found[index] === undefined && name.trim() !== ""),
      found
    ),
    missing: (["ProductId", "Picture"] as const).filter((field) => !found.includes(field)),
    repeated: fields.filter((field) => found.indexOf(field) !== found.lastIndexOf(field))
  }
}

/** The columns of these names, each with the field that it may mean; `found` are the fields that are there. */
export const unknownColumns = (
  names: readonly string[],
  found: ReadonlyArray<Field | undefined>
): readonly UnknownColumn[] => {
  const absent = fields.filter((field) => !found.includes(field))
  return names.map((name) => ({ name, meant: resembling(plain(name), absent) }))
}

/** Characters of a name that are shown: more are no name. */
const shownCharacters = 60

/** `"category" (did you mean CategoryId?)`. */
export const columnText = ({ name, meant }: UnknownColumn): string => {
  const text = name.trim()
  // As JSON, since a file that is no catalogue has control characters in its names.
  const shown = JSON.stringify(text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text)
  return meant === undefined ? shown : `${shown} (did you mean ${meant}?)`
}

/** Letters that a name must share with the beginning or the end of a field's to be taken for it: "name", not "id". */
const sharedLetters = 4

/** Edits by which a misspelt name may differ, and letters of the name for each of them. */
const editLimit = 2
const lettersPerEdit = 3

const resembling = (word: string, candidates: readonly Field[]): Field | undefined => {
  const part = candidates.find((field) => {
    const [short = "", long = ""] = [word, plain(field)].toSorted((one, other) => one.length - other.length)
    return short.length >= sharedLetters && (long.startsWith(short) || (long === plain(field) && long.endsWith(short)))
  })
  if (part !== undefined) return part
  const edits = Math.min(editLimit, Math.floor(word.length / lettersPerEdit))
  // As far from the word as a field may be: of equals the first is taken, so that it wins against all that are farther.
  const bound = word.slice(edits)
  const [best] = nearest(word, [...candidates.map(plain), bound], 1)
  return edits === 0 ? undefined : candidates.find((field) => plain(field) === best)
}

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "")

const byPlainName: ReadonlyMap<string, Field> = new Map(fields.map((field) => [plain(field), field]))
