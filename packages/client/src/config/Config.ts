/**
 * Settings of a client: what the caller gives, completed from the environment, checked before anything is sent.
 *
 * Variables: ALIBABA_CLOUD_ACCESS_KEY_ID, _ACCESS_KEY_SECRET and _SECURITY_TOKEN as every Alibaba Cloud tool reads
 * them (CC_AK_ENV and CC_SK_ENV, from the service's own samples, as a last resort), ALIBABA_CLOUD_REGION_ID,
 * IMAGESEARCH_INSTANCE, IMAGESEARCH_ENDPOINT (several separated by commas) and IMAGESEARCH_OPEN_PLATFORM_ENDPOINT.
 */
import type { LimitKey, Network } from "@imagesearch/core"
import type { Credentials } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { resolveAddress, type Address } from "./address.ts"
import { resolveCredentials } from "./credentials.ts"
import { invalidSetting, variableOf, type Environment } from "./setting.ts"

export interface ImageSearchConfig {
  /** Region id such as `cn-shanghai`. Needed unless `endpoint` is given. */
  readonly region?: string | undefined
  /** Name of the instance (not its id), up to 20 characters. */
  readonly instance?: string | undefined
  /** Endpoints in order of preference, instead of the region's own. They must serve the same instance. */
  readonly endpoint?: string | readonly string[] | undefined
  /** Which of the region's endpoints to use; `both` tries the VPC's first. Default `public`, or what `endpoint` says. */
  readonly network?: Network | undefined
  /** The host that authorizes uploads. Default: the central one, or `endpoint` when that is on this machine. */
  readonly openPlatformEndpoint?: string | undefined
  readonly accessKeyId?: string | undefined
  readonly accessKeySecret?: string | Redacted.Redacted | undefined
  /** Of a temporary key. */
  readonly securityToken?: string | Redacted.Redacted | undefined
  /** Calls per second that were bought, for each kind of call; absent ones are not paced. */
  readonly rates?: Partial<Record<LimitKey, number>> | undefined
}

/** Checked settings. */
export interface ResolvedConfig extends Address {
  readonly instance: string
  readonly credentials: Credentials
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
  const credentials = yield* resolveCredentials(config, variable)
  const address = yield* resolveAddress(config, variable)
  return { ...address, instance, credentials, rates: config.rates ?? {} }
})
