/**
 * Filters as data: conditions on attributes, joined by AND and OR. Made by `where` and `parseFilter` only, deeply
 * immutable, and always fit to be sent: neither too long nor nested too deeply.
 *
 * In normal form: a junction has at least two terms, and none of them is a junction of its own kind. Filters that differ
 * only in redundant parentheses are therefore equal.
 */
import type { IntFamily, ListOperator, StrFamily } from "./attribute.ts"
import { describe } from "./excerpt.ts"
import { FilterLimitError, FilterValueError } from "./FilterError.ts"
import { canonicalText } from "./format.ts"

/** `String(filter)` is its wire text, as `formatFilter(filter)` is. */
export type Filter = Comparison<IntFamily> | Comparison<StrFamily> | List<IntFamily> | List<StrFamily> | Junction

/** A list that the compiler knows not to be empty. */
export type NonEmpty<Item> = readonly [Item, ...(readonly Item[])]

abstract class Combinable {
  /** Matches what this filter and all the others match. Throws `FilterLimitError`. */
  and(this: Filter, ...others: NonEmpty<Filter>): Filter {
    return junction("and", [...filtersGiven("and", [this]), ...filtersGiven("and", others)])
  }

  /**
   * Matches what this filter or one of the others matches. Throws `FilterLimitError`. A chain is read from left to right:
   * `a.or(b).and(c)` is `(a OR b) AND c`.
   */
  or(this: Filter, ...others: NonEmpty<Filter>): Filter {
    return junction("or", [...filtersGiven("or", [this]), ...filtersGiven("or", others)])
  }

  toString(this: Filter): string {
    return formatFilter(this)
  }
}

/** An attribute compared with one value. */
export class Comparison<Family extends IntFamily | StrFamily> extends Combinable {
  readonly kind = "comparison"
  readonly attribute: Family["attribute"]
  readonly operator: Family["operator"]
  readonly value: Family["value"]

  /** `condition` must hold a checked value. */
  constructor(condition: Family) {
    super()
    this.attribute = condition.attribute
    this.operator = condition.operator
    this.value = condition.value
    Object.freeze(this)
  }
}

/** An attribute looked up in a list of values. */
export class List<Family extends IntFamily | StrFamily> extends Combinable {
  readonly kind = "list"
  readonly attribute: Family["attribute"]
  readonly operator: ListOperator
  readonly values: NonEmpty<Family["value"]>

  /** `condition` must hold checked values. */
  constructor(condition: {
    readonly attribute: Family["attribute"]
    readonly operator: ListOperator
    readonly values: NonEmpty<Family["value"]>
  }) {
    super()
    this.attribute = condition.attribute
    this.operator = condition.operator
    this.values = Object.freeze<NonEmpty<Family["value"]>>([...condition.values])
    Object.freeze(this)
  }
}

/** Filters of which all (`and`) or one (`or`) must match. */
export class Junction extends Combinable {
  readonly kind: "and" | "or"
  readonly terms: readonly Filter[]

  constructor(kind: "and" | "or", terms: readonly Filter[]) {
    super()
    this.kind = kind
    this.terms = Object.freeze([...terms])
    Object.freeze(this)
  }
}

/** Documented limit, counted in UTF-16 code units, which never allows too much. */
export const longestFilter = 4_096

/** Parentheses open at once; far more than anyone writes, and far less than the stack holds. Our own bound. */
export const deepestNesting = 100

/** Whether this is a filter as data, and not a text or a copy. */
export const isFilter = (value: unknown): value is Filter => value instanceof Combinable

/** The canonical wire text, at most 4,096 characters. Throws `FilterValueError` if it is given anything but a filter. */
export const formatFilter = (filter: Filter): string => {
  filtersGiven("formatFilter", [filter])
  return canonicalText(filter)
}

/** The terms joined and in normal form; one term is itself. Throws `FilterLimitError`. */
export const junction = (kind: "and" | "or", terms: NonEmpty<Filter>): Filter =>
  terms.length === 1
    ? terms[0]
    : withinLimits(
        new Junction(
          kind,
          terms.flatMap((term) => (term.kind === kind && "terms" in term ? term.terms : [term]))
        )
      )

/** The arguments of `field`; throws `FilterValueError` naming the first that is no filter. */
export const filtersGiven = (field: string, values: NonEmpty<Filter>): NonEmpty<Filter> => {
  const wrong = values.length === 0 ? 0 : values.findIndex((value) => !isFilter(value))
  if (wrong === -1) return values
  const found = values.length === 0 ? "none" : `${describe(values[wrong])} as argument ${wrong + 1}`
  throw new FilterValueError({ field, expected: "filters made by where or parseFilter", found })
}

/** The filter itself, or a `FilterLimitError`. */
export const withinLimits = <Checked extends Filter>(filter: Checked): Checked => {
  const levels = nesting(filter)
  if (levels > deepestNesting) {
    throw new FilterLimitError({ unit: "levels of parentheses", actual: levels, most: deepestNesting })
  }
  const { length } = canonicalText(filter)
  if (length > longestFilter) throw new FilterLimitError({ unit: "characters", actual: length, most: longestFilter })
  return filter
}

/** Parentheses open at once in the canonical text, those of lists apart. */
const nesting = (filter: Filter): number =>
  "terms" in filter
    ? filter.terms.reduce((deepest, term) => Math.max(deepest, "terms" in term ? nesting(term) + 1 : 0), 0)
    : 0
