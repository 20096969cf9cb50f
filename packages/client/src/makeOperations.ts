/**
 * Every operation over a transport and checked settings. Each call is checked, its picture uploaded if it has one, then
 * sent through the transport, and its answer checked; result and error carry every attempt that was made.
 */
import { operation as operationNamed, type Operation } from "@imagesearch/core"
import { openDeadline, type Transport } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import { callLimitMillis, uploadLimitMillis } from "./callLimits.ts"
import { checkInput, limitOf } from "./checkInput.ts"
import type { ResolvedConfig } from "./config/Config.ts"
import type { CallMetadata, CallOptions } from "./CallOptions.ts"
import type { ImageSearchError } from "./ImageSearchError.ts"
import type { ImageSearchOperations } from "./ImageSearchOperations.ts"
import type { ClientOperation } from "./operations/ClientOperation.ts"
import { definitions } from "./operations/index.ts"
import { sendOperation, withMetadata } from "./sendOperation.ts"
import { picturesOf } from "./upload/picturesOf.ts"
import { uploadPictures } from "./upload/uploadPictures.ts"
import { formBody } from "./wire/parameters.ts"
import { readAnswer } from "./wire/readAnswer.ts"

/** The operations; both faces are made of them. */
export const makeOperations = (transport: Transport["Service"], config: ResolvedConfig): ImageSearchOperations => {
  const bind = <Raw, Input, Answer, Output extends object>(definition: ClientOperation<Raw, Input, Answer, Output>) => {
    const operation = operationNamed(definition.name)
    return (input: Raw, options?: CallOptions) => invoke({ transport, config, definition, operation, input, options })
  }
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
  readonly operation: Operation
  readonly input: Raw
  readonly options: CallOptions | undefined
}

/** One call from unchecked input to checked output. */
const invoke = Effect.fnUntraced(function* <Raw, Input, Answer, Output extends object>({
  transport,
  config,
  definition,
  operation,
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
