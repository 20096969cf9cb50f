/** The client of 2019-03-25 as an Effect service, for instances and keys of the older generation. */
import { Transport } from "@imagesearch/transport"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ResolvedConfig } from "../config/Config.ts"
import { layerTransport } from "../config/networkOptions.ts"
import type { Environment } from "../config/setting.ts"
import type { CallOptions } from "../CallOptions.ts"
import type { Operation } from "../ImageSearchOperations.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { SearchHits } from "../operations/hits.ts"
import { closeKey } from "../signerOf.ts"
import { AddImage, type AddImageInput, type AddImageOutput } from "./AddImage.ts"
import { DeleteImage, type DeleteImageInput, type DeleteImageOutput } from "./DeleteImage.ts"
import { invoke } from "./invoke.ts"
import { resolveOlderConfig, type OlderConfig } from "./OlderConfig.ts"
import type { OlderOperation } from "./OlderOperation.ts"
import { SearchByName, SearchByPicture, type SearchByNameInput, type SearchByPictureInput } from "./SearchImage.ts"

/** Input and output of each method. */
export interface OperationTypes {
  /** AddImage: stores a picture, replacing the one of the same `productId` and `picName`. */
  readonly addImage: { readonly input: AddImageInput; readonly output: AddImageOutput }
  /** DeleteImage: removes one picture, or a product's pictures. */
  readonly deleteImage: { readonly input: DeleteImageInput; readonly output: DeleteImageOutput }
  /** SearchImage of type SearchByPic: stored pictures that resemble a picture. */
  readonly byPicture: { readonly input: SearchByPictureInput; readonly output: SearchHits }
  /** SearchImage of type SearchByName: stored pictures that resemble a stored picture. */
  readonly byName: { readonly input: SearchByNameInput; readonly output: SearchHits }
}

/** The three operations of the older version. */
export type ImageSearchOperations = {
  readonly [Name in keyof OperationTypes]: Operation<OperationTypes[Name]["input"], OperationTypes[Name]["output"]>
}

/** The older version as an Effect service. */
export class ImageSearch extends Context.Service<ImageSearch, ImageSearchOperations>()(
  "@imagesearch/client/2019-03-25/ImageSearch"
) {
  /** The client over a transport of the caller's. Settings that `config` leaves out come from `environment`. */
  static readonly layerWithTransport = (
    config: OlderConfig,
    environment: Environment = process.env
  ): Layer.Layer<ImageSearch, ImageSearchError, Transport> =>
    Layer.effect(
      ImageSearch,
      Effect.gen(function* () {
        const settings = yield* Effect.acquireRelease(resolveOlderConfig(config, environment), closeKey)
        return makeOperations(yield* Transport, settings)
      })
    )

  /** The client with a transport of its own, which lives as long as the layer. */
  static readonly layer = (
    config: OlderConfig = {},
    environment: Environment = process.env
  ): Layer.Layer<ImageSearch, ImageSearchError> =>
    ImageSearch.layerWithTransport(config, environment).pipe(Layer.provide(layerTransport(config)))
}

/** The operations over a transport and checked settings; both faces are made of it. */
export const makeOperations = (transport: Transport["Service"], config: ResolvedConfig): ImageSearchOperations => {
  const bind =
    <Raw, Input, Answer, Output extends object>(definition: OlderOperation<Raw, Input, Answer, Output>) =>
    (input: Raw, options?: CallOptions) =>
      invoke({ transport, config, definition, input, options })
  return {
    addImage: bind(AddImage),
    deleteImage: bind(DeleteImage),
    byPicture: bind(SearchByPicture),
    byName: bind(SearchByName)
  }
}
