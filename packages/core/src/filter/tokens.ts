/** Cuts the text of a filter into tokens, one at a time, and never fails: what to make of a token is the parser's business. */

/**
 * `word`: a name or keyword. `number`: digits and whatever clings to them, such as `3.5`. `text`: in double quotes.
 * `unclosed`: a text without its second quote. `sign`: an operator, parenthesis or comma. `stray`: any other character.
 * `end`: nothing is left.
 */
export type TokenKind = "word" | "number" | "text" | "unclosed" | "sign" | "stray" | "end"

export interface Token {
  readonly kind: TokenKind
  /** As written, quotes included. */
  readonly source: string
  /** In UTF-16 code units from 0. */
  readonly offset: number
}

/** The first token at or after an offset; blanks of any kind are skipped. */
export const tokenAt = (text: string, from: number): Token => {
  const offset = from + text.slice(from).search(/\S|$/)
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = offset
    const source = pattern.exec(text)?.[0]
    if (source !== undefined) return { kind, source, offset }
  }
  return { kind: "end", source: "", offset }
}

/** In order of preference. Sticky: each is tried at one offset. */
const patterns: ReadonlyArray<readonly [TokenKind, RegExp]> = [
  ["word", /[a-z_]\w*/iy],
  ["number", /-?\d[\w.]*/y],
  ["text", /"[^"]*"/y],
  ["unclosed", /"[^"]*/y],
  ["sign", />=|<=|!=|[><=(),]/y],
  ["stray", /[^]/uy]
]
