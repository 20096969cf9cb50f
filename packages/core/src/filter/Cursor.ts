/** A place in the text of a filter that moves on token by token. */
import { describe, escaped, shortened } from "./excerpt.ts"
import { FilterSyntaxError } from "./FilterError.ts"
import { tokenAt, type Token } from "./tokens.ts"

export class Cursor {
  readonly #text: string
  #token: Token

  constructor(text: string) {
    this.#text = text
    this.#token = tokenAt(text, 0)
  }

  /** The token that comes next. */
  get token(): Token {
    return this.#token
  }

  /** Moves past the next token. */
  skip(): void {
    this.#token = tokenAt(this.#text, this.#token.offset + this.#token.source.length)
  }

  /** Moves past the sign or the keyword if it comes next, and says whether it did. Keywords are read in any case. */
  accept(expected: string): boolean {
    const { kind, source } = this.#token
    const isThere = (kind === "sign" || kind === "word") && source.toUpperCase() === expected
    if (isThere) this.skip()
    return isThere
  }

  /** The error for a next token that is not what could stand there. */
  unexpected(expected: string): FilterSyntaxError {
    const { kind, source, offset } = this.#token
    const found = kind === "end" ? "the end" : kind === "text" ? escaped(shortened(source)) : describe(source)
    return new FilterSyntaxError(this.#text, { offset, expected, found })
  }

  /** The error for one character, `index` code units into the next token. */
  unexpectedWithin(index: number, expected: string): FilterSyntaxError {
    const offset = this.#token.offset + index
    return new FilterSyntaxError(this.#text, { offset, expected, found: describe(this.#text.charAt(offset)) })
  }
}
