/**
 * One call of STS 2015-04-01, over a transport of its own: its failures spend nothing of the retry budget of the
 * client's calls, and it leaves no connection behind. Not verified on the live service.
 */
import type { Endpoint, Pair } from "@imagesearch/core"
import {
  acs3Signer,
  openDeadline,
  Transport,
  unsigned,
  type Credentials,
  type InvalidNetworkOptionError,
  type NetworkOptions,
  type TransportError
} from "@imagesearch/transport"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as z from "zod/mini"
import { formBody } from "../wire/parameters.ts"
import { CredentialsError } from "./CredentialsError.ts"
import { invalid, unavailable, type IssuedCredentials } from "./CredentialsProvider.ts"
import { readFields } from "./readFields.ts"
import { issueTemporary, TemporaryKey } from "./temporaryKey.ts"

/** Milliseconds of one question, repeats included: the official SDK waits 5 s for the connection and 10 s for the answer. */
export const stsLimitMillis = 15_000

export interface StsCall {
  readonly provider: string
  readonly action: "AssumeRole" | "AssumeRoleWithOIDC"
  readonly endpoint: Endpoint
  readonly form: readonly Pair[]
  /** Undefined for the action that proves itself by the token in its form. */
  readonly credentials: Credentials | undefined
  /** Texts that no error may repeat. */
  readonly secrets: readonly string[]
  readonly network: NetworkOptions | undefined
}

/** The temporary key that STS hands out. Fails with `Refused`, `Unavailable`, or `Invalid` for an odd answer. */
export const callSts = Effect.fnUntraced(function* (
  call: StsCall
): Effect.fn.Return<IssuedCredentials, CredentialsError> {
  const { provider } = call
  const json = yield* send(call).pipe(
    Effect.provide(Transport.layerWith(call.network ?? {}), { local: true }),
    Effect.mapError((error) => toCredentialsError(call, error))
  )
  const reading = { provider, source: `the answer of ${call.action}` }
  const { Credentials } = yield* readFields(Answer, { ...reading, value: json })
  return yield* issueTemporary(reading, Credentials)
})

const Answer = z.looseObject({ Credentials: TemporaryKey })

/** A second key does no harm, so that every repeat is allowed. */
const send = Effect.fnUntraced(function* ({ action, endpoint, form, credentials }: StsCall) {
  const transport = yield* Transport
  const { headers, body } = formBody(form)
  const operation = { name: action, version: "2015-04-01", safety: "safe" } as const
  const { json } = yield* transport.execute({
    operation,
    message: {
      method: "POST",
      path: "/",
      query: credentials === undefined ? yield* plainParameters(operation) : [],
      headers: { accept: "application/json", ...headers },
      body
    },
    endpoints: [endpoint],
    sign: credentials === undefined ? unsigned : acs3Signer(operation, credentials),
    deadline: yield* openDeadline(stsLimitMillis)
  })
  return json
})

/** What a signature would carry in headers. */
const plainParameters = (operation: { readonly name: string; readonly version: string }) =>
  Effect.map(Clock.currentTimeMillis, (now): readonly Pair[] => [
    ["Action", operation.name],
    ["Version", operation.version],
    ["Format", "JSON"],
    ["Timestamp", `${new Date(now).toISOString().slice(0, 19)}Z`]
  ])

const toCredentialsError = (
  { provider, secrets, credentials }: StsCall,
  error: TransportError | InvalidNetworkOptionError
): CredentialsError => {
  if (error._tag === "InvalidNetworkOptionError") {
    return invalid({ provider, source: "the options of the network", field: error.option }, error.why)
  }
  const { reason } = error
  const token = credentials?.securityToken
  const hidden = token === undefined ? secrets : [...secrets, Redacted.value(token)]
  const clean = (text: string) => withoutSecrets(text, hidden).replace(/\.$/, "")
  if (reason._tag !== "Refused") return unavailable(provider, clean(error.message))
  const { status, code, message, requestId, category } = reason
  // A throttle or a failure of the service is no refusal of the key.
  if (category === "throttle" || category === "transient") return unavailable(provider, clean(error.message))
  return new CredentialsError({
    provider,
    reason: { _tag: "Refused", status, code, problem: clean(message), requestId }
  })
}

/** The service's texts may echo what was sent. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((clean, secret) => (secret === "" ? clean : clean.replaceAll(secret, "<redacted>")), text)
