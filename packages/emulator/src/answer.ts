// What goes back over the wire.

import type { ServerResponse } from "node:http"
import { ServiceError } from "./errors.ts"
import type { Format } from "./format.ts"
import { toXml } from "./xml.ts"

/** A complete answer; `code` is the service's code of a refusal, for the request log. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  readonly code?: string
}

/** Which request is answered, and how: `format` is the one that the caller asked for. */
export interface Asking {
  readonly requestId: string
  readonly format: Format
}

/** The answer of an operation as the service writes it. The request id stands in the body and in a header. */
export const success = (asking: Asking, operation: string, body: Readonly<Record<string, unknown>>): Answer =>
  written(asking, { status: 200, root: `${operation}Response`, body })

/** The error body of the gateway; `host` is the address that the caller asked. */
export const refusal = (error: ServiceError, asking: Asking & { readonly host: string }): Answer => ({
  ...written(asking, {
    status: error.status,
    root: "Error",
    body: {
      HostId: asking.host,
      Code: error.code,
      Message: error.message,
      Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(error.code)}&product=ImageSearch`,
      ...error.members
    }
  }),
  code: error.code
})

const written = (
  { requestId, format }: Asking,
  parts: { readonly status: number; readonly root: string; readonly body: Readonly<Record<string, unknown>> }
): Answer => {
  const { status, root, body } = parts
  const whole = { RequestId: requestId, ...body }
  return {
    status,
    headers: { "content-type": CONTENT_TYPES[format], "x-acs-request-id": requestId },
    body: format === "XML" ? toXml(root, whole) : JSON.stringify(whole)
  }
}

/** The official SDK reads XML under exactly this type. */
const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  JSON: "application/json;charset=utf-8",
  XML: "text/xml;charset=utf-8"
}

/**
 * The headers of an answer on the wire. The Date shows the service's own clock, `now` in epoch milliseconds: a client
 * whose clock is off corrects it by this header.
 */
export const headersOf = (
  { status, headers }: Pick<Answer, "status" | "headers">,
  { bodyBytes, now }: { readonly bodyBytes: number; readonly now: number }
): Readonly<Record<string, string>> => ({
  date: new Date(now).toUTCString(),
  ...(status === 204 ? {} : { "content-length": String(bodyBytes) }),
  ...headers
})

/** Writes an answer; a HEAD request gets the headers alone. */
export const send = (
  response: ServerResponse,
  answer: Answer,
  { method, now }: { readonly method: string; readonly now: number }
) => {
  response.writeHead(answer.status, headersOf(answer, { bodyBytes: Buffer.byteLength(answer.body), now }))
  response.end(method === "HEAD" || answer.status === 204 ? undefined : answer.body)
}
