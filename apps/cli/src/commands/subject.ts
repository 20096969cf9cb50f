/** Flags that say which part of a picture counts. */
import type { Region } from "@imagesearch/client"
import * as Effect from "effect/Effect"
import * as CliError from "effect/cli/CliError"
import * as Flag from "effect/cli/Flag"
import { loadClient } from "../client.ts"
import { optional } from "../optionalFlag.ts"

const expected = "give four pixel positions, both x first, such as 94,691,206,650"

const readSubject = Effect.fnUntraced(function* (text: string): Effect.fn.Return<Region, CliError.InvalidValue> {
  const { parseRegion } = yield* loadClient
  const region = parseRegion(text)
  if (region !== undefined) return region
  return yield* new CliError.InvalidValue({ option: "subject", value: text, expected, kind: "flag" })
})

export const subjectFlags = {
  region: optional(
    Flag.String("subject").pipe(
      Flag.withMetavar("x1,x2,y1,y2"),
      Flag.mapEffect(readSubject),
      Flag.withDescription("Part of the picture that counts, in pixels (default: found by the service)")
    )
  ),
  crop: Flag.Boolean("no-crop").pipe(
    Flag.withoutNegation,
    Flag.withDefault(false),
    Flag.withDescription("The whole picture counts, not the subject found in it"),
    Flag.map((isOff) => (isOff ? false : undefined))
  )
}
