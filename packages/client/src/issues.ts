/** What zod found wrong, by field, as errors of this package say it. */
import type * as z from "zod/mini"

/** A field, and what is wrong with it. */
export interface FieldIssue {
  readonly field: string
  readonly problem: string
}

/** Each finding with the path of its field, once: several checks of one field may say the same. */
export const issuesOf = (error: z.core.$ZodError): readonly FieldIssue[] =>
  findingsOf(error).map(({ path, message }) => ({ field: fieldOf(path), problem: message }))

/** zod's own findings, once each; of a choice between objects those on the one that was meant. */
export const findingsOf = (error: z.core.$ZodError): Findings => {
  const findings = error.issues.flatMap(nearest)
  return [...new Map(findings.map((finding) => [`${fieldOf(finding.path)} ${finding.message}`, finding])).values()]
}

/** The path of a field as a caller writes it; an empty one is the whole input. */
export const fieldOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? "input" : path.map(String).join(".")

type Findings = readonly z.core.$ZodIssue[]

/**
 * The one that was meant knows most of the keys, then has the fewest wrong fields. A tie, and a choice between plain
 * values, is told by the choice's own words.
 */
const nearest = (issue: z.core.$ZodIssue): Findings => {
  if (issue.code !== "invalid_union") return [issue]
  const [best = [], second = []] = issue.errors.toSorted(byDistance)
  const isObject = best.some(({ path }) => path.length > 0)
  if (!isObject || byDistance(best, second) >= 0) return [issue]
  return best.map((finding) => ({ ...finding, path: [...issue.path, ...finding.path] }))
}

const byDistance = (one: Findings, other: Findings): number =>
  unknownKeys(one) - unknownKeys(other) || wrongFields(one) - wrongFields(other)

const unknownKeys = (findings: Findings): number =>
  findings.reduce((count, finding) => count + (finding.code === "unrecognized_keys" ? finding.keys.length : 0), 0)

const wrongFields = (findings: Findings): number => new Set(findings.map(({ path }) => fieldOf(path))).size
