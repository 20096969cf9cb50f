/** The sender over the global `fetch`, for runtimes without sockets. Imports nothing of Node. */
import { encodePairs, formatEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { wholeBody, type Headers as AnswerHeaders } from "./HttpMessage.ts"
import { joinBytes } from "./joinBytes.ts"
import { describeNetworkError, isConnectFailure, NetworkError, sentIn } from "./networkFailure.ts"
import { PhaseTimer } from "./PhaseTimer.ts"
import { answerLimitBytes, Sender, type AttemptLimits, type SendOutcome, type SendRequest } from "./Sender.ts"

/**
 * Gives the same outcomes as `layerUndici`, within the same limits and bounds, except for what `fetch` does not show:
 *
 * - The connection: its limit is added to that of the answer's head, and `HEADERS_LIMIT` names both. A failure counts as
 *   `sent: "maybe"` unless the runtime names a cause that proves that nothing was sent, as Node does.
 * - Which part of the request has left: the phase before the answer is always `headers`, or `connect` where proven.
 * - An encoding that the runtime does not know: such an answer comes through as it is. Nor does every runtime notice an
 *   encoding that is cut short, as long as the bytes on the wire are complete.
 * - A connection that is still being made when its attempt is given up: the runtime ends it in its own time.
 * - Redirects on a web page: there the answer has status 0 and no body.
 *
 * It has none of the options of `layerUndici`: proxies, trust, versions of TLS and connections are the runtime's.
 * On Node a call costs about six times the processor time of `layerUndici` (measured at loopback, Node 24).
 */
export const layerFetch: Layer.Layer<Sender> = Layer.succeed(Sender, {
  send: (request) => Effect.promise((signal) => exchange(request, signal))
})

/** One attempt. Never rejects. Ends when the signal says so, with an outcome that nobody reads. */
const exchange = async (request: SendRequest, signal: AbortSignal): Promise<SendOutcome> => {
  const end = new AbortController()
  const stop = () => end.abort()
  signal.addEventListener("abort", stop, { once: true })
  const progress: Progress = { phase: "headers", failure: undefined }
  const timer = new PhaseTimer(withoutConnect(request.limits), (code, message) => {
    progress.failure = new NetworkError(code, message)
    stop()
  })
  timer.enter("headers")
  try {
    const response = await fetch(urlOf(request), initOf(request, end.signal))
    progress.phase = "body"
    timer.enter("body")
    const body = await readBody(response, request.onBody)
    return { _tag: "Answered", answer: { status: response.status, headers: headersOf(response), body } }
  } catch (error) {
    return failed(progress, error)
  } finally {
    timer.clear()
    signal.removeEventListener("abort", stop)
    // What is left of the answer is not read by anyone.
    stop()
  }
}

interface Progress {
  phase: "headers" | "body"
  /** The limit that ran out. */
  failure: NetworkError | undefined
}

/** The connection is part of the wait for the answer's head. */
const withoutConnect = (limits: AttemptLimits): AttemptLimits => ({
  ...limits,
  headersMillis: limits.connectMillis + limits.headersMillis
})

const urlOf = ({ endpoint, message }: SendRequest): string => {
  const query = encodePairs(message.query)
  return `${formatEndpoint(endpoint)}${message.path}${query === "" ? "" : `?${query}`}`
}

const initOf = ({ message }: SendRequest, signal: AbortSignal): RequestInit => {
  // The runtime sets it from the address, and web pages may not.
  const { host: _, ...headers } = message.headers
  const { method, body } = message
  // Copied, as the type of fetch takes no bytes that may lie in shared memory.
  return {
    method,
    headers,
    body: body === undefined ? null : new Uint8Array(wholeBody(body)),
    redirect: "manual",
    signal
  }
}

/** Reads to the bound; the bound counts decoded bytes, as `fetch` decodes on its own. */
const readBody = async (response: Response, onBody: SendRequest["onBody"]): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let receivedBytes = 0
  for await (const chunk of response.body ?? []) {
    receivedBytes += chunk.byteLength
    if (receivedBytes > answerLimitBytes) {
      throw new NetworkError("ANSWER_TOO_LARGE", `the answer exceeds ${answerLimitBytes} bytes`)
    }
    chunks.push(chunk)
    if (!response.headers.has("content-encoding")) onBody?.({ status: response.status, bytes: chunk })
  }
  return joinBytes(chunks)
}

/** Without the fields that described the body on the wire, if it has been decoded. */
const headersOf = ({ headers }: Response): AnswerHeaders => {
  const { "content-encoding": encoding, ...decoded } = Object.fromEntries(headers)
  if (encoding === undefined) return decoded
  const { "content-length": _, ...rest } = decoded
  return rest
}

const failed = ({ phase, failure }: Progress, error: unknown): SendOutcome => {
  if (failure !== undefined) {
    return { _tag: "Failed", phase, sent: sentIn(phase), code: failure.code, message: failure.message }
  }
  // Node's fetch wraps the failure in a TypeError that says "fetch failed" or "terminated".
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const { code, message } = describeNetworkError(cause, phase)
  const reached = phase === "headers" && isConnectFailure(cause) ? "connect" : phase
  // After the head, only the answer itself can still be wrong: a decoder's failure carries no code of the network.
  const isUndecodable = phase === "body" && /^Z_|^ERR_|^ZSTD_|^NETWORK$/.test(code)
  return isUndecodable
    ? { _tag: "Failed", phase, sent: "yes", code: "ANSWER_UNREADABLE", message: "the answer cannot be read" }
    : { _tag: "Failed", phase: reached, sent: sentIn(reached), code, message }
}
