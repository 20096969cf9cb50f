// A recorded request as the control plane shows it.

import { headersOf } from "../answer.ts"
import type { RecordedMessage, RecordedRequest, RequestFilter } from "../control/requests.ts"
import type { Service } from "../Service.ts"
import type { Kept } from "./Recorder.ts"
import { Redactor } from "./Redactor.ts"

/** The recorded requests that match, the oldest first, with their secrets taken out. */
export const recordedRequests = (service: Service, filter: RequestFilter): readonly RecordedRequest[] => {
  const wanted = service.recorder.all.filter((kept) => matches(kept, filter))
  const { limit = wanted.length } = filter
  return wanted.slice(Math.max(0, wanted.length - limit)).map((kept) => show(kept, service))
}

const matches = (kept: Kept, { operation, instance, status, requestId }: RequestFilter): boolean =>
  (operation === undefined || kept.operation === operation) &&
  (instance === undefined || kept.instance === instance) &&
  (status === undefined || kept.answer?.status === status) &&
  (requestId === undefined || kept.requestId.toLowerCase() === requestId.toLowerCase())

const show = (kept: Kept, { keys }: Service): RecordedRequest => {
  const redactor = new Redactor(kept.rawHeaders, keys)
  const { answer } = kept
  return {
    id: kept.id,
    at: new Date(kept.startedMs).toISOString(),
    elapsedMs: kept.elapsedMs,
    operation: kept.operation,
    instance: kept.instance ?? null,
    requestId: kept.requestId,
    method: kept.method,
    url: redactor.text(kept.url),
    request: showMessage(redactor, kept.rawHeaders, kept.body),
    status: answer?.status ?? null,
    code: answer?.code ?? null,
    response: answer === undefined ? null : showMessage(redactor, rawHeadersOf(answer), answer.body),
    unknownParameters: kept.unknownParameters,
    differing: kept.differing ?? null,
    fault: kept.fault ?? null
  }
}

const rawHeadersOf = (answer: NonNullable<Kept["answer"]>): readonly string[] =>
  Object.entries(headersOf(answer, { bodyBytes: answer.body.bytes, now: answer.writtenMs })).flat()

const showMessage = (
  redactor: Redactor,
  rawHeaders: readonly string[],
  { content, bytes }: Kept["body"]
): RecordedMessage => {
  const headers = redactor.headers(rawHeaders)
  const type = headers.find(({ name }) => name === "content-type")?.value ?? "text/plain"
  const isText = typeof content === "string" || TEXT.test(type)
  const text = content === undefined || !isText ? null : redactor.text(content.toString())
  return { headers, bodyBytes: bytes, body: text }
}

/** What a person can read; the bytes of pictures are not shown. */
const TEXT = /^(?:text\/|application\/(?:json|xml|x-ndjson|x-www-form-urlencoded))/i
