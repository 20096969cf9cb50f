/** The key that requests are signed with, or where it is to be had. */
import { checkAccessKey, SigningInputError } from "@imagesearch/core"
import type { Credentials } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { CredentialsProvider } from "../credentials/CredentialsProvider.ts"
import { environmentKey } from "../credentials/fromEnvironment.ts"
import { anywhere, namedProfile, ownProvider, type KeySource } from "../credentials/KeySource.ts"
import { lazyProvider } from "../credentials/lazyProvider.ts"
import { shareCredentials } from "../credentials/SharedCredentials.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { SigningKey } from "../signerOf.ts"
import type { ImageSearchConfig } from "./ImageSearchConfig.ts"
import type { MissingSetting } from "./missing.ts"
import { invalidSetting, variableOf, type Environment } from "./setting.ts"

/**
 * A provider or profile of the settings, else the key of the settings completed from the environment, else the default
 * chain, which is asked when a call first needs a key. An empty security token in the settings means none, and that
 * of the environment goes with the environment's key only. Half a key is reported as missing the other half. Fails with
 * reason `InvalidConfig` for a token without any key, and for a key that no request can carry.
 */
export const resolveCredentials = Effect.fnUntraced(function* (
  config: ImageSearchConfig,
  environment: Environment
): Effect.fn.Return<SigningKey | MissingSetting, ImageSearchError> {
  const shared = (provider: CredentialsProvider, source: KeySource) => ({
    ...shareCredentials(provider, config.networkOptions ?? {}),
    source
  })
  const { credentials, profile } = config
  if (credentials !== undefined) return shared(credentials, ownProvider(credentials.name))
  if (profile !== undefined) {
    const named = lazyProvider(`profile ${profile}`, ({ fromProfile }) => fromProfile(profile, environment))
    return shared(named, namedProfile)
  }
  const found = environmentKey(variableOf(environment))
  const [idVariable, secretVariable] = found.variables
  const accessKeyId = config.accessKeyId ?? found.accessKeyId ?? ""
  const secret = redacted(config.accessKeySecret ?? found.accessKeySecret)
  if (accessKeyId === "" && secret === undefined) {
    if (redacted(config.securityToken) !== undefined) return yield* tokenWithoutKey()
    const chain = lazyProvider("default chain", ({ defaultChain }) => defaultChain(environment))
    return shared(chain, anywhere)
  }
  if (accessKeyId === "") return { setting: "accessKeyId", advice: `Set ${idVariable}.` }
  if (secret === undefined) return { setting: "accessKeySecret", advice: `Set ${secretVariable}.` }
  // A token belongs to one key: that of the environment is no part of another.
  const environmentToken = accessKeyId === found.accessKeyId ? found.securityToken : undefined
  const key = {
    accessKeyId,
    accessKeySecret: secret,
    securityToken: redacted(config.securityToken ?? environmentToken)
  }
  yield* Effect.try({ try: () => checkKey(key), catch: unusable })
  return key
})

/** The keys that the default chain finds bring their own. */
const tokenWithoutKey = (): ImageSearchError =>
  invalidSetting({
    setting: "securityToken",
    problem: "is given without accessKeyId and accessKeySecret",
    advice: "Give the key that it belongs to, or leave it out."
  })

const checkKey = ({ accessKeyId, accessKeySecret, securityToken }: Credentials): void =>
  checkAccessKey({
    accessKeyId,
    accessKeySecret: Redacted.value(accessKeySecret),
    securityToken: securityToken && Redacted.value(securityToken)
  })

/** Found here, a line break that a file left behind the secret is a wrong setting and not a wrong signature. */
const unusable = (error: unknown): ImageSearchError => {
  if (!(error instanceof SigningInputError)) throw error
  return invalidSetting({
    setting: error.field,
    problem: error.why,
    advice: "Copy it again, without blanks or line breaks."
  })
}

/** Redacted from here on; an empty text is no secret. */
const redacted = (secret: string | Redacted.Redacted | undefined): Redacted.Redacted | undefined => {
  if (secret === undefined || secret === "") return undefined
  return typeof secret === "string" ? Redacted.make(secret) : secret
}
