/**
 * The canonical text of a filter: `int_attr>=3`, `str_attr in ("a","b")`, AND and OR between blanks.
 *
 * A junction inside a junction always stands in parentheses. No document says whether AND binds tighter than OR; this
 * way it does not matter.
 */

/** What of a filter its text is made of. */
export type FilterShape =
  | {
      readonly kind: "comparison"
      readonly attribute: string
      readonly operator: string
      readonly value: number | string
    }
  | {
      readonly kind: "list"
      readonly attribute: string
      readonly operator: string
      readonly values: readonly (number | string)[]
    }
  | { readonly kind: "and" | "or"; readonly terms: readonly FilterShape[] }

/** Not checked for its length. Recursion is bounded by the nesting of the filter. */
export const canonicalText = (filter: FilterShape): string => {
  switch (filter.kind) {
    case "comparison":
      return `${filter.attribute}${filter.operator}${valueText(filter.value)}`
    case "list":
      return `${filter.attribute} ${filter.operator} (${filter.values.map(valueText).join(",")})`
    case "and":
      return filter.terms.map(termText).join(" AND ")
    case "or":
      return filter.terms.map(termText).join(" OR ")
  }
}

const termText = (term: FilterShape): string => ("terms" in term ? `(${canonicalText(term)})` : canonicalText(term))

const valueText = (value: number | string): string => (typeof value === "string" ? `"${value}"` : String(value))
