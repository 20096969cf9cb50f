/** Settings of a client of 2019-03-25: those of the newer one, but for how requests are signed and pictures sent. */
import * as Effect from "effect/Effect"
import { resolveConfig, type ResolvedConfig } from "../config/Config.ts"
import type { ImageSearchConfig } from "../config/ImageSearchConfig.ts"
import type { Environment } from "../config/setting.ts"
import { resolveSignature } from "../config/signature.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"

/** Settings of a client of the older version. What is left out comes from the environment. */
export interface OlderConfig extends Omit<ImageSearchConfig, "signature" | "openPlatformEndpoint" | "endpointType"> {
  /**
   * ROA V1 (HMAC-SHA1) by default, which the pages of this version describe. That the service takes ACS3 for it was not
   * verified on the live service.
   */
  readonly signature?: "roa-v1" | "acs3" | "acs3-sm3" | undefined
}

/** Fails with reason `InvalidConfig`, naming the setting. */
export const resolveOlderConfig = Effect.fnUntraced(function* (
  { signature: scheme, ...config }: OlderConfig,
  environment: Environment
): Effect.fn.Return<ResolvedConfig, ImageSearchError> {
  const resolved = yield* resolveConfig(config, environment)
  const signature = yield* resolveSignature({
    signature: scheme,
    bearerToken: config.bearerToken,
    allowed: ["roa-v1", "acs3", "acs3-sm3"]
  })
  return { ...resolved, signature }
})
