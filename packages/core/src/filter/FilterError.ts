/** The three ways in which a filter is refused: a value, its size, or its text. */
import { excerpt } from "./excerpt.ts"

/** A value that no filter can hold, or an argument that is no filter. */
export class FilterValueError extends Error {
  override readonly name = "FilterValueError"
  /** What the value was meant for: an attribute such as `int_attr`, or a function such as `where.all`. */
  readonly field: string
  /** What it takes, as a noun phrase. */
  readonly expected: string
  /** What it got, described; long texts are cut. */
  readonly found: string

  constructor(refusal: { readonly field: string; readonly expected: string; readonly found: string }) {
    super(`${refusal.field} takes ${refusal.expected}, and got ${refusal.found}.`)
    this.field = refusal.field
    this.expected = refusal.expected
    this.found = refusal.found
  }
}

/** A filter that is too long to be sent or nested too deeply to be read. */
export class FilterLimitError extends Error {
  override readonly name = "FilterLimitError"
  /** Which bound: UTF-16 code units of the canonical text, or parentheses open at once in it. */
  readonly unit: "characters" | "levels of parentheses"
  readonly actual: number
  readonly most: number

  constructor(excess: { readonly unit: FilterLimitError["unit"]; readonly actual: number; readonly most: number }) {
    super(`The filter has ${excess.actual} ${excess.unit} and may have ${excess.most}; ask in several filters.`)
    this.unit = excess.unit
    this.actual = excess.actual
    this.most = excess.most
  }
}

/** A text that is no filter. The message is one sentence, then the text around the place with a caret under it. */
export class FilterSyntaxError extends Error {
  override readonly name = "FilterSyntaxError"
  /** Place of what was found, in UTF-16 code units from 0; the length of the text if it ended too early. */
  readonly offset: number
  /** The same place as people count it, from 1. Line breaks count as any character: a filter is one line. */
  readonly column: number
  /** What could have stood there, as a noun phrase. */
  readonly expected: string
  /** What stood there, described; long texts are cut. */
  readonly found: string

  constructor(text: string, fault: { readonly offset: number; readonly expected: string; readonly found: string }) {
    const column = fault.offset + 1
    super(
      `Expected ${fault.expected}, found ${fault.found} at column ${column} of the filter.\n${excerpt(text, fault.offset)}`
    )
    this.offset = fault.offset
    this.column = column
    this.expected = fault.expected
    this.found = fault.found
  }
}
