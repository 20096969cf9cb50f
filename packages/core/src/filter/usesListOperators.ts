/**
 * Which filters need the newer operators. Newer texts of the official SDK give `in` and `not in` for searches; the
 * documents of DeleteImage name only the older set without them. Not verified on the live service.
 */
import type { Filter } from "./Filter.ts"

/** Whether `in` or `not in` occurs anywhere in the filter: documented for searches, not for DeleteImage. */
export const usesListOperators = (filter: Filter): boolean =>
  filter.kind === "list" || ("terms" in filter && filter.terms.some(usesListOperators))
