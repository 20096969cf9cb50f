/** What is checked of a call before anything is read or sent. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as z from "zod/mini"
import type { CallOptions } from "./CallOptions.ts"
import type { ImageSearchError } from "./ImageSearchError.ts"
import { inputIssues, invalidInput } from "./InvalidInput.ts"
import { abandonPictures } from "./picture/abandonPictures.ts"
import { readWith } from "./readWith.ts"

/** Fails with reason `InvalidInput`, with each field that does not fit; streams of the input are destroyed then. */
export const checkInput = <Input, Raw>(
  operation: string,
  schema: z.core.$ZodType<Input, Raw>,
  input: Raw
): Effect.Effect<Input, ImageSearchError> => {
  const checked = readWith(schema, input)
  if (checked.success) return Effect.succeed(checked.data)
  abandonPictures(input)
  return Effect.fail(invalidInput(operation, inputIssues(checked.error, input)))
}

/**
 * The time limit of a call in milliseconds, once its options have been found sane: a number of attempts that is none
 * would repeat without end. Streams of the input are destroyed when they are not.
 */
export const limitOf = ({
  operation,
  options,
  usualMillis,
  input
}: CallToLimit): Effect.Effect<number, ImageSearchError> =>
  options === undefined
    ? Effect.succeed(usualMillis)
    : Effect.tapError(optionsLimit(operation, options, usualMillis), () => Effect.sync(() => abandonPictures(input)))

export interface CallToLimit {
  readonly operation: string
  readonly options: CallOptions | undefined
  /** The limit when the options give none. */
  readonly usualMillis: number
  readonly input: unknown
}

const optionsLimit = (
  operation: string,
  options: CallOptions,
  usualMillis: number
): Effect.Effect<number, ImageSearchError> => {
  const { attempts = 1, budget = "shared" } = options.retry ?? {}
  if (!Number.isInteger(attempts) || attempts < 1) {
    return Effect.fail(invalidInput(operation, [{ field: "retry.attempts", problem: "must be a whole number from 1" }]))
  }
  if (budget !== "shared" && budget !== "ignored") {
    return Effect.fail(invalidInput(operation, [{ field: "retry.budget", problem: "must be shared or ignored" }]))
  }
  return millisOf({ operation, field: "timeout", duration: options.timeout ?? usualMillis })
}

/** A duration in milliseconds; what is none is refused like any other field. */
export const millisOf = ({
  operation,
  field,
  duration
}: {
  readonly operation: string
  readonly field: string
  readonly duration: Duration.Input
}): Effect.Effect<number, ImageSearchError> => {
  const millis = Option.getOrUndefined(Option.map(Duration.fromInput(duration), Duration.toMillis))
  if (millis !== undefined && millis > 0) return Effect.succeed(millis)
  const problem = 'must be a duration above zero, such as "5 seconds" or 5000 (milliseconds)'
  return Effect.fail(invalidInput(operation, [{ field, problem }]))
}
