/** Where keys come from: what every provider offers, and how a found key is checked. */
import { checkAccessKey, SigningInputError } from "@imagesearch/core"
import type { Credentials, NetworkOptions } from "@imagesearch/transport"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { CredentialsError } from "./CredentialsError.ts"

/** A key as a provider hands it out. */
export interface IssuedCredentials {
  /** The key, its secrets redacted. */
  readonly credentials: Credentials
  /** Instant at which it ends, in milliseconds of the Clock; undefined for a key that lasts, or does not say. */
  readonly expiresAt: number | undefined
  /** Who had it, such as `default chain / environment`. */
  readonly provider: string
}

/** A source of keys. Stateless, but for what a chain remembers: whoever uses one keeps the key for as long as it lasts. */
export interface CredentialsProvider {
  /** For errors. */
  readonly name: string
  /** Asks anew. Providers that ask over the network reach it as `network` says, which is how the client reaches it. */
  readonly load: (network?: NetworkOptions) => Effect.Effect<IssuedCredentials, CredentialsError>
}

/** What a provider has found, not yet checked. */
export interface FoundKey {
  readonly provider: string
  /** Where it was found, for errors. */
  readonly source: string
  readonly accessKeyId: string
  readonly accessKeySecret: string | Redacted.Redacted
  readonly securityToken?: string | Redacted.Redacted | undefined
  /** ISO 8601 text. */
  readonly expiration?: string | undefined
}

/** Redacts the key. Fails with reason `Invalid` for one that could not be sent as it is, or that has ended already. */
export const issue = Effect.fnUntraced(function* (
  found: FoundKey
): Effect.fn.Return<IssuedCredentials, CredentialsError> {
  const { provider, accessKeyId } = found
  const accessKeySecret = redacted(found.accessKeySecret)
  const securityToken = found.securityToken === undefined ? undefined : redacted(found.securityToken)
  yield* checkSendable(found, { accessKeyId, accessKeySecret, securityToken })
  const expiresAt = found.expiration === undefined ? undefined : instantOf(found.expiration)
  if (Number.isNaN(expiresAt))
    return yield* invalid({ ...found, field: "expiration" }, "is no date such as 2026-01-31T23:59:59Z")
  if (expiresAt !== undefined && expiresAt <= (yield* Clock.currentTimeMillis)) {
    return yield* invalid({ ...found, field: "expiration" }, "is past; if it should not be, check this machine's clock")
  }
  return { credentials: { accessKeyId, accessKeySecret, securityToken }, expiresAt, provider }
})

/** Fails with reason `Invalid` for a key that could not be sent as it is, naming the part. */
export const checkSendable = (
  place: Place,
  { accessKeyId, accessKeySecret, securityToken }: Credentials
): Effect.Effect<void, CredentialsError> =>
  Effect.try({
    try: () =>
      checkAccessKey({
        accessKeyId,
        accessKeySecret: Redacted.value(accessKeySecret),
        securityToken: securityToken && Redacted.value(securityToken)
      }),
    catch: (error) => {
      if (!(error instanceof SigningInputError)) throw error
      return invalid({ ...place, field: error.field }, error.why)
    }
  })

const redacted = (secret: string | Redacted.Redacted): Redacted.Redacted =>
  typeof secret === "string" ? Redacted.make(secret) : secret

/** Not a number for anything but a date with time and zone: Date.parse alone makes a date of "key-1". */
const instantOf = (text: string): number =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN

/** What is wrong: who has it, where it stands, and which part of that. */
export interface Place {
  readonly provider: string
  readonly source: string
  readonly field?: string | undefined
}

/** Something is there and cannot be used. */
export const invalid = ({ provider, source, field }: Place, problem: string): CredentialsError =>
  new CredentialsError({ provider, reason: { _tag: "Invalid", source, field, problem } })

/** Nothing says that this provider is to be used. */
export const absent = (provider: string, problem: string): CredentialsError =>
  new CredentialsError({ provider, reason: { _tag: "Absent", problem } })

/** The same may work later. */
export const unavailable = (provider: string, problem: string): CredentialsError =>
  new CredentialsError({ provider, reason: { _tag: "Unavailable", problem } })

/** What an inner provider says, under the name of the outer one: `default chain / environment`. */
export const within = (
  outer: string,
  load: Effect.Effect<IssuedCredentials, CredentialsError>
): Effect.Effect<IssuedCredentials, CredentialsError> =>
  load.pipe(
    Effect.map((issued) => ({ ...issued, provider: `${outer} / ${issued.provider}` })),
    Effect.mapError(({ provider, reason }) => new CredentialsError({ provider: `${outer} / ${provider}`, reason }))
  )
