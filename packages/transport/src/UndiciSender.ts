/**
 * The sender over undici, and the only file that knows it. One attempt is one dispatch with a handler of our own: no
 * promise, no stream and no Effect operator stands between the socket and the answer, which keeps a call cheap.
 */
import { encodePairs, formatEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Agent, type Dispatcher } from "undici"
import type { Phase } from "./Attempt.ts"
import type { Headers } from "./HttpMessage.ts"
import { lookup } from "./loopbackNames.ts"
import { answerLimitBytes, Sender, type AttemptLimits, type SendOutcome, type SendRequest } from "./Sender.ts"

/** Idle connections are closed after this, in milliseconds: below the idle limit of common servers (5 s and more). */
export const keepAliveMillis = 4_000

/** One connection pool, destroyed with the scope of the layer. */
export const layerUndici: Layer.Layer<Sender> = Layer.effect(
  Sender,
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(
        () =>
          new Agent({
            // The exchange has a timer of its own for each phase; this one only bounds a connection that nobody waits for.
            connect: { timeout: 10_000, lookup },
            keepAliveTimeout: keepAliveMillis,
            // The attempt's own timer covers headers and body; undici's would be coarser and say less.
            headersTimeout: 0,
            bodyTimeout: 0
          })
      ),
      (agent) => Effect.promise(() => agent.destroy())
    ),
    (agent) => ({
      send: (request) =>
        Effect.callback<SendOutcome>((resume) => {
          const exchange = new Exchange(request.limits, (outcome) => resume(Effect.succeed(outcome)))
          exchange.start(agent, request)
          return Effect.sync(() => exchange.cancel())
        })
    })
  )
)

/** The handler of one attempt. It settles once; what arrives later is dropped and its connection destroyed. */
class Exchange implements Dispatcher.DispatchHandler {
  private readonly settle: (outcome: SendOutcome) => void
  private readonly limits: AttemptLimits
  private timer: NodeJS.Timeout
  private readonly chunks: Buffer[] = []
  private controller: Dispatcher.DispatchController | undefined
  private phase: Phase = "connect"
  private isSettled = false
  private status = 0
  private headers: Headers = {}
  private receivedBytes = 0

  constructor(limits: AttemptLimits, settle: (outcome: SendOutcome) => void) {
    this.settle = settle
    this.limits = limits
    this.timer = this.limit("CONNECT_LIMIT", limits.connectMillis, "no connection")
  }

  start(agent: Agent, { endpoint, message }: SendRequest): void {
    const query = encodePairs(message.query)
    try {
      agent.dispatch(
        {
          origin: formatEndpoint(endpoint),
          path: query === "" ? message.path : `${message.path}?${query}`,
          method: message.method,
          headers: message.headers,
          body: message.body ?? null
        },
        this
      )
    } catch (error) {
      this.onResponseError(undefined, error)
    }
  }

  /** Ends the exchange without an outcome: the caller has gone. */
  cancel(): void {
    this.finish()
    this.controller?.abort(new Error("interrupted"))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.isSettled) return controller.abort(new Error("settled before it was connected"))
    this.phase = "request"
    this.rearm("HEADERS_LIMIT", this.limits.headersMillis, "no answer")
  }

  onRequestSent(): void {
    if (this.phase === "request") this.phase = "headers"
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>
  ): void {
    // An informational answer (1xx) precedes the real one.
    if (status < 200) return
    this.phase = "body"
    this.rearm("BODY_LIMIT", this.limits.bodyMillis, "no complete answer")
    this.status = status
    this.headers = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
    )
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isSettled) return
    this.receivedBytes += chunk.byteLength
    if (this.receivedBytes > answerLimitBytes)
      this.fail("ANSWER_TOO_LARGE", `the answer exceeds ${answerLimitBytes} bytes`)
    else this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    if (!this.finish()) return
    const answer = { status: this.status, headers: this.headers, body: Buffer.concat(this.chunks) }
    this.settle({ _tag: "Answered", answer })
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, error: unknown): void {
    const { code, message } = describeNetworkError(error)
    this.fail(code, message)
  }

  private rearm(code: string, millis: number, missing: string): void {
    clearTimeout(this.timer)
    this.timer = this.limit(code, millis, missing)
  }

  private limit(code: string, millis: number, missing: string): NodeJS.Timeout {
    return setTimeout(() => this.fail(code, `${missing} within ${Math.round(millis)} ms`), millis)
  }

  private fail(code: string, message: string): void {
    if (!this.finish()) return
    const { phase } = this
    const sent = phase === "connect" ? "no" : phase === "body" ? "yes" : "maybe"
    this.settle({ _tag: "Failed", phase, sent, code, message })
    this.controller?.abort(new Error(message))
  }

  /** True for the first caller only. */
  private finish(): boolean {
    if (this.isSettled) return false
    this.isSettled = true
    clearTimeout(this.timer)
    return true
  }
}

/** Code and clause of a network failure; an AggregateError of several addresses speaks with its first part's code. */
const describeNetworkError = (error: unknown): { readonly code: string; readonly message: string } => {
  const inner = error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error
  const code = typeof inner === "object" && inner !== null && "code" in inner ? String(inner.code) : "NETWORK"
  if (code.startsWith("ERR_SSL_"))
    return { code, message: "the TLS handshake failed; the endpoint may speak plain http" }
  if (isCertificateCode(code)) return { code, message: "its certificate is not trusted" }
  return { code, message: clauses[code] ?? (inner instanceof Error ? inner.message : String(inner)) }
}

/** Codes of OpenSSL's certificate verification, as Node passes them on. */
const isCertificateCode = (code: string): boolean =>
  /CERT|^UNABLE_TO_(?:GET|VERIFY|DECODE)|^ERR_TLS_CERT|^INVALID_CA$|^INVALID_PURPOSE$/.test(code)

const clauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was reset",
  ENOTFOUND: "the host name does not resolve",
  EAI_AGAIN: "the host name could not be looked up",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  UND_ERR_SOCKET: "the connection was closed before the answer was complete"
}
