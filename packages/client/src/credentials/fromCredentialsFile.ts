/**
 * The credentials file of Alibaba Cloud's SDKs, `~/.alibabacloud/credentials`: INI with a section for each profile. Types:
 * access_key, sts, ram_role_arn, oidc_role_arn and ecs_ram_role; rsa_key_pair and bearer give no key that signs here.
 */
import * as Effect from "effect/Effect"
import { variableOf, type Environment } from "../config/setting.ts"
import { absent, invalid, within, type CredentialsProvider } from "./CredentialsProvider.ts"
import { homeFile } from "./homeFile.ts"
import { parseIni } from "./ini.ts"
import { readSmallFile } from "./readSmallFile.ts"
import { sectionProvider } from "./sectionTypes.ts"

/** Which profile of the credentials file, and where it is. */
export interface CredentialsFileOptions {
  /** Default ALIBABA_CLOUD_CREDENTIALS_FILE, else `~/.alibabacloud/credentials`. */
  readonly path?: string | undefined
  /** Section of the file. Default ALIBABA_CLOUD_PROFILE, else `default`. */
  readonly profile?: string | undefined
  /** Variables to read; default `process.env`. */
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
    if ("line" in sections)
      return yield* invalid({ provider, source: path, field: `line ${sections.line}` }, sections.problem)
    const section = sections.get(profile)
    if (section === undefined) return yield* absent(provider, `${path} has no section [${profile}]`)
    const source = `[${profile}] in ${path}`
    const inner = sectionProvider({ provider: `[${profile}]`, source, value: section, environment })
    return yield* within(
      provider,
      Effect.flatMap(inner, ({ load }) => load(network))
    )
  })
})
