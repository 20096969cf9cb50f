/** What each mode of an aliyun profile means: the key itself, or whom to ask for it. */
import * as Effect from "effect/Effect"
import * as z from "zod/mini"
import type { Environment } from "../config/setting.ts"
import type { CredentialsError } from "./CredentialsError.ts"
import { invalid, type CredentialsProvider } from "./CredentialsProvider.ts"
import { fromAssumeRole } from "./fromAssumeRole.ts"
import { fromEcsMetadata } from "./fromEcsMetadata.ts"
import { fromOidcRole } from "./fromOidcRole.ts"
import { fromProcess } from "./fromProcess.ts"
import { fromUri } from "./fromUri.ts"
import { givenKey, KeyFields } from "./keyFields.ts"
import { optionalSeconds, optionalText, readFields, text, type Reading } from "./readFields.ts"
import type { StsAddress } from "./stsEndpoint.ts"

export interface AliyunProfile {
  readonly name: string
  readonly mode?: string | undefined
  readonly [field: string]: unknown
}

export interface AliyunFile {
  readonly path: string
  readonly environment: Environment
  readonly profiles: ReadonlyMap<string, AliyunProfile>
}

/** What a mode is read with. */
interface Profile extends Reading {
  readonly file: AliyunFile
  readonly value: AliyunProfile
  /** Profiles whose roles are taken with the key of this one. */
  readonly askedBy: readonly string[]
}

type Mode = (profile: Profile) => Effect.Effect<CredentialsProvider, CredentialsError>

/** Fails with `Invalid` for a mode that gives no key without a browser, or that nobody knows. */
export const aliyunProvider = ({
  file,
  value,
  askedBy
}: Pick<Profile, "file" | "value" | "askedBy">): Effect.Effect<CredentialsProvider, CredentialsError> => {
  const profile = {
    provider: `mode ${value.mode ?? "AK"}`,
    source: `profile "${value.name}" in ${file.path}`,
    file,
    value,
    askedBy
  }
  // A profile without a mode is one of a key, as the CLI has it; its mode names ignore case.
  const mode = (value.mode ?? "AK").toLowerCase()
  const read = Object.hasOwn(modes, mode) ? modes[mode] : undefined
  if (read !== undefined) return read(profile)
  const problem = Object.hasOwn(unusableModes, mode) ? unusableModes[mode] : "is no mode that is known"
  return Effect.fail(invalid({ ...profile, field: "mode" }, `${JSON.stringify(value.mode)} ${problem}`))
}

const needsBrowser =
  "needs a browser to sign in; name another profile, or one of the mode External whose command prints a key"

const unusableModes: Readonly<Record<string, string>> = {
  cloudsso: needsBrowser,
  oauth: needsBrowser,
  rsakeypair: "gives no key that signs here; name another profile",
  bearertoken: "gives no key that signs here; name another profile",
  anonymous: "gives no key; name another profile"
}

const Key = z.extend(KeyFields, { sts_token: optionalText })
const Token = z.extend(Key, { sts_token: text })
const Role = z.looseObject({
  ram_role_arn: text,
  ram_session_name: optionalText,
  expired_seconds: optionalSeconds,
  policy: optionalText,
  external_id: optionalText
})
const Oidc = z.extend(Role, {
  oidc_provider_arn: text,
  oidc_token_file: text,
  duration_seconds: optionalSeconds
})
const Sts = z.looseObject({
  sts_region: optionalText,
  sts_endpoint: optionalText,
  enable_vpc: z.nullish(z.boolean("must be true or false"))
})
const Ecs = z.looseObject({ ram_role_name: optionalText })
const Chain = z.extend(Role, { source_profile: text })
const External = z.looseObject({ process_command: text })
const Uri = z.looseObject({ credentials_uri: text })

const keyOf: Mode = (profile) => Effect.map(readFields(Key, profile), (key) => givenKey(profile, key))

/** The role of this profile, taken with the key of `source`. */
const roleBy = Effect.fnUntraced(function* (profile: Profile, source: CredentialsProvider) {
  const role = yield* readFields(Role, profile)
  return fromAssumeRole({
    source,
    roleArn: role.ram_role_arn,
    sessionName: role.ram_session_name,
    durationSeconds: role.expired_seconds,
    policy: role.policy,
    externalId: role.external_id,
    sts: yield* stsOf(profile),
    environment: profile.file.environment
  })
})

const stsOf = (profile: Profile): Effect.Effect<StsAddress, CredentialsError> =>
  Effect.map(readFields(Sts, profile), ({ sts_region, sts_endpoint, enable_vpc }) => ({
    region: sts_region,
    endpoint: sts_endpoint,
    network: enable_vpc === true ? "vpc" : undefined
  }))

const ecsOf: Mode = (profile) =>
  Effect.map(readFields(Ecs, profile), ({ ram_role_name }) =>
    fromEcsMetadata({ roleName: ram_role_name, environment: profile.file.environment })
  )

const chainOf: Mode = Effect.fnUntraced(function* (profile: Profile) {
  const { file, value, askedBy } = profile
  const { source_profile } = yield* readFields(Chain, profile)
  const path = [...askedBy, value.name]
  if (path.includes(source_profile)) {
    return yield* invalid(
      { ...profile, field: "source_profile" },
      `leads back to itself: ${[...path, source_profile].join(" → ")}`
    )
  }
  const source = file.profiles.get(source_profile)
  if (source === undefined)
    return yield* invalid({ ...profile, field: "source_profile" }, `"${source_profile}" does not exist`)
  return yield* roleBy(profile, yield* aliyunProvider({ file, value: source, askedBy: path }))
})

const oidcOf: Mode = Effect.fnUntraced(function* (profile: Profile) {
  const role = yield* readFields(Oidc, profile)
  return fromOidcRole({
    roleArn: role.ram_role_arn,
    providerArn: role.oidc_provider_arn,
    tokenFile: role.oidc_token_file,
    sessionName: role.ram_session_name,
    durationSeconds: role.duration_seconds ?? role.expired_seconds,
    policy: role.policy,
    sts: yield* stsOf(profile),
    environment: profile.file.environment
  })
})

/** By the name in lower case. */
const modes: Readonly<Record<string, Mode>> = {
  ak: keyOf,
  ststoken: (profile) => Effect.map(readFields(Token, profile), (key) => givenKey(profile, key)),
  ramrolearn: (profile) => Effect.flatMap(keyOf(profile), (source) => roleBy(profile, source)),
  ramrolearnwithrolename: (profile) => Effect.flatMap(ecsOf(profile), (source) => roleBy(profile, source)),
  chainableramrolearn: chainOf,
  ecsramrole: ecsOf,
  oidc: oidcOf,
  external: (profile) =>
    Effect.map(readFields(External, profile), ({ process_command }) =>
      fromProcess({ command: process_command, environment: profile.file.environment })
    ),
  credentialsuri: (profile) =>
    Effect.map(readFields(Uri, profile), ({ credentials_uri }) =>
      fromUri({ uri: credentials_uri, environment: profile.file.environment })
    )
}
