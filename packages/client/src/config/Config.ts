/**
 * Settings of a client: what the caller gives, completed from the environment, checked before anything is sent.
 *
 * Variables: ALIBABA_CLOUD_ACCESS_KEY_ID, _ACCESS_KEY_SECRET and _SECURITY_TOKEN as every Alibaba Cloud tool reads
 * them (CC_AK_ENV and CC_SK_ENV, from the service's own samples, as a last resort), ALIBABA_CLOUD_REGION_ID,
 * IMAGESEARCH_INSTANCE, IMAGESEARCH_ENDPOINT (several separated by commas) and IMAGESEARCH_OPEN_PLATFORM_ENDPOINT.
 */
import type { LimitKey } from "@imagesearch/core"
import type { Credentials } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { resolveAddress, type Address } from "./address.ts"
import { resolveCredentials } from "./credentials.ts"
import type { ImageSearchConfig } from "./ImageSearchConfig.ts"
import { invalidSetting, variableOf, type Environment } from "./setting.ts"
import { resolveSignature, type Signature } from "./signature.ts"

/** Checked settings. */
export interface ResolvedConfig extends Address {
  readonly instance: string
  /** Empty with a bearer token, which needs none. */
  readonly credentials: Credentials
  readonly signature: Signature
  readonly rates: Partial<Record<LimitKey, number>>
}

/** Fails with reason `InvalidConfig`, naming the setting. */
export const resolveConfig = Effect.fnUntraced(function* (
  config: ImageSearchConfig,
  environment: Environment
): Effect.fn.Return<ResolvedConfig, ImageSearchError> {
  const variable = variableOf(environment)
  const instance = config.instance ?? variable("IMAGESEARCH_INSTANCE") ?? ""
  if (instance === "") {
    return yield* invalidSetting({
      setting: "instance",
      problem: "is missing",
      advice: "Name it with --instance, the option instance, or IMAGESEARCH_INSTANCE."
    })
  }
  const signature = yield* resolveSignature({
    signature: config.signature,
    bearerToken: config.bearerToken,
    allowed: ["acs3", "acs3-sm3", "rpc-v1"]
  })
  const credentials = signature._tag === "Bearer" ? noCredentials : yield* resolveCredentials(config, variable)
  const address = yield* resolveAddress(config, variable)
  return { ...address, instance, credentials, signature, rates: config.rates ?? {} }
})

const noCredentials: Credentials = { accessKeyId: "", accessKeySecret: Redacted.make("") }
