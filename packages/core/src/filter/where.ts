/**
 * Builds filters: `where.int("int_attr").gte(3).and(where.str("str_attr2").in("a", "b"))`. What the service has no word
 * for does not compile; values are checked when they arrive.
 */
import {
  intAttributes,
  strAttributes,
  type IntAttribute,
  type IntFamily,
  type IntOperator,
  type ListOperator,
  type StrAttribute,
  type StrFamily,
  type StrOperator
} from "./attribute.ts"
import { describe } from "./excerpt.ts"
import { Comparison, filtersGiven, junction, List, withinLimits, type Filter, type NonEmpty } from "./Filter.ts"
import { FilterValueError } from "./FilterError.ts"
import { integerValue, textValue } from "./value.ts"

/**
 * Conditions on an integer attribute, of 32 bits. Each throws `FilterValueError`. `in` and `notIn` take at least one
 * value, `const [first, ...rest] = values` gets it out of an array; see `usesListOperators` for where they are documented.
 */
export interface IntConditions {
  readonly gt: (value: number) => Filter
  readonly gte: (value: number) => Filter
  readonly lt: (value: number) => Filter
  readonly lte: (value: number) => Filter
  readonly eq: (value: number) => Filter
  readonly in: (...values: NonEmpty<number>) => Filter
  readonly notIn: (...values: NonEmpty<number>) => Filter
}

/**
 * Conditions on a text attribute, of at most 128 characters and without \ ¥ $ & % " and control characters. Each throws
 * `FilterValueError`. `in` and `notIn` as for integers.
 */
export interface StrConditions {
  readonly eq: (value: string) => Filter
  readonly ne: (value: string) => Filter
  readonly in: (...values: NonEmpty<string>) => Filter
  readonly notIn: (...values: NonEmpty<string>) => Filter
}

/** Starts a condition on an integer attribute. */
const int = (attribute: IntAttribute): IntConditions => {
  expectOneOf("where.int", intAttributes, attribute)
  const compare = (operator: IntOperator) => (value: number) =>
    new Comparison<IntFamily>({ attribute, operator, value: integerValue(attribute, value) })
  const lookUp =
    (operator: ListOperator) =>
    (...given: NonEmpty<number>) => {
      const values = eachOf(attribute, given, (value) => integerValue(attribute, value))
      return withinLimits(new List<IntFamily>({ attribute, operator, values }))
    }
  return {
    gt: compare(">"),
    gte: compare(">="),
    lt: compare("<"),
    lte: compare("<="),
    eq: compare("="),
    in: lookUp("in"),
    notIn: lookUp("not in")
  }
}

/** Starts a condition on a text attribute. */
const str = (attribute: StrAttribute): StrConditions => {
  expectOneOf("where.str", strAttributes, attribute)
  const compare = (operator: StrOperator) => (value: string) =>
    new Comparison<StrFamily>({ attribute, operator, value: textValue(attribute, value) })
  const lookUp =
    (operator: ListOperator) =>
    (...given: NonEmpty<string>) => {
      const values = eachOf(attribute, given, (value) => textValue(attribute, value))
      return withinLimits(new List<StrFamily>({ attribute, operator, values }))
    }
  return { eq: compare("="), ne: compare("!="), in: lookUp("in"), notIn: lookUp("not in") }
}

/** Matches what all the filters match. Throws `FilterLimitError`. */
const all = (...filters: NonEmpty<Filter>): Filter => junction("and", filtersGiven("where.all", filters))

/** Matches what at least one of the filters matches. Throws `FilterLimitError`. */
const any = (...filters: NonEmpty<Filter>): Filter => junction("or", filtersGiven("where.any", filters))

/** The builder of filters; `String(filter)` gives the wire text. */
export const where = { int, str, all, any } as const

const expectOneOf = (field: string, names: readonly string[], name: string): void => {
  if (names.includes(name)) return
  const expected = `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`
  throw new FilterValueError({ field, expected, found: describe(name) })
}

/** The values checked one by one. Callers without types may pass none at all. */
const eachOf = <Value>(field: string, values: NonEmpty<Value>, check: (value: Value) => Value): NonEmpty<Value> => {
  const count: number = values.length
  if (count === 0) throw new FilterValueError({ field, expected: "at least one value in a list", found: "none" })
  const [first, ...rest] = values
  return [check(first), ...rest.map(check)]
}
