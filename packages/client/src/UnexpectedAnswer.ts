/** Answers that are not what the documents say, as errors that keep their status and request id. */
import type { Attempt } from "@imagesearch/transport"
import type * as z from "zod/mini"
import { ImageSearchError } from "./ImageSearchError.ts"
import { issuesOf } from "./issues.ts"

/** An answer that does not have the documented shape. */
export const unexpectedAnswer = (
  operation: string,
  attempts: readonly Attempt[],
  error: z.core.$ZodError
): ImageSearchError => {
  const findings = issuesOf(error)
    .map(({ field, problem }) => `${field} ${problem}`)
    .join("; ")
  return unreadableAnswer(operation, attempts, `the answer does not have the documented shape (${findings}).`)
}

/** The same for an answer of which nothing can be read. Status and request id are those of the last attempt. */
export const unreadableAnswer = (
  operation: string,
  attempts: readonly Attempt[],
  problem: string
): ImageSearchError => {
  const last = attempts.at(-1)
  return new ImageSearchError({
    operation,
    endpoint: last?.endpoint,
    requestId: last?.requestId,
    attempts,
    reason: { _tag: "UnexpectedAnswer", problem, status: last?.status }
  })
}
