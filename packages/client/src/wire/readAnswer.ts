/** From what came back to a checked answer, with its request id and the answer as it came. */
import { describeUnreadable, type CallResult } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as z from "zod/mini"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { unexpectedAnswer, unreadableAnswer } from "../UnexpectedAnswer.ts"
import { readWith } from "../readWith.ts"
import { exactJson } from "./exactJson.ts"
import { mended } from "./mend.ts"

export interface ReadAnswer<Answer> {
  /** What the schema made of it. */
  readonly answer: Answer
  /** The JSON as the service sent it. */
  readonly raw: unknown
  /** Empty when the service gave none, neither in the body nor in the headers. */
  readonly requestId: string
}

/** Fails with reason `UnexpectedAnswer`; status and request id stay in the error. */
export const readAnswer = <Answer>(
  operation: string,
  schema: z.core.$ZodType<Answer>,
  result: CallResult
): Effect.Effect<ReadAnswer<Answer>, ImageSearchError> => {
  const { json, answer, attempts } = result
  if (json === undefined) {
    return Effect.fail(unreadableAnswer(operation, attempts, `the service sent ${describeUnreadable(answer)}.`))
  }
  const requestId = attempts.at(-1)?.requestId ?? ""
  const read = z.safeParse(schema, json)
  if (read.success) return Effect.succeed({ answer: read.data, raw: json, requestId })
  // Rare, and slow: what was found wrong is put right, once.
  const raw = exactJson(answer.body)
  const again = readWith(schema, mended(raw, read.error))
  return again.success
    ? Effect.succeed({ answer: again.data, raw, requestId })
    : Effect.fail(unexpectedAnswer(operation, attempts, again.error))
}
