// Applies a parsed filter to the attributes of one stored picture.

import type { Comparator, Field, Filter } from "./parse.ts"

/** The four integer and four text attributes; an unset one is 0 or "", which is also how searches show it. */
export interface Attributes {
  readonly intAttrs: readonly number[]
  readonly strAttrs: readonly string[]
}

/** Says whether the attributes satisfy the filter. */
export const satisfies = (attributes: Attributes, filter: Filter): boolean => {
  switch (filter.kind) {
    case "and":
      return filter.terms.every((term) => satisfies(attributes, term))
    case "or":
      return filter.terms.some((term) => satisfies(attributes, term))
    case "compare":
      return compares(valueOf(attributes, filter.field), filter.comparator, filter.value)
    case "in":
      return filter.values.includes(valueOf(attributes, filter.field))
    case "notIn":
      return !filter.values.includes(valueOf(attributes, filter.field))
  }
}

const valueOf = (attributes: Attributes, { kind, slot }: Field): number | string =>
  kind === "int" ? (attributes.intAttrs[slot] ?? 0) : (attributes.strAttrs[slot] ?? "")

const compares = (actual: number | string, comparator: Comparator, wanted: number | string): boolean => {
  switch (comparator) {
    case "=":
      return actual === wanted
    case "!=":
      return actual !== wanted
    case ">":
      return actual > wanted
    case ">=":
      return actual >= wanted
    case "<":
      return actual < wanted
    case "<=":
      return actual <= wanted
  }
}
