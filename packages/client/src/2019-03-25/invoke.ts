/** One call of 2019-03-25: the picture, where there is one, travels in the form; nothing is uploaded first. */
import { operationOf } from "@imagesearch/core"
import { openDeadline, type Transport } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import { callLimitMillis, uploadLimitMillis } from "../callLimits.ts"
import { checkInput, limitOf } from "../checkInput.ts"
import type { ResolvedConfig } from "../config/Config.ts"
import type { CallMetadata, CallOptions } from "../CallOptions.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { readInTime } from "../picture/readInTime.ts"
import { sendOperation, withMetadata } from "../sendOperation.ts"
import { formBody } from "../wire/parameters.ts"
import { readAnswer } from "../wire/readAnswer.ts"
import { base64Form } from "./base64Form.ts"
import type { OlderOperation } from "./OlderOperation.ts"

export interface OlderInvocation<Raw, Input, Answer, Output> {
  readonly transport: Transport["Service"]
  readonly config: ResolvedConfig
  readonly definition: OlderOperation<Raw, Input, Answer, Output>
  readonly input: Raw
  readonly options: CallOptions | undefined
}

/** From unchecked input to checked output. */
export const invoke = Effect.fnUntraced(function* <Raw, Input, Answer, Output extends object>({
  transport,
  config,
  definition,
  input,
  options
}: OlderInvocation<Raw, Input, Answer, Output>): Effect.fn.Return<Output & CallMetadata, ImageSearchError> {
  const { name } = definition
  const checked = yield* checkInput(name, definition.input, input)
  const source = definition.picture?.(checked)
  const usualMillis = source === undefined ? callLimitMillis : uploadLimitMillis
  const limitMillis = yield* limitOf({ operation: name, options, usualMillis, input })
  const deadline = yield* openDeadline(limitMillis)
  const request = { operation: name, field: "picture", region: definition.region?.(checked), rules: config.pictures }
  const picture =
    source === undefined
      ? undefined
      : yield* readInTime(deadline, { ...request, source, onRecognized: () => undefined })

  const operation = operationOf("2019-03-25", name)
  const fields = definition.encode(checked, config.instance)
  const body = picture === undefined ? formBody(fields).body : base64Form(fields, "PicContent", picture.bytes)
  const result = yield* sendOperation({
    transport,
    config,
    operation,
    message: { method: operation.method, path: operation.path, query: [], headers, body },
    deadline,
    options,
    earlier: []
  })
  const { answer, raw, requestId } = yield* readAnswer(name, definition.answer, result)
  return withMetadata(definition.decode(answer), { requestId, attempts: result.attempts, raw })
})

/** As the pages of this version write them. */
const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded; charset=UTF-8" }
