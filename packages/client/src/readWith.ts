/** What a schema makes of a value, its findings in zod's English words; `zod/mini` by itself has none. */
import { en } from "zod/locales"
import * as z from "zod/mini"

/** The value as the schema gives it, or what it found wrong. */
export const readWith = <Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown
): z.core.util.SafeParseResult<z.output<Schema>> => {
  const read = z.safeParse(schema, value)
  // Read again for the words: to hand them over costs an answer of ten hits a fifth more, and few are wrong.
  return read.success ? read : z.safeParse(schema, value, inEnglish)
}

/** Not set for the whole process: the program around this package has words of its own. */
const inEnglish = { error: en().localeError }
