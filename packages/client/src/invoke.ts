/**
 * One call: its input is checked, its pictures are uploaded if it has some, then it is sent through the transport, and
 * its answer checked; result and error carry every attempt that was made.
 */
import type { Operation } from "@imagesearch/core"
import { openDeadline, type CallResult, type HttpMessage, type Transport } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import { callLimitMillis, uploadLimitMillis } from "./callLimits.ts"
import { checkInput, limitOf } from "./checkInput.ts"
import type { ResolvedConfig } from "./config/Config.ts"
import type { CallMetadata, CallOptions } from "./CallOptions.ts"
import type { ImageSearchError } from "./ImageSearchError.ts"
import type { ClientOperation, EncodedParameters } from "./operations/ClientOperation.ts"
import { sendOperation, withMetadata } from "./sendOperation.ts"
import { picturesOf } from "./upload/picturesOf.ts"
import { uploadPictures, type UploadedPicture } from "./upload/uploadPictures.ts"
import { formBody } from "./wire/parameters.ts"
import { readAnswer } from "./wire/readAnswer.ts"

/** What brings stored pictures and the operation together. */
export type WithPictures = (
  upload: Effect.Effect<readonly UploadedPicture[], ImageSearchError>,
  send: (uploads: readonly UploadedPicture[]) => Effect.Effect<CallResult, ImageSearchError>
) => Effect.Effect<CallResult, ImageSearchError>

export interface Invocation<Raw, Input, Answer, Output> {
  readonly transport: Transport["Service"]
  readonly config: ResolvedConfig
  readonly definition: ClientOperation<Raw, Input, Answer, Output>
  readonly operation: Operation
  readonly input: Raw
  readonly options: CallOptions | undefined
  /** Each call stores its own pictures unless told otherwise. */
  readonly withPictures?: WithPictures
}

/** From unchecked input to checked output. */
export const invoke = Effect.fnUntraced(function* <Raw, Input, Answer, Output extends object>({
  transport,
  config,
  definition,
  operation,
  input,
  options,
  withPictures = storedFirst
}: Invocation<Raw, Input, Answer, Output>): Effect.fn.Return<Output & CallMetadata, ImageSearchError> {
  const { name } = definition
  const checked = yield* checkInput(name, definition.input, input)
  const pictures = picturesOf(definition, checked, config.pictures)
  const usualMillis = pictures.length === 0 ? callLimitMillis : uploadLimitMillis
  const limitMillis = yield* limitOf({ operation: name, options, usualMillis, input })
  const deadline = yield* openDeadline(limitMillis)
  const send = (uploads: readonly UploadedPicture[]) => {
    const addresses = Object.fromEntries(uploads.map(({ parameter, url }) => [parameter, url]))
    return sendOperation({
      transport,
      config,
      operation,
      message: messageOf(operation, definition.encode(checked, { instanceName: config.instance, ...addresses })),
      deadline,
      options,
      earlier: uploads.flatMap(({ attempts }) => attempts)
    })
  }
  const route = { transport, config, deadline, retry: options?.retry }
  const result = yield* pictures.length === 0 ? send([]) : withPictures(uploadPictures(route, pictures), send)
  const { answer, raw, requestId } = yield* readAnswer(name, definition.answer, result)
  return withMetadata(definition.decode(answer), { requestId, attempts: result.attempts, raw })
})

const storedFirst: WithPictures = (upload, send) => Effect.flatMap(upload, send)

const messageOf = ({ method, path }: Operation, { query, form }: EncodedParameters): HttpMessage => {
  const { headers, body } = form === undefined ? { headers: {}, body: undefined } : formBody(form)
  return { method, path, query, headers: { accept: "application/json", ...headers }, body }
}
