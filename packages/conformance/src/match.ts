/** What of an expected outcome an actual one does not meet, in words; nothing if it meets all of it. */
import type { Expected, Pattern } from "./cases/Case.ts"
import type { Result } from "./drivers/Driver.ts"

export const differences = (expected: Expected, result: Result): readonly string[] => {
  if ("refused" in result) return [`refused by the client itself: ${result.refused.join(", ")}`]
  if ("error" in expected) {
    if ("answer" in result) return [`expected ${expected.error.code}, got an answer: ${JSON.stringify(result.answer)}`]
    return differ(expected.error, { code: result.error.code, status: result.error.status }, "error")
  }
  if ("error" in result) return [`expected an answer, got ${JSON.stringify(result.error)}`]
  return differ(expected.answer, result.answer, "answer")
}

const differ = (pattern: Pattern, value: unknown, place: string): readonly string[] => {
  if (isList(pattern)) return differList(pattern, value, place)
  if (typeof pattern !== "object" || pattern === null) return pattern === value ? [] : [say(place, pattern, value)]
  if (isText(pattern)) return new RegExp(pattern.$matches).test(String(value)) ? [] : [say(place, pattern, value)]
  if (isRange(pattern)) {
    const { $atLeast, $atMost = Number.POSITIVE_INFINITY } = pattern
    return typeof value === "number" && value >= $atLeast && value <= $atMost ? [] : [say(place, pattern, value)]
  }
  if (typeof value !== "object" || value === null) return [say(place, pattern, value)]
  const members = new Map<string, unknown>(Object.entries(value))
  return Object.entries(pattern).flatMap(([name, inner]) => differ(inner, members.get(name), `${place}.${name}`))
}

const differList = (pattern: readonly Pattern[], value: unknown, place: string): readonly string[] => {
  if (!Array.isArray(value) || value.length !== pattern.length) return [say(place, pattern, value)]
  return pattern.flatMap((inner, at) => differ(inner, value[at], `${place}[${at}]`))
}

const say = (place: string, expected: Pattern, actual: unknown): string =>
  `${place} should be ${JSON.stringify(expected)} and is ${JSON.stringify(actual)}`

// `Array.isArray` does not narrow readonly lists.
const isList = (pattern: Pattern): pattern is readonly Pattern[] => Array.isArray(pattern)
const isText = (pattern: object): pattern is { readonly $matches: string } => "$matches" in pattern
const isRange = (pattern: object): pattern is { readonly $atLeast: number; readonly $atMost?: number } =>
  "$atLeast" in pattern
