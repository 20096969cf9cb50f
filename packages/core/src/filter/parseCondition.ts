/**
 * Reads one condition of a filter.
 *
 *     condition = int attribute (> | >= | < | <= | =) integer
 *               | str attribute (= | !=) "text"
 *               | attribute [NOT] IN "(" value { "," value } ")"
 *
 * Ours, and not verified on the live service: keywords in any case, blanks around signs optional, lists in parentheses,
 * texts without escapes.
 */
import {
  intAttributes,
  intOperators,
  strAttributes,
  strOperators,
  type IntFamily,
  type IntOperator,
  type ListOperator,
  type StrFamily,
  type StrOperator
} from "./attribute.ts"
import type { Cursor } from "./Cursor.ts"
import { Comparison, List, withinLimits, type Filter, type NonEmpty } from "./Filter.ts"
import { integerRange, isInteger, textProblem } from "./value.ts"

/** Throws `FilterSyntaxError`, and `FilterLimitError` if the canonical text of a list is too long. */
export const parseCondition = (cursor: Cursor): Filter => {
  const { source } = cursor.token
  const int = intAttributes.find((name) => name === source)
  const str = strAttributes.find((name) => name === source)
  if (int !== undefined) {
    return conditionOn<IntOperator, number>(cursor, {
      operators: intOperators,
      read: integer,
      comparison: (operator, value) => new Comparison<IntFamily>({ attribute: int, operator, value }),
      list: (operator, values) => new List<IntFamily>({ attribute: int, operator, values })
    })
  }
  if (str !== undefined) {
    return conditionOn<StrOperator, string>(cursor, {
      operators: strOperators,
      read: quoted,
      comparison: (operator, value) => new Comparison<StrFamily>({ attribute: str, operator, value }),
      list: (operator, values) => new List<StrFamily>({ attribute: str, operator, values })
    })
  }
  throw cursor.unexpected('int_attr, int_attr2 to 4, str_attr, str_attr2 to 4 or "("')
}

/** How the conditions on one attribute are read and made. */
interface Reading<Operator, Value> {
  readonly operators: readonly (Operator & string)[]
  readonly read: (cursor: Cursor) => Value
  readonly comparison: (operator: Operator, value: Value) => Filter
  readonly list: (operator: ListOperator, values: NonEmpty<Value>) => Filter
}

const conditionOn = <Operator, Value>(cursor: Cursor, reading: Reading<Operator, Value>): Filter => {
  const { operators, read, comparison, list } = reading
  cursor.skip()
  if (cursor.accept("IN")) return withinLimits(list("in", listed(cursor, read)))
  if (cursor.accept("NOT")) {
    if (!cursor.accept("IN")) throw cursor.unexpected("IN")
    return withinLimits(list("not in", listed(cursor, read)))
  }
  const operator = operators.find((sign) => cursor.accept(sign))
  if (operator === undefined) throw cursor.unexpected(`${operators.join(", ")}, in or not in`)
  return comparison(operator, read(cursor))
}

const listed = <Value>(cursor: Cursor, read: (cursor: Cursor) => Value): NonEmpty<Value> => {
  if (!cursor.accept("(")) throw cursor.unexpected('"("')
  const first = read(cursor)
  const rest: Value[] = []
  while (cursor.accept(",")) rest.push(read(cursor))
  if (!cursor.accept(")")) throw cursor.unexpected('"," or ")"')
  return [first, ...rest]
}

const integer = (cursor: Cursor): number => {
  const { kind, source } = cursor.token
  const value = Number(source)
  if (kind !== "number" || !/^-?\d+$/.test(source) || !isInteger(value)) throw cursor.unexpected(integerRange)
  cursor.skip()
  // Adding 0 turns -0 into 0: both are written 0, and must compare as equal.
  return value + 0
}

const quoted = (cursor: Cursor): string => {
  const { kind, source } = cursor.token
  if (kind === "unclosed") throw cursor.unexpected("text that ends with a double quote")
  if (kind !== "text") throw cursor.unexpected("text in double quotes")
  const value = source.slice(1, -1)
  const problem = textProblem(value)
  if (problem !== undefined) throw cursor.unexpectedWithin(problem.offset + 1, problem.expected)
  cursor.skip()
  return value
}
