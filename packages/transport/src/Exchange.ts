/**
 * One attempt as undici's handler: no promise, no stream and no Effect operator stands between the socket and the
 * answer, which keeps a call cheap. It settles once; what arrives later is dropped and its connection destroyed.
 */
import type { Phase } from "./Attempt.ts"
import { decodeBody, tooLargeMessage } from "./ContentDecoding.ts"
import type { Dial } from "./Dial.ts"
import type { Headers } from "./HttpMessage.ts"
import { describeNetworkError, sentIn } from "./networkFailure.ts"
import { PhaseTimer } from "./PhaseTimer.ts"
import type { SendOutcome, SendRequest } from "./Sender.ts"

/** The part of undici's controller that is used: it destroys the connection. */
interface Controller {
  readonly abort: (reason: Error) => void
}

export class Exchange {
  /** The connection that this waits for or runs on; undefined while it waits for its turn in the pool. */
  dial: Dial | undefined
  isSettled = false
  private readonly settle: (outcome: SendOutcome) => void
  private readonly timer: PhaseTimer
  private readonly answerLimitBytes: number
  private readonly onBody: SendRequest["onBody"]
  private readonly chunks: Buffer[] = []
  private controller: Controller | undefined
  private phase: "connect" | "headers" | "body" = "connect"
  private status = 0
  private headers: Record<string, string> = {}
  private receivedBytes = 0

  constructor(
    { limits, onBody }: Pick<SendRequest, "limits" | "onBody">,
    answerLimitBytes: number,
    settle: (outcome: SendOutcome) => void
  ) {
    this.settle = settle
    this.onBody = onBody
    this.answerLimitBytes = answerLimitBytes
    this.timer = new PhaseTimer(limits, (code, message) => this.fail(code, message))
    this.timer.enter("connect")
  }

  /** Ends the exchange without an outcome: the caller has gone. */
  cancel(): void {
    if (this.finish()) this.leave()
  }

  onRequestStart(controller: Controller): void {
    // Thrown, not aborted: undici drops the request and keeps the connection, on which nothing was written.
    if (this.isSettled) throw new Error("the exchange was settled before it was connected")
    this.controller = controller
    this.phase = "headers"
    this.timer.enter("headers")
  }

  onResponseStart(
    _: Controller,
    status: number,
    headers: Readonly<Record<string, string | readonly string[] | undefined>>
  ): void {
    // An informational answer (1xx) precedes the real one.
    if (status < 200) return
    this.phase = "body"
    this.timer.enter("body")
    this.status = status
    // undici has put the names in lower case.
    for (const name in headers) this.headers[name] = String(headers[name])
    if (Number(this.headers["content-length"] ?? 0) > this.answerLimitBytes) this.failTooLarge()
  }

  onResponseData(_: Controller, chunk: Buffer): void {
    if (this.isSettled) return
    this.receivedBytes += chunk.byteLength
    if (this.receivedBytes > this.answerLimitBytes) return this.failTooLarge()
    this.chunks.push(chunk)
    if (this.headers["content-encoding"] === undefined) this.onBody?.({ status: this.status, bytes: chunk })
  }

  onResponseEnd(): void {
    if (!this.finish()) return
    this.settle(this.outcome())
  }

  onResponseError(_: unknown, error: unknown): void {
    if (this.isSettled) return
    const { code, message } = describeNetworkError(error, this.phase)
    this.fail(code, message)
  }

  private outcome(): SendOutcome {
    const { status, headers, chunks, answerLimitBytes } = this
    const [first, ...more] = chunks
    const body = first !== undefined && more.length === 0 ? first : Buffer.concat(chunks)
    const contentEncoding = headers["content-encoding"]
    if (contentEncoding === undefined) return { _tag: "Answered", answer: { status, headers, body } }
    const decoded = decodeBody(body, contentEncoding, answerLimitBytes)
    if (decoded._tag === "Undecodable") {
      const { code, message } = decoded
      return { _tag: "Failed", phase: "body", sent: "yes", code, message }
    }
    return { _tag: "Answered", answer: { status, headers: withoutEncoding(headers), body: decoded.body } }
  }

  private failTooLarge(): void {
    this.fail("ANSWER_TOO_LARGE", tooLargeMessage(this.answerLimitBytes))
  }

  private fail(code: string, message: string): void {
    if (!this.finish()) return
    // undici calls a request sent once it has been handed to the socket, which may hold it for long.
    const phase: Phase = this.phase === "headers" && this.dial?.hasUnsentBytes === true ? "request" : this.phase
    this.settle({ _tag: "Failed", phase, sent: sentIn(phase), code, message })
    this.leave()
  }

  private leave(): void {
    if (this.controller === undefined) this.dial?.abandon()
    else this.controller.abort(new Error("the exchange is settled"))
  }

  /** True for the first caller only. */
  private finish(): boolean {
    if (this.isSettled) return false
    this.isSettled = true
    this.timer.clear()
    // The pool keeps the client of a connection, idle or gone; it must not keep the last request and what came of it.
    if (this.dial?.awaitedBy === this) this.dial.awaitedBy = gone
    return true
  }
}

/** In the place of an exchange that was settled. */
const gone = { isSettled: true } as const

/** The fields that described the body on the wire. */
const withoutEncoding = (headers: Headers): Headers => {
  const { "content-encoding": _, "content-length": __, ...rest } = headers
  return rest
}
