/** Unknown JSON to fields, with the name of the field that is wrong. */
import * as Effect from "effect/Effect"
import * as z from "zod/mini"
import { issuesOf } from "../issues.ts"
import { readWith } from "../readWith.ts"
import type { CredentialsError } from "./CredentialsError.ts"
import { invalid } from "./CredentialsProvider.ts"

/** Who asks, and what is read, for errors. */
export interface Reading {
  readonly provider: string
  readonly source: string
}

/** What was read, with its value. */
export interface Found extends Reading {
  readonly value: unknown
}

/** Text that must be there. */
export const text = z.string("must be text, and is missing or something else").check(z.minLength(1, "is empty"))

/** Text that may lack; programs that write such files write an empty one for none. */
export const optionalText = z.pipe(
  z.nullish(z.string("must be text")),
  z.transform((value) => (value === "" || value === null ? undefined : value))
)

/** Seconds that may lack; zero is written for none. */
export const optionalSeconds = z.pipe(
  z.nullish(z.number("must be a number of seconds")),
  z.transform((value) => (value === 0 || value === null ? undefined : value))
)

/** JSON text to a value. The text is not repeated: it holds secrets. */
export const readJson = (reading: Reading, content: string): Effect.Effect<Found, CredentialsError> =>
  Effect.try({
    try: () => ({ ...reading, value: JSON.parse(content) as unknown }), // what it is, readFields finds out
    catch: () => invalid(reading, content.trim() === "" ? "is empty" : "is no JSON")
  })

/** Fails with reason `Invalid`, naming the first field that is wrong. */
export const readFields = <Schema extends z.core.$ZodType>(
  schema: Schema,
  found: Found
): Effect.Effect<z.infer<Schema>, CredentialsError> => {
  const parsed = readWith(schema, found.value)
  if (parsed.success) return Effect.succeed(parsed.data)
  const [first] = issuesOf(parsed.error)
  const field = first?.field === "input" ? undefined : first?.field
  return Effect.fail(
    invalid({ ...found, field }, field === undefined ? "is no object" : (first?.problem ?? "is wrong"))
  )
}
