// The grammar of the Filter parameter:
//
//   expression  = conjunction { OR conjunction }
//   conjunction = term { AND term }
//   term        = "(" expression ")" | comparison
//   comparison  = int field (> | >= | < | <= | =) integer | str field (= | !=) "text"
//               | field [NOT] IN "(" value { "," value } ")"
//
// That AND binds tighter than OR is our choice, the documents are silent. Keywords are read in any case. Text stands in
// double quotes without escapes: the characters that would need one are refused when an attribute is written. The list
// form of IN is not documented beyond its name.

/**
 * An attribute that a filter can name; `slot` counts from 0 for int_attr or str_attr to 3 for int_attr4 or str_attr4.
 */
export interface Field {
  readonly kind: "int" | "str"
  readonly slot: number
}

export type Comparator = ">" | ">=" | "<" | "<=" | "=" | "!="

/** A parsed filter. A value of an int field is a number, of a str field a string. */
export type Filter =
  | { readonly kind: "and" | "or"; readonly terms: readonly Filter[] }
  | {
      readonly kind: "compare"
      readonly field: Field
      readonly comparator: Comparator
      readonly value: number | string
    }
  | { readonly kind: "in" | "notIn"; readonly field: Field; readonly values: readonly (number | string)[] }

/** Documented limit, in characters. */
const LONGEST_FILTER = 4_096

/** Deeper nesting is refused so that 4,096 opening parentheses cannot exhaust the stack. */
const DEEPEST_NESTING = 100

/** Parses a filter; returns undefined if it does not follow the grammar or is longer than 4,096 characters. */
export const parseFilter = (text: string): Filter | undefined => {
  if (text.length > LONGEST_FILTER) return undefined
  const tokens = tokenize(text)
  if (tokens === undefined) return undefined
  const cursor = new Cursor(tokens)
  const filter = expression(cursor, 0)
  return cursor.isAtEnd ? filter : undefined
}

interface Token {
  readonly kind: "word" | "number" | "text" | "sign"
  readonly text: string
}

const TOKEN = /\s*(?:([a-zA-Z_][a-zA-Z_0-9]*)|(-?\d{1,15})(?![\d.a-zA-Z_])|"([^"]*)"|(>=|<=|!=|[><=(),]))/y

const tokenize = (text: string): readonly Token[] | undefined => {
  const source = text.trimEnd()
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const [, word, number, quoted, sign] = TOKEN.exec(source) ?? []
    if (word !== undefined) tokens.push({ kind: "word", text: word })
    else if (number !== undefined) tokens.push({ kind: "number", text: number })
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted })
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign })
    else return undefined
  }
  return tokens
}

class Cursor {
  #at = 0
  readonly #tokens: readonly Token[]

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length
  }

  take(kind: Token["kind"]): string | undefined {
    const token = this.#tokens[this.#at]
    if (token?.kind !== kind) return undefined
    this.#at += 1
    return token.text
  }

  /** Takes the sign or the keyword given, and says whether it stood there. */
  accept(expected: string): boolean {
    const token = this.#tokens[this.#at]
    const isThere =
      (token?.kind === "word" && token.text.toUpperCase() === expected) ||
      (token?.kind === "sign" && token.text === expected)
    if (isThere) this.#at += 1
    return isThere
  }
}

const expression = (cursor: Cursor, depth: number): Filter | undefined =>
  joined(cursor, {
    keyword: "OR",
    kind: "or",
    next: () => joined(cursor, { keyword: "AND", kind: "and", next: () => term(cursor, depth) })
  })

interface Junction {
  readonly keyword: "AND" | "OR"
  readonly kind: "and" | "or"
  readonly next: () => Filter | undefined
}

const joined = (cursor: Cursor, { keyword, kind, next }: Junction): Filter | undefined => {
  const terms: Filter[] = []
  do {
    const filter = next()
    if (filter === undefined) return undefined
    terms.push(filter)
  } while (cursor.accept(keyword))
  return terms.length === 1 ? terms[0] : { kind, terms }
}

const term = (cursor: Cursor, depth: number): Filter | undefined => {
  if (!cursor.accept("(")) return comparison(cursor)
  if (depth >= DEEPEST_NESTING) return undefined
  const inner = expression(cursor, depth + 1)
  return cursor.accept(")") ? inner : undefined
}

const comparison = (cursor: Cursor): Filter | undefined => {
  const field = fieldNamed(cursor.take("word"))
  if (field === undefined) return undefined
  if (cursor.accept("NOT")) return cursor.accept("IN") ? list(cursor, field, "notIn") : undefined
  if (cursor.accept("IN")) return list(cursor, field, "in")
  const comparator = COMPARATORS[field.kind].find((sign) => cursor.accept(sign))
  const value = valueFor(cursor, field)
  return comparator === undefined || value === undefined ? undefined : { kind: "compare", field, comparator, value }
}

const list = (cursor: Cursor, field: Field, kind: "in" | "notIn"): Filter | undefined => {
  if (!cursor.accept("(")) return undefined
  const values: (number | string)[] = []
  do {
    const value = valueFor(cursor, field)
    if (value === undefined) return undefined
    values.push(value)
  } while (cursor.accept(","))
  return cursor.accept(")") ? { kind, field, values } : undefined
}

/** As documented: no order among texts, and no != among integers. */
const COMPARATORS: Record<Field["kind"], readonly Comparator[]> = { int: [">=", "<=", ">", "<", "="], str: ["!=", "="] }

const fieldNamed = (word: string | undefined): Field | undefined => {
  const [, family, number] = /^(int|str)_attr([2-4]?)$/.exec(word ?? "") ?? []
  if (family === undefined) return undefined
  return { kind: family === "int" ? "int" : "str", slot: number ? Number(number) - 1 : 0 }
}

const valueFor = (cursor: Cursor, field: Field): number | string | undefined => {
  if (field.kind === "str") return cursor.take("text")
  const digits = cursor.take("number")
  return digits === undefined ? undefined : Number(digits)
}
