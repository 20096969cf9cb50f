/** The values that a filter can hold. */
import type { IntAttribute, StrAttribute } from "./attribute.ts"
import { describe } from "./excerpt.ts"
import { FilterValueError } from "./FilterError.ts"

/** Why a text cannot stand in a filter, and where in it, in UTF-16 code units. */
export interface TextProblem {
  readonly offset: number
  /** What could have stood there, as a noun phrase. */
  readonly expected: string
}

export const integerRange = "a whole number from -2147483648 to 2147483647"

/** Whether this is an integer of 32 bits, signed, as the attributes are. */
export const isInteger = (value: unknown): value is number => typeof value === "number" && (value | 0) === value

/**
 * What keeps a text from standing in a filter, if anything. The service refuses \ ¥ $ & and % in an attribute when it is
 * written, so no condition on a text with one could match. A double quote can be stored, but not be asked for: no escape
 * is documented. Control characters and halves of surrogate pairs are refused because how the service reads them is not
 * known.
 */
export const textProblem = (text: string): TextProblem | undefined => {
  const offset = text.search(/[\\¥$&%"\p{Cc}\p{Cs}]/u)
  if (offset !== -1 && offset < longestText) return { offset, expected: allowedInstead(text.charAt(offset)) }
  return text.length > longestText
    ? { offset: longestText, expected: `text of at most ${longestText} characters` }
    : undefined
}

/** The value if it is one for this attribute; throws `FilterValueError` naming the attribute if not. */
export const integerValue = (attribute: IntAttribute, value: unknown): number => {
  if (!isInteger(value)) {
    throw new FilterValueError({ field: attribute, expected: integerRange, found: describe(value) })
  }
  // Adding 0 turns -0 into 0: both are written 0, and must compare as equal.
  return value + 0
}

/** The value if it is one for this attribute; throws `FilterValueError` naming the attribute if not. */
export const textValue = (attribute: StrAttribute, value: unknown): string => {
  if (typeof value !== "string") {
    throw new FilterValueError({ field: attribute, expected: "text", found: describe(value) })
  }
  const problem = textProblem(value)
  if (problem !== undefined) {
    const found = problem.offset === longestText ? `${value.length} characters: ${describe(value)}` : describe(value)
    throw new FilterValueError({ field: attribute, expected: problem.expected, found })
  }
  return value
}

/** Documented limit of a text attribute, counted in UTF-16 code units, which never allows too much. */
const longestText = 128

const allowedInstead = (refused: string): string => {
  if (refused === '"') return "text without a double quote (a filter has no escape for it)"
  if (/[\\¥$&%]/.test(refused)) return "text without \\ ¥ $ & % (no attribute can hold them)"
  return /\p{Cc}/u.test(refused) ? "text without control characters" : "text without halves of surrogate pairs"
}
