// What goes back over the wire.

import type { ServerResponse } from "node:http"
import { ServiceError } from "./errors.ts"

/** A complete answer; `code` is the service's code of a refusal, for the request log. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  readonly code?: string
}

/** An answer in JSON as the service writes it. The request id stands in the body and in a header. */
export const jsonAnswer = (status: number, requestId: string, body: Readonly<Record<string, unknown>>): Answer => ({
  status,
  headers: { "content-type": "application/json;charset=utf-8", "x-acs-request-id": requestId },
  body: JSON.stringify({ RequestId: requestId, ...body })
})

/** The error body of the gateway; `host` is the address that the caller asked. */
export const refusal = (
  error: ServiceError,
  { requestId, host }: { readonly requestId: string; readonly host: string }
): Answer => ({
  ...jsonAnswer(error.status, requestId, {
    HostId: host,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(error.code)}&product=ImageSearch`
  }),
  code: error.code
})

/**
 * Writes an answer; a HEAD request gets the headers alone. The Date header shows the service's own clock, `now` in epoch
 * milliseconds: a client whose clock is off corrects it by this header.
 */
export const send = (
  response: ServerResponse,
  answer: Answer,
  about: { readonly method: string; readonly now: number }
) => {
  const hasNoBody = answer.status === 204
  const length = hasNoBody ? {} : { "content-length": String(Buffer.byteLength(answer.body)) }
  response.writeHead(answer.status, { date: new Date(about.now).toUTCString(), ...length, ...answer.headers })
  response.end(about.method === "HEAD" || hasNoBody ? undefined : answer.body)
}
