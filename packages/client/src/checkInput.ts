/** What is checked of a call before anything is read or sent. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as z from "zod"
import { ImageSearchError } from "./ImageSearchError.ts"
import { issuesOf } from "./UnexpectedAnswer.ts"

/** Fails with reason `InvalidInput`, with each field that does not fit. */
export const checkInput = <Input, Raw>(
  operation: string,
  schema: z.ZodType<Input, Raw>,
  input: Raw
): Effect.Effect<Input, ImageSearchError> => {
  const checked = schema.safeParse(input)
  return checked.success ? Effect.succeed(checked.data) : Effect.fail(refused(operation, issuesOf(checked.error)))
}

/** The time limit in milliseconds; what is no duration is refused like any other field. */
export const limitOf = (operation: string, timeout: Duration.Input): Effect.Effect<number, ImageSearchError> => {
  const millis = Option.getOrUndefined(Option.map(Duration.fromInput(timeout), Duration.toMillis))
  if (millis !== undefined && millis > 0) return Effect.succeed(millis)
  const problem = 'must be a duration above zero, such as "5 seconds" or 5000 (milliseconds)'
  return Effect.fail(refused(operation, [{ field: "timeout", problem }]))
}

const refused = (
  operation: string,
  issues: ReadonlyArray<{ readonly field: string; readonly problem: string }>
): ImageSearchError => new ImageSearchError({ operation, reason: { _tag: "InvalidInput", issues } })
