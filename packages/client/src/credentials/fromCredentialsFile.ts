/**
 * The credentials file of Alibaba Cloud's SDKs, `~/.alibabacloud/credentials`: INI with a section for each profile. Types:
 * access_key, sts, ram_role_arn, oidc_role_arn and ecs_ram_role; rsa_key_pair and bearer give no key that signs here.
 */
import * as Effect from "effect/Effect"
import * as z from "zod"
import { variableOf, type Environment } from "../config/setting.ts"
import type { CredentialsError } from "./CredentialsError.ts"
import {
  absent,
  invalid,
  issue,
  within,
  type CredentialsProvider,
  type IssuedCredentials
} from "./CredentialsProvider.ts"
import { fromAssumeRole } from "./fromAssumeRole.ts"
import { fromEcsMetadata } from "./fromEcsMetadata.ts"
import { fromOidcRole } from "./fromOidcRole.ts"
import { fromStatic } from "./fromStatic.ts"
import { homeFile } from "./homeFile.ts"
import { parseIni, type IniSection } from "./ini.ts"
import { optionalText, readFields, text, type Reading } from "./readFields.ts"
import { readSmallFile } from "./readSmallFile.ts"

/** Which profile of the credentials file, and where it is. */
export interface CredentialsFileOptions {
  /** Default ALIBABA_CLOUD_CREDENTIALS_FILE, else `~/.alibabacloud/credentials`. */
  readonly path?: string | undefined
  /** Section of the file. Default ALIBABA_CLOUD_PROFILE, else `default`. */
  readonly profile?: string | undefined
  readonly environment?: Environment | undefined
}

const provider = "credentials file"

/** Reads the file at every load. Fails with `Absent` without the file or the section, `Invalid` for a wrong one. */
export const fromCredentialsFile = ({
  path: givenPath,
  profile: givenProfile,
  environment = process.env
}: CredentialsFileOptions = {}): CredentialsProvider => ({
  name: provider,
  load: Effect.fnUntraced(function* (network) {
    const variable = variableOf(environment)
    const path =
      givenPath ?? variable("ALIBABA_CLOUD_CREDENTIALS_FILE") ?? homeFile(environment, ".alibabacloud", "credentials")
    const profile = givenProfile ?? variable("ALIBABA_CLOUD_PROFILE") ?? "default"
    const sections = parseIni(yield* readSmallFile(provider, path))
    if ("line" in sections) return yield* invalid({ provider, source: path }, `line ${sections.line}`, sections.problem)
    const section = sections.get(profile)
    if (section === undefined) return yield* absent(provider, `${path} has no section [${profile}]`)
    const resolved = yield* providerOf({ provider, source: `[${profile}] in ${path}` }, section, environment)
    return yield* "load" in resolved ? within(provider, resolved.load(network)) : Effect.succeed(resolved)
  })
})

const Type = z.looseObject({ type: text })
const Key = z.looseObject({ access_key_id: text, access_key_secret: text })
const Sts = Key.extend({ security_token: text })
const Role = z.looseObject({ role_arn: text, role_session_name: optionalText, policy: optionalText })
const Oidc = Role.extend({ oidc_provider_arn: text, oidc_token_file_path: text })
const Ecs = z.looseObject({ role_name: optionalText })

/** The key itself, or whom to ask for it. */
const providerOf = Effect.fnUntraced(function* (
  reading: Reading,
  section: IniSection,
  environment: Environment
): Effect.fn.Return<CredentialsProvider | IssuedCredentials, CredentialsError> {
  const { type } = yield* readFields(reading, Type, section)
  switch (type) {
    case "access_key":
    case "sts": {
      const key = yield* readFields(reading, type === "sts" ? Sts : Key, section)
      const securityToken = type === "sts" ? String(key["security_token"]) : undefined
      return yield* issue({
        ...reading,
        accessKeyId: key.access_key_id,
        accessKeySecret: key.access_key_secret,
        securityToken
      })
    }
    case "ram_role_arn": {
      const { access_key_id, access_key_secret } = yield* readFields(reading, Key, section)
      const { role_arn, role_session_name, policy } = yield* readFields(reading, Role, section)
      const source = fromStatic({ accessKeyId: access_key_id, accessKeySecret: access_key_secret })
      return fromAssumeRole({ source, roleArn: role_arn, sessionName: role_session_name, policy, environment })
    }
    case "oidc_role_arn": {
      const role = yield* readFields(reading, Oidc, section)
      return fromOidcRole({
        roleArn: role.role_arn,
        providerArn: role.oidc_provider_arn,
        tokenFile: role.oidc_token_file_path,
        sessionName: role.role_session_name,
        policy: role.policy,
        environment
      })
    }
    case "ecs_ram_role": {
      const { role_name } = yield* readFields(reading, Ecs, section)
      return fromEcsMetadata({ roleName: role_name, environment })
    }
    default:
      return yield* invalid(
        reading,
        "type",
        `"${type}" gives no key to sign with; there are access_key, sts, ram_role_arn, oidc_role_arn and ecs_ram_role`
      )
  }
})
