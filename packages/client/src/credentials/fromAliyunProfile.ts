/**
 * A profile of the aliyun CLI, `~/.aliyun/config.json`. Modes that need a browser (CloudSSO, OAuth) are refused with what
 * to do instead, and the file is never written.
 */
import * as Effect from "effect/Effect"
import * as z from "zod/mini"
import { variableOf, type Environment } from "../config/setting.ts"
import { aliyunProvider, type AliyunFile, type AliyunProfile } from "./aliyunModes.ts"
import type { CredentialsError } from "./CredentialsError.ts"
import { absent, invalid, within, type CredentialsProvider } from "./CredentialsProvider.ts"
import { homeFile } from "./homeFile.ts"
import { optionalText, readFields, readJson, text } from "./readFields.ts"
import { readSmallFile } from "./readSmallFile.ts"

/** Which profile of the aliyun CLI, and where its file is. */
export interface AliyunProfileOptions {
  /** Default `~/.aliyun/config.json`. */
  readonly path?: string | undefined
  /** Default ALIBABA_CLOUD_PROFILE, else the file's current one. */
  readonly profile?: string | undefined
  /** Variables to read; default `process.env`. */
  readonly environment?: Environment | undefined
}

const provider = "aliyun profile"

/** Reads the file at every load. Fails with `Absent` without the file or the profile, `Invalid` for a wrong one. */
export const fromAliyunProfile = ({
  path: givenPath,
  profile: givenProfile,
  environment = process.env
}: AliyunProfileOptions = {}): CredentialsProvider => ({
  name: provider,
  load: Effect.fnUntraced(function* (network) {
    const path = givenPath ?? homeFile(environment, ".aliyun", "config.json")
    const file = yield* readAliyunFile(path, environment)
    const name = givenProfile ?? variableOf(environment)("ALIBABA_CLOUD_PROFILE") ?? file.current
    if (name === undefined) return yield* invalid({ provider, source: path, field: "current" }, "names no profile")
    const profile = file.profiles.get(name)
    if (profile === undefined) return yield* absent(provider, `${path} has no profile "${name}"`)
    return yield* within(
      `${provider} "${name}"`,
      Effect.flatMap(aliyunProvider({ file, value: profile, askedBy: [] }), ({ load }) => load(network))
    )
  })
})

const File = z.looseObject({
  current: optionalText,
  profiles: z.array(
    z.looseObject({ name: text, mode: optionalText }),
    "must be a list, and is missing or something else"
  )
})

const readAliyunFile = Effect.fnUntraced(function* (
  path: string,
  environment: Environment
): Effect.fn.Return<AliyunFile & { readonly current: string | undefined }, CredentialsError> {
  const reading = { provider, source: path }
  const { current, profiles } = yield* readFields(File, yield* readJson(reading, yield* readSmallFile(provider, path)))
  return {
    path,
    environment,
    current,
    profiles: new Map(profiles.map((profile): [string, AliyunProfile] => [profile.name, profile]))
  }
})
