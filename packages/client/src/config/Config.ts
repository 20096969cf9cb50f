/**
 * Settings of a client: what the caller gives, completed from the environment, checked before anything is sent.
 *
 * Variables: ALIBABA_CLOUD_ACCESS_KEY_ID, _ACCESS_KEY_SECRET and _SECURITY_TOKEN as every Alibaba Cloud tool reads
 * them (CC_AK_ENV and CC_SK_ENV, from the service's own samples, as a last resort), ALIBABA_CLOUD_REGION_ID,
 * IMAGESEARCH_INSTANCE, IMAGESEARCH_ENDPOINT (several separated by commas) and IMAGESEARCH_OPEN_PLATFORM_ENDPOINT.
 * Where no key is among them, the variables and files of the default chain are read when a call first needs a key. A
 * region that is named nowhere is that of the aliyun CLI's profile.
 */
import { limits, type LimitKey } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import type { Credentials } from "@imagesearch/transport"
import * as Redacted from "effect/Redacted"
import { credentialsAdvice } from "../credentials/KeySource.ts"
import { hasSourceTraces } from "../credentials/sourceTraces.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { SigningKey } from "../signerOf.ts"
import { givenEndpoints, resolveAddress, type Address } from "./address.ts"
import { checkKnown } from "./checkKnown.ts"
import { checkRates } from "./checkRates.ts"
import { resolveCredentials } from "./credentials.ts"
import { checkNetworkOptions } from "./networkOptions.ts"
import type { ImageSearchConfig } from "./ImageSearchConfig.ts"
import { missingSettings, type MissingSetting } from "./missing.ts"
import { checkOneSource } from "./oneSource.ts"
import { resolvePictures, type PictureSettings } from "./pictures.ts"
import { profileRegion } from "./profileRegion.ts"
import { invalidSetting, variableOf, type Environment } from "./setting.ts"
import { resolveSignature, type Signature } from "./signature.ts"

/** Checked settings. */
export interface ResolvedConfig extends Address, PictureSettings {
  /** Its name. */
  readonly instance: string
  /** Empty with a bearer token, which needs none. */
  readonly credentials: SigningKey
  /** How requests are signed. */
  readonly signature: Signature
  /** Calls per second; kinds that are absent are not paced. */
  readonly rates: Partial<Record<LimitKey, number>>
}

/** Fails with reason `InvalidConfig`, naming the setting that is wrong, or all that are missing. */
export const resolveConfig = Effect.fnUntraced(function* (
  config: ImageSearchConfig,
  environment: Environment
): Effect.fn.Return<ResolvedConfig, ImageSearchError> {
  yield* checkKnown(config)
  const variable = variableOf(environment)
  const instance = config.instance ?? variable("IMAGESEARCH_INSTANCE") ?? ""
  yield* checkInstance(instance)
  const address = yield* resolveAddress(withProfileRegion(config, environment), variable)
  const pictures = yield* resolvePictures(config)
  yield* checkNetworkOptions(config.networkOptions)
  yield* checkRates(config.rates)
  const signature = yield* resolveSignature({
    signature: config.signature,
    bearerToken: config.bearerToken,
    allowed: ["acs3", "acs3-sm3", "rpc-v1"]
  })
  yield* checkOneSource(config)
  const credentials = signature._tag === "Bearer" ? noCredentials : yield* resolveCredentials(config, environment)
  const isLackingKey = "setting" in credentials
  if (instance !== "" && address !== undefined && !isLackingKey) {
    return { ...address, ...pictures, instance, credentials, signature, rates: config.rates ?? {} }
  }
  return yield* missingSettings([
    ...(instance === "" ? [missingInstance] : []),
    ...(address === undefined ? [missingRegion] : []),
    ...(isLackingKey ? [credentials] : hasNoKey(config, credentials, environment) ? [missingKey] : [])
  ])
})

const noCredentials: Credentials = { accessKeyId: "", accessKeySecret: Redacted.make("") }

/** Whoever names neither region nor endpoint may have named the region in a profile. */
const withProfileRegion = (config: ImageSearchConfig, environment: Environment): ImageSearchConfig => {
  const variable = variableOf(environment)
  const region = config.region ?? variable("ALIBABA_CLOUD_REGION_ID")
  const isNamed = region !== undefined || givenEndpoints(config, variable) !== undefined
  return isNamed ? config : { ...config, region: profileRegion(config.profile, environment) }
}

/** An empty one is missing, which is told with all else that is. */
const checkInstance = (instance: unknown): Effect.Effect<void, ImageSearchError> => {
  const { max } = limits.instanceName
  if (typeof instance === "string" && instance.length <= max) return Effect.void
  const problem = `must be a text of up to ${max} characters`
  return Effect.fail(invalidSetting({ setting: "instance", problem, advice: "Give the instance's name, not its id." }))
}

const missingInstance: MissingSetting = {
  setting: "instance",
  advice: "Name the instance with the option instance, or IMAGESEARCH_INSTANCE."
}

const missingRegion: MissingSetting = {
  setting: "region",
  advice:
    "Name the region with the option region, or ALIBABA_CLOUD_REGION_ID; or the host with the option endpoint, or IMAGESEARCH_ENDPOINT."
}

/** Alone it is no reason to stop: a machine of ECS may have a role. */
const missingKey: MissingSetting = { setting: "the AccessKey", advice: credentialsAdvice }

const hasNoKey = (config: ImageSearchConfig, credentials: SigningKey, environment: Environment): boolean =>
  "current" in credentials &&
  config.credentials === undefined &&
  config.profile === undefined &&
  !hasSourceTraces(environment)
