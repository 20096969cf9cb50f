/** What each type of a section of the credentials file means: the key itself, or whom to ask for it. */
import * as Effect from "effect/Effect"
import * as z from "zod/mini"
import type { Environment } from "../config/setting.ts"
import type { CredentialsError } from "./CredentialsError.ts"
import { invalid, type CredentialsProvider } from "./CredentialsProvider.ts"
import { fromAssumeRole } from "./fromAssumeRole.ts"
import { fromEcsMetadata } from "./fromEcsMetadata.ts"
import { fromOidcRole } from "./fromOidcRole.ts"
import type { IniSection } from "./ini.ts"
import { givenKey, KeyFields } from "./keyFields.ts"
import { optionalText, readFields, text, type Reading } from "./readFields.ts"

interface Section extends Reading {
  readonly value: IniSection
  readonly environment: Environment
}

type SectionType = (section: Section) => Effect.Effect<CredentialsProvider, CredentialsError>

/** Fails with `Invalid` for a type that gives no key that signs here, or a field that is wrong. */
export const sectionProvider = Effect.fnUntraced(function* (
  section: Section
): Effect.fn.Return<CredentialsProvider, CredentialsError> {
  const { type } = yield* readFields(Type, section)
  const read = Object.hasOwn(types, type) ? types[type] : undefined
  if (read !== undefined) return yield* read(section)
  const names = Object.keys(types).join(", ")
  return yield* invalid({ ...section, field: "type" }, `"${type}" gives no key to sign with; there are ${names}`)
})

const Type = z.looseObject({ type: text })
const Sts = z.extend(KeyFields, { security_token: text })
const Role = z.looseObject({ role_arn: text, role_session_name: optionalText, policy: optionalText })
const Oidc = z.extend(Role, { oidc_provider_arn: text, oidc_token_file_path: text })
const Ecs = z.looseObject({ role_name: optionalText })

const keyOf: SectionType = (section) => Effect.map(readFields(KeyFields, section), (key) => givenKey(section, key))

const stsOf: SectionType = (section) =>
  Effect.map(readFields(Sts, section), (key) => givenKey(section, { ...key, sts_token: key.security_token }))

const roleOf: SectionType = Effect.fnUntraced(function* (section: Section) {
  const source = yield* keyOf(section)
  const role = yield* readFields(Role, section)
  return fromAssumeRole({
    source,
    roleArn: role.role_arn,
    sessionName: role.role_session_name,
    policy: role.policy,
    environment: section.environment
  })
})

const oidcOf: SectionType = (section) =>
  Effect.map(readFields(Oidc, section), (role) =>
    fromOidcRole({
      roleArn: role.role_arn,
      providerArn: role.oidc_provider_arn,
      tokenFile: role.oidc_token_file_path,
      sessionName: role.role_session_name,
      policy: role.policy,
      environment: section.environment
    })
  )

const ecsOf: SectionType = (section) =>
  Effect.map(readFields(Ecs, section), ({ role_name }) =>
    fromEcsMetadata({ roleName: role_name, environment: section.environment })
  )

const types: Readonly<Record<string, SectionType>> = {
  access_key: keyOf,
  sts: stsOf,
  ram_role_arn: roleOf,
  oidc_role_arn: oidcOf,
  ecs_ram_role: ecsOf
}
