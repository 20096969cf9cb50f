/** The error of an input that does not fit its operation. */
import { describeValue } from "@imagesearch/core"
import type * as z from "zod"
import { ImageSearchError, type InputIssue } from "./ImageSearchError.ts"
import { issueOf } from "./UnexpectedAnswer.ts"

export const invalidInput = (operation: string, issues: readonly InputIssue[]): ImageSearchError =>
  new ImageSearchError({ operation, reason: { _tag: "InvalidInput", issues } })

/** What zod found wrong with the input, each finding with the value that was given. */
export const inputIssues = (error: z.ZodError, input: unknown): readonly InputIssue[] =>
  error.issues.flatMap(meant).map((issue) => {
    const value = issue.path.length === 0 ? undefined : valueAt(input, issue.path)
    return { ...issueOf(issue), ...(value === undefined ? {} : { value: describeValue(value) }) }
  })

/** The findings of the one form of input that was meant: the others have never heard of some of its fields. */
const meant = (issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] => {
  if (issue.code !== "invalid_union") return [issue]
  const [branch, ...others] = issue.errors.filter((inner) => inner.every(({ code }) => code !== "unrecognized_keys"))
  if (branch === undefined || others.length > 0) return [issue]
  return branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** Undefined where there is nothing. */
const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input
  )
