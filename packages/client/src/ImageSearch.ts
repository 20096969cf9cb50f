/**
 * The client as an Effect service: every operation, typed. Each call is checked, its picture uploaded if it has one,
 * then sent through the transport, and its answer checked; result and error carry every attempt that was made.
 */
import { operation as operationNamed } from "@imagesearch/core"
import { openDeadline, Transport } from "@imagesearch/transport"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { makeBulk, type Bulk } from "./bulk/makeBulk.ts"
import { callLimitMillis, uploadLimitMillis } from "./callLimits.ts"
import type { CallMetadata, CallOptions } from "./CallOptions.ts"
import { checkInput, limitOf } from "./checkInput.ts"
import { resolveConfig, type ResolvedConfig } from "./config/Config.ts"
import type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"
import { layerTransport } from "./config/networkOptions.ts"
import type { Environment } from "./config/setting.ts"
import { holdPicture } from "./heldPicture.ts"
import type { ImageSearchError } from "./ImageSearchError.ts"
import type { ImageSearchOperations } from "./ImageSearchOperations.ts"
import type { ClientOperation } from "./operations/ClientOperation.ts"
import { definitions } from "./operations/index.ts"
import { makePages, type Pages } from "./paging/pages.ts"
import { sendOperation, withMetadata } from "./sendOperation.ts"
import { picturesOf } from "./upload/picturesOf.ts"
import { uploadPictures } from "./upload/uploadPictures.ts"
import { listRates, makeWait, type Waits } from "./waiting/makeWait.ts"
import { formBody } from "./wire/parameters.ts"
import { readAnswer } from "./wire/readAnswer.ts"

/** Every operation, and what takes many calls. */
export interface ImageSearchService extends ImageSearchOperations {
  /** All pages of a search or a list, as streams. */
  readonly pages: Pages
  /** Waits for tasks that run inside the service. */
  readonly wait: Waits
  /** Many calls of one kind, paced, with a result for each item. */
  readonly bulk: Bulk
}

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
        return makeImageSearch(transport, yield* resolveConfig(config, environment))
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

/** The client over a transport and checked settings; both faces are made of it. */
export const makeImageSearch = (transport: Transport["Service"], config: ResolvedConfig): ImageSearchService => {
  const paced = (rates: ResolvedConfig["rates"]) => makeOperations(transport, { ...config, rates })
  const operations = makeOperations(transport, config)
  const hold = holdPicture(config.pictures)
  return {
    ...operations,
    pages: makePages(operations, hold),
    wait: makeWait(paced({ ...listRates, ...config.rates })),
    bulk: makeBulk({ rates: config.rates, paced, hold })
  }
}

const makeOperations = (transport: Transport["Service"], config: ResolvedConfig): ImageSearchOperations => {
  const bind =
    <Raw, Input, Answer, Output extends object>(definition: ClientOperation<Raw, Input, Answer, Output>) =>
    (input: Raw, options?: CallOptions) =>
      invoke({ transport, config, definition, input, options })
  const detail = bind(definitions.detail)
  const startExport = bind(definitions.startExport)
  const listExports = bind(definitions.listExports)
  const listBatches = bind(definitions.listBatches)
  return {
    addImage: bind(definitions.addImage),
    updateImage: bind(definitions.updateImage),
    deleteImage: bind(definitions.deleteImage),
    byPicture: bind(definitions.byPicture),
    byName: bind(definitions.byName),
    byText: bind(definitions.byText),
    byFilter: bind(definitions.byFilter),
    exists: bind(definitions.exists),
    compare: bind(definitions.compare),
    detail: (options) => detail({}, options),
    startExport: (options) => startExport({}, options),
    listExports: (input = {}, options) => listExports(input, options),
    startBatch: bind(definitions.startBatch),
    listBatches: (input = {}, options) => listBatches(input, options)
  }
}

interface Invocation<Raw, Input, Answer, Output> {
  readonly transport: Transport["Service"]
  readonly config: ResolvedConfig
  readonly definition: ClientOperation<Raw, Input, Answer, Output>
  readonly input: Raw
  readonly options: CallOptions | undefined
}

/** One call from unchecked input to checked output. */
const invoke = Effect.fnUntraced(function* <Raw, Input, Answer, Output extends object>({
  transport,
  config,
  definition,
  input,
  options
}: Invocation<Raw, Input, Answer, Output>): Effect.fn.Return<Output & CallMetadata, ImageSearchError> {
  const { name } = definition
  const checked = yield* checkInput(name, definition.input, input)
  const pictures = picturesOf(definition, checked, config.pictures)
  const usualMillis = pictures.length === 0 ? callLimitMillis : uploadLimitMillis
  const limitMillis = yield* limitOf({ operation: name, options, usualMillis, input })
  const deadline = yield* openDeadline(limitMillis)
  const route = { transport, config, deadline, retry: options?.retry }
  const uploads = pictures.length === 0 ? [] : yield* uploadPictures(route, pictures)
  const addresses = Object.fromEntries(uploads.map(({ parameter, url }) => [parameter, url]))
  const earlier = uploads.flatMap((upload) => upload.attempts)

  const operation = operationNamed(name)
  const parameters = definition.encode(checked, { instanceName: config.instance, ...addresses })
  const { headers, body } = parameters.form === undefined ? { headers: {}, body: undefined } : formBody(parameters.form)
  const { method, path } = operation
  const result = yield* sendOperation({
    transport,
    config,
    operation,
    message: { method, path, query: parameters.query, headers: { accept: "application/json", ...headers }, body },
    deadline,
    options,
    earlier
  })
  const { answer, raw, requestId } = yield* readAnswer(name, definition.answer, result)
  return withMetadata(definition.decode(answer), { requestId, attempts: result.attempts, raw })
})
