/**
 * The client, loaded when a command first needs it: it brings undici and zod, which would more than double the start of
 * `--help`, `--version` and `regions`. So the other files import only types from it.
 */
import type { CallMetadata, CallOptions, ImageSearchError, ImageSearchOperations } from "@imagesearch/client"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { configFromFlags, networkFromFlags, timeoutFromFlags } from "./settings.ts"
import { flagOf } from "./flagNames.ts"

/** A result with the time that its call took, uploads and repeats included. */
export type Timed<A> = A & { readonly milliseconds: number }

/** The client's module. */
export const loadClient = Effect.promise(() => import("@imagesearch/client"))

/** One call with the client that flags and environment describe. Its errors name flags, not the client's fields. */
export const call = Effect.fnUntraced(function* <A extends CallMetadata>(
  operation: (search: ImageSearchOperations, options: CallOptions) => Effect.Effect<A, ImageSearchError>
) {
  const { ImageSearch, readNetworkTexts } = yield* loadClient
  const networkOptions = yield* readNetworkTexts(yield* networkFromFlags)
  const config = { ...(yield* configFromFlags), networkOptions }
  const options: CallOptions = { timeout: yield* timeoutFromFlags }
  const timed = Effect.timed(ImageSearch.use((search) => operation(search, options)))
  const [duration, result] = yield* timed.pipe(Effect.provide(ImageSearch.layer(config)), Effect.catch(withFlagNames))
  return { ...result, milliseconds: Math.round(Duration.toMillis(duration)) } satisfies Timed<A>
})

const withFlagNames = Effect.fnUntraced(function* (error: ImageSearchError) {
  const { ImageSearchError, namingFlags } = yield* loadClient
  const { operation, reason } = error
  if (reason._tag !== "InvalidInput") return yield* namingFlags(error)
  const issues = reason.issues.map(({ field, problem }) => ({ field: flagOf(field, operation), problem }))
  return yield* new ImageSearchError({ operation, reason: { _tag: "InvalidInput", issues } })
})
