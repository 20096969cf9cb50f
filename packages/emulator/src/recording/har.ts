// Recorded requests as an archive that browsers' developer tools and HTTP tools open: HAR 1.2.

import type { Har, RecordedMessage, RecordedRequest } from "../control/requests.ts"

/** Makes the archive; `version` is the emulator's. */
export const toHar = (requests: readonly RecordedRequest[], version: string): Har => ({
  log: { version: "1.2", creator: { name: "imagesearch-emulator", version }, entries: requests.map(entryOf) }
})

/** The specification writes -1 for a size that is not known, and "" for a text. */
const UNKNOWN = -1

const entryOf = (recorded: RecordedRequest) => ({
  startedDateTime: recorded.at,
  time: recorded.elapsedMs,
  request: {
    method: recorded.method,
    url: recorded.url,
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: recorded.request.headers,
    queryString: pairsOf(recorded.url.split("?").slice(1).join("?")),
    headersSize: UNKNOWN,
    bodySize: recorded.request.bodyBytes,
    ...postDataOf(recorded.request)
  },
  response: responseOf(recorded),
  cache: {},
  timings: { send: 0, wait: recorded.elapsedMs, receive: 0 },
  _operation: recorded.operation,
  _instance: recorded.instance,
  _requestId: recorded.requestId,
  _code: recorded.code,
  _fault: recorded.fault
})

const responseOf = ({ status, response }: RecordedRequest) => ({
  status: status ?? 0,
  statusText: "",
  httpVersion: "HTTP/1.1",
  cookies: [],
  headers: response?.headers ?? [],
  content: {
    size: response?.bodyBytes ?? 0,
    mimeType: response === null ? "" : typeOf(response),
    ...(response?.body == null ? {} : { text: response.body })
  },
  redirectURL: "",
  headersSize: UNKNOWN,
  bodySize: response?.bodyBytes ?? UNKNOWN
})

/** `params` and `text` exclude each other in the specification. */
const postDataOf = (message: RecordedMessage) => {
  if (message.bodyBytes === 0) return {}
  const mimeType = typeOf(message)
  const isForm = mimeType.toLowerCase().startsWith("application/x-www-form-urlencoded") && message.body !== null
  return { postData: { mimeType, ...(isForm ? { params: pairsOf(message.body) } : { text: message.body ?? "" }) } }
}

const typeOf = ({ headers }: RecordedMessage): string =>
  headers.find(({ name }) => name === "content-type")?.value ?? "application/octet-stream"

const pairsOf = (encoded: string) => [...new URLSearchParams(encoded)].map(([name, value]) => ({ name, value }))
