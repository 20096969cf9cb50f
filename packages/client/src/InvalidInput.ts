/** The error of an input that does not fit its operation. */
import { describeValue } from "@imagesearch/core"
import type * as z from "zod/mini"
import { ImageSearchError } from "./ImageSearchError.ts"
import type { InputIssue } from "./ImageSearchReason.ts"
import { fieldOf, findingsOf } from "./issues.ts"

export const invalidInput = (operation: string, issues: readonly InputIssue[]): ImageSearchError =>
  new ImageSearchError({ operation, reason: { _tag: "InvalidInput", issues } })

/** What zod found wrong with the input, each finding with the value that was given. */
export const inputIssues = (error: z.core.$ZodError, input: unknown): readonly InputIssue[] =>
  findingsOf(error).map(({ path, message }) => {
    const value = path.length === 0 ? undefined : valueAt(input, path)
    return { field: fieldOf(path), problem: message, ...(value === undefined ? {} : { value: describeValue(value) }) }
  })

/** Undefined where there is nothing. */
const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input
  )
