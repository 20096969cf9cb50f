/**
 * The client as an Effect service: every operation, typed. Each call is checked, its picture uploaded if it has one,
 * then sent through the transport, and its answer checked; result and error carry every attempt that was made.
 */
import { operation as operationNamed } from "@imagesearch/core"
import { acs3Signer, openDeadline, Transport, type Attempt, type Pace } from "@imagesearch/transport"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as z from "zod"
import { resolveConfig, type ResolvedConfig } from "./config/Config.ts"
import type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"
import type { Environment } from "./config/setting.ts"
import { fromTransportError, ImageSearchError } from "./ImageSearchError.ts"
import { AddImage, type AddImageInput, type AddImageOutput } from "./operations/AddImage.ts"
import type { ClientOperation } from "./operations/ClientOperation.ts"
import { DeleteImage, type DeleteImageInput, type DeleteImageOutput } from "./operations/DeleteImage.ts"
import { Detail, type DetailOutput } from "./operations/Detail.ts"
import type { SearchHits } from "./operations/hits.ts"
import { SearchImageByName, type SearchImageByNameInput } from "./operations/SearchImageByName.ts"
import { SearchImageByPic, type SearchImageByPicInput } from "./operations/SearchImageByPic.ts"
import { readPicture } from "./picture/readPicture.ts"
import { issuesOf, unexpectedAnswer } from "./UnexpectedAnswer.ts"
import { uploadPicture } from "./upload/uploadPicture.ts"
import { formBody } from "./wire/parameters.ts"

/** Time limit of a call without a picture. */
export const callLimit: Duration.Input = "30 seconds"
/** Time limit of a call with a picture: three hops. */
export const uploadLimit: Duration.Input = "60 seconds"

export interface CallOptions {
  /** Time limit of the whole call, uploads and repeats included. Default 30 s, with a picture 60 s. */
  readonly timeout?: Duration.Input | undefined
}

/** What every result carries beside the operation's own fields. */
export interface CallMetadata {
  readonly requestId: string
  readonly attempts: readonly Attempt[]
}

/** An operation: fails with `ImageSearchError`, whose reason says what to do. */
export type Operation<Input, Output> = (
  input: Input,
  options?: CallOptions
) => Effect.Effect<Output & CallMetadata, ImageSearchError>

export interface ImageSearchOperations {
  /** AddImage: stores a picture, replacing the one of the same `productId` and `picName`. */
  readonly addImage: Operation<AddImageInput, AddImageOutput>
  /** SearchImageByPic: stored pictures that resemble a picture. */
  readonly byPicture: Operation<SearchImageByPicInput, SearchHits>
  /** SearchImageByName: stored pictures that resemble a stored picture. */
  readonly byName: Operation<SearchImageByNameInput, SearchHits>
  /** DeleteImage: removes one picture, a product's pictures, or those that match a filter. */
  readonly deleteImage: Operation<DeleteImageInput, DeleteImageOutput>
  /** Detail: capacity, rate and number of pictures of the instance. */
  readonly detail: (options?: CallOptions) => Effect.Effect<DetailOutput & CallMetadata, ImageSearchError>
}

export class ImageSearch extends Context.Service<ImageSearch, ImageSearchOperations>()(
  "@imagesearch/client/ImageSearch"
) {
  /** The client over a transport of the caller's. Settings that `config` leaves out come from `environment`. */
  static readonly layerWithTransport = (
    config: ImageSearchConfig,
    environment: Environment = process.env
  ): Layer.Layer<ImageSearch, ImageSearchError, Transport> =>
    Layer.effect(
      ImageSearch,
      Effect.gen(function* () {
        const transport = yield* Transport
        return makeOperations(transport, yield* resolveConfig(config, environment))
      })
    )

  /** The client with a transport of its own: connections, retry budget and endpoint health live as long as the layer. */
  static readonly layer = (
    config: ImageSearchConfig = {},
    environment: Environment = process.env
  ): Layer.Layer<ImageSearch, ImageSearchError> =>
    ImageSearch.layerWithTransport(config, environment).pipe(Layer.provide(Transport.layer))
}

/** The operations over a transport and checked settings; both facades are made of it. */
export const makeOperations = (transport: Transport["Service"], config: ResolvedConfig): ImageSearchOperations => {
  const bind =
    <Raw, Input, Answer extends { RequestId: string }, Output>(
      definition: ClientOperation<Raw, Input, Answer, Output>
    ): Operation<Raw, Output> =>
    (input, options) =>
      invoke({ transport, config, definition, input, options })
  const detail = bind(Detail)
  return {
    addImage: bind(AddImage),
    byPicture: bind(SearchImageByPic),
    byName: bind(SearchImageByName),
    deleteImage: bind(DeleteImage),
    detail: (options) => detail({}, options)
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
const invoke = Effect.fnUntraced(function* <Raw, Input, Answer extends { RequestId: string }, Output>({
  transport,
  config,
  definition,
  input,
  options
}: Invocation<Raw, Input, Answer, Output>): Effect.fn.Return<Output & CallMetadata, ImageSearchError> {
  const { name } = definition
  const checked = definition.input.safeParse(input)
  if (!checked.success) return yield* invalidInput(name, checked.error)
  const source = definition.pictureOf?.(checked.data)
  const picture = source === undefined ? undefined : yield* readPicture(name, source)

  const limit = options?.timeout ?? (picture === undefined ? callLimit : uploadLimit)
  const deadline = yield* openDeadline(Duration.toMillis(limit))
  const upload =
    picture === undefined ? undefined : yield* uploadPicture({ transport, config, bytes: picture.bytes, deadline })

  const operation = operationNamed(name)
  const parameters = definition.encode(checked.data, { instanceName: config.instance, picContent: upload?.url })
  const { headers, body } = parameters.form === undefined ? { headers: {}, body: undefined } : formBody(parameters.form)
  const result = yield* transport
    .execute({
      operation,
      message: {
        method: operation.method,
        path: operation.path,
        query: parameters.query,
        headers: { accept: "application/json", ...headers },
        body
      },
      endpoints: config.endpoints,
      sign: acs3Signer(operation, config.credentials),
      deadline,
      pace: paceOf(config, operation.limitKey)
    })
    .pipe(Effect.mapError((error) => fromTransportError(error, upload?.attempts ?? [])))

  const attempts = [...(upload?.attempts ?? []), ...result.attempts]
  const answer = definition.answer.safeParse(result.json)
  if (!answer.success) return yield* unexpectedAnswer(name, attempts, answer.error)
  return { ...definition.decode(answer.data), requestId: answer.data.RequestId, attempts }
})

const paceOf = (config: ResolvedConfig, limitKey: keyof ResolvedConfig["rates"]): Pace | undefined => {
  const perSecond = config.rates[limitKey]
  return perSecond === undefined ? undefined : { key: `${config.instance}/${limitKey}`, perSecond }
}

const invalidInput = (operation: string, error: z.ZodError): ImageSearchError =>
  new ImageSearchError({ operation, reason: { _tag: "InvalidInput", issues: issuesOf(error) } })
