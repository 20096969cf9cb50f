/** What every request for a role says. */
import type { Pair } from "@imagesearch/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { CredentialsError } from "./CredentialsError.ts"
import { invalid } from "./CredentialsProvider.ts"

/** What every way to take on a role has in common. */
export interface RoleOptions {
  /** Such as `acs:ram::1234567890123456:role/search`. */
  readonly roleArn: string
  /** Names the session in the audit log. Default `imagesearch-` and the instant in milliseconds. */
  readonly sessionName?: string | undefined
  /** How long the temporary key lasts, from 900 up to what the role allows. Default 3600. */
  readonly durationSeconds?: number | undefined
  /** JSON of a policy that takes rights away from the role's. */
  readonly policy?: string | undefined
}

/** Seconds that a temporary key lasts unless told otherwise, as the official SDK asks. */
export const defaultDurationSeconds = 3_600
/** The shortest life that STS gives, in seconds, as its documentation has it. */
export const leastDurationSeconds = 900

export const roleForm = Effect.fnUntraced(function* (
  provider: string,
  { roleArn, sessionName, durationSeconds = defaultDurationSeconds, policy }: RoleOptions
): Effect.fn.Return<readonly Pair[], CredentialsError> {
  if (!Number.isInteger(durationSeconds) || durationSeconds < leastDurationSeconds) {
    const problem = `is no whole number of seconds from ${leastDurationSeconds} on`
    return yield* invalid({ provider, source: "the role", field: "durationSeconds" }, problem)
  }
  return [
    ["RoleArn", roleArn],
    ["RoleSessionName", sessionName ?? `imagesearch-${yield* Clock.currentTimeMillis}`],
    ["DurationSeconds", String(durationSeconds)],
    ...(policy === undefined ? [] : [["Policy", policy] as const])
  ]
})
