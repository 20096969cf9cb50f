/** The filter of a search, checked before anything is sent. */
import {
  FilterLimitError,
  FilterSyntaxError,
  formatFilter,
  isFilter,
  longestFilter,
  parseFilter,
  type Filter
} from "@imagesearch/core"
import * as z from "zod/mini"

/**
 * A text such as `int_attr>=3 AND str_attr="red"`, up to 4,096 characters, or a filter that `where` has built. A text is
 * read before it is sent as it stands; what is wrong with it is told with its column.
 */
export const filter = z.pipe(
  z.custom<string | Filter>(),
  z.transform((value, context): string => {
    if (isFilter(value)) return formatFilter(value)
    const problem = problemOfFilter(value)
    if (problem !== undefined) context.issues.push({ code: "custom", message: problem, input: value })
    return value
  })
)

/** Texts that were found right, the newest last: programs ask with the same few again and again. */
const rightTexts = new Set<string>()

/** Bound of their memory: 100 of the longest texts take 0.8 MB. */
const mostTexts = 100

function problemOfFilter(value: unknown): string | undefined {
  if (typeof value !== "string" || value === "" || value.length > longestFilter) return filterError
  if (rightTexts.has(value)) return undefined
  try {
    parseFilter(value)
  } catch (error) {
    if (error instanceof FilterSyntaxError) {
      return `is no filter: expected ${error.expected}, found ${error.found} at column ${error.column}`
    }
    // It is sent as it stands, however long its canonical form would be.
    if (!(error instanceof FilterLimitError)) throw error
  }
  remember(value)
  return undefined
}

function remember(text: string): void {
  const [oldest] = rightTexts
  if (rightTexts.size === mostTexts && oldest !== undefined) rightTexts.delete(oldest)
  rightTexts.add(text)
}

const filterError = `must be a text of 1 to ${longestFilter} characters, or a filter made by \`where\``
