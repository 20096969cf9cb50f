/** The client as an Effect service: every operation, typed, and what takes many calls. */
import { Transport } from "@imagesearch/transport"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { resolveConfig, type ResolvedConfig } from "./config/Config.ts"
import type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"
import { layerTransport } from "./config/networkOptions.ts"
import type { Environment } from "./config/setting.ts"
import type { ImageSearchError } from "./ImageSearchError.ts"
import type { ImageSearchService } from "./ImageSearchService.ts"
import { makeManyCalls } from "./makeManyCalls.ts"
import { makeOperations } from "./makeOperations.ts"
import { closeKey } from "./signerOf.ts"
import { makeWait } from "./waiting/makeWait.ts"

/** The client as an Effect service: `ImageSearch.layer` makes it with a transport of its own. */
export class ImageSearch extends Context.Service<ImageSearch, ImageSearchService>()("@imagesearch/client/ImageSearch") {
  /**
   * The client over a transport of the caller's. Settings that `config` leaves out come from `environment`. Fails with
   * reason `InvalidConfig` when a setting is missing or wrong.
   */
  static readonly layerWithTransport = (
    config: ImageSearchConfig,
    environment: Environment = process.env
  ): Layer.Layer<ImageSearch, ImageSearchError, Transport> =>
    Layer.effect(
      ImageSearch,
      Effect.gen(function* () {
        const transport = yield* Transport
        return makeImageSearch(transport, yield* Effect.acquireRelease(resolveConfig(config, environment), closeKey))
      })
    )

  /**
   * The client with a transport of its own: connections, retry budget and endpoint health live as long as the layer.
   * Fails with reason `InvalidConfig` when a setting is missing or wrong.
   */
  static readonly layer = (
    config: ImageSearchConfig = {},
    environment: Environment = process.env
  ): Layer.Layer<ImageSearch, ImageSearchError> =>
    ImageSearch.layerWithTransport(config, environment).pipe(Layer.provide(layerTransport(config)))
}

const makeImageSearch = (transport: Transport["Service"], config: ResolvedConfig): ImageSearchService => ({
  ...makeOperations(transport, config),
  ...makeManyCalls(transport, config),
  wait: makeWait(transport, config)
})
