/** The columns of a catalogue: the wire's field names, and `Picture` for the file. */

/** The attributes that AddImage takes, in the order in which they are hashed: it must never change. */
export const integerFields = ["CategoryId", "IntAttr", "IntAttr2", "IntAttr3", "IntAttr4"] as const
export const textFields = ["StrAttr", "StrAttr2", "StrAttr3", "StrAttr4", "CustomContent"] as const

const fields = ["ProductId", "PicName", "Picture", ...integerFields, ...textFields] as const

export type Field = (typeof fields)[number]

/** What the header of a catalogue says. */
export interface Columns {
  /** The field of each column, undefined for a column that is not known. */
  readonly fields: ReadonlyArray<Field | undefined>
  readonly unknown: readonly string[]
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
    unknown: names.filter((name, index) => found[index] === undefined && name.trim() !== ""),
    missing: (["ProductId", "Picture"] as const).filter((field) => !found.includes(field)),
    repeated: fields.filter((field) => found.indexOf(field) !== found.lastIndexOf(field))
  }
}

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "")

const byPlainName: ReadonlyMap<string, Field> = new Map(fields.map((field) => [plain(field), field]))
