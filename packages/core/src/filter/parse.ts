/**
 * Reads the text of a filter.
 *
 *     filter      = conjunction { OR conjunction }
 *     conjunction = term { AND term }
 *     term        = "(" filter ")" | condition
 *
 * The service documents operators and samples, and no grammar: that AND binds tighter than OR is our reading, not
 * verified on the live service. Canonical texts do not depend on it.
 */
import { Cursor } from "./Cursor.ts"
import { describe } from "./excerpt.ts"
import { deepestNesting, junction, longestFilter, type Filter } from "./Filter.ts"
import { FilterLimitError, FilterValueError } from "./FilterError.ts"
import { parseCondition } from "./parseCondition.ts"

/**
 * The filter that a text of at most 4,096 UTF-16 code units stands for. Throws `FilterSyntaxError` with the place of the
 * first fault, `FilterLimitError` if the text is too long, or its canonical form, which may have more parentheses and
 * blanks, is too long or too deep, and `FilterValueError` if it is given anything but a text.
 */
export const parseFilter = (text: string): Filter => {
  if (typeof text !== "string") {
    throw new FilterValueError({ field: "parseFilter", expected: "text", found: describe(text) })
  }
  if (text.length > longestFilter) {
    throw new FilterLimitError({ unit: "characters", actual: text.length, most: longestFilter })
  }
  const cursor = new Cursor(text)
  const filter = disjunction(cursor, 0)
  if (cursor.token.kind !== "end") throw cursor.unexpected("AND, OR or the end")
  return filter
}

/** `depth` counts the parentheses that are open. */
const disjunction = (cursor: Cursor, depth: number): Filter => {
  const first = conjunction(cursor, depth)
  const rest: Filter[] = []
  while (cursor.accept("OR")) rest.push(conjunction(cursor, depth))
  return junction("or", [first, ...rest])
}

const conjunction = (cursor: Cursor, depth: number): Filter => {
  const first = term(cursor, depth)
  const rest: Filter[] = []
  while (cursor.accept("AND")) rest.push(term(cursor, depth))
  return junction("and", [first, ...rest])
}

const term = (cursor: Cursor, depth: number): Filter => {
  if (cursor.token.source !== "(") return parseCondition(cursor)
  if (depth === deepestNesting) throw cursor.unexpected(`at most ${deepestNesting} levels of parentheses`)
  cursor.skip()
  const inner = disjunction(cursor, depth + 1)
  if (!cursor.accept(")")) throw cursor.unexpected('AND, OR or ")"')
  return inner
}
