/** How an attempt ends on each kind of server: what both senders must agree on. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib"
import { answerLimitBytes, type AttemptLimits } from "../../../src/Sender.ts"
import * as reply from "../../chaos/replies.ts"
import type { Turn } from "../../chaos/RawServer.ts"

export interface Case {
  readonly title: string
  readonly turn: Turn
  readonly limits?: Partial<AttemptLimits>
  readonly outcome: Ended
  /** Where fetch cannot tell as much. */
  readonly fetchOutcome?: Ended
}

type Ended =
  | { readonly status: number; readonly body: string }
  | { readonly phase: string; readonly sent: string; readonly code: string }

const ok: Ended = { status: 200, body: reply.okBody }
const unreadable: Ended = { phase: "body", sent: "yes", code: "ANSWER_UNREADABLE" }
const tooLarge: Ended = { phase: "body", sent: "yes", code: "ANSWER_TOO_LARGE" }
const beforeAnswer = (code: string): Ended => ({ phase: "headers", sent: "maybe", code })

const coded = (coding: string, bytes: Uint8Array): Turn =>
  reply.onRequest(
    {
      do: "send",
      bytes: reply.answerText(200, "", { "content-encoding": coding, "content-length": String(bytes.length) })
    },
    { do: "send", bytes }
  )

const bomb = gzipSync(Buffer.alloc(answerLimitBytes + 1))
const json = Buffer.from(reply.okBody)

export const cases: readonly Case[] = [
  { title: "answers", turn: reply.ok, outcome: ok },
  { title: "refuses", turn: reply.refusal(403, "X"), outcome: { status: 403, body: refusalBody("X") } },
  { title: "redirects", turn: reply.redirect, outcome: { status: 302, body: "" } },
  { title: "says 204 without a body", turn: bodyless(204), outcome: { status: 204, body: "" } },
  {
    title: "says 204 and names an encoding",
    turn: bodyless(204, "content-encoding: gzip\r\n"),
    outcome: { status: 204, body: "" }
  },
  { title: "hints (103) before it answers", turn: reply.afterHint, outcome: ok },
  { title: "answers in gzip", turn: coded("gzip", gzipSync(json)), outcome: ok },
  { title: "answers in br", turn: coded("br", brotliCompressSync(json)), outcome: ok },
  { title: "answers in zstd", turn: coded("zstd", zstdCompressSync(json)), outcome: ok },
  { title: "answers in deflate", turn: coded("deflate", deflateSync(json)), outcome: ok },
  { title: "answers in deflate without its header", turn: coded("deflate", deflateRawSync(json)), outcome: ok },
  {
    title: "cuts its gzip short",
    turn: coded("gzip", gzipSync(json).subarray(0, -9)),
    outcome: unreadable,
    fetchOutcome: ok
  },
  { title: "says gzip and sends none", turn: coded("gzip", json), outcome: unreadable },
  { title: "sends a small body that decodes to a large one", turn: coded("gzip", bomb), outcome: tooLarge },
  {
    title: "announces an answer above the bound",
    turn: announced(answerLimitBytes + 1),
    outcome: tooLarge,
    fetchOutcome: limited("BODY_LIMIT"),
    limits: { bodyMillis: 60 }
  },
  { title: "sends chunks without end", turn: reply.endlessChunks(), outcome: tooLarge },
  { title: "closes before its body is complete", turn: reply.truncated(), outcome: unreadable },
  { title: "closes amid a chunk", turn: reply.truncatedChunks(), outcome: unreadable },
  {
    title: "resets amid its body",
    turn: reply.resetInBody,
    outcome: { phase: "body", sent: "yes", code: "ECONNRESET" }
  },
  { title: "speaks no HTTP", turn: reply.garbage, outcome: beforeAnswer("ANSWER_UNREADABLE") },
  {
    title: "answers with a status of zero",
    turn: reply.onRequest({ do: "send", bytes: "HTTP/1.1 000 Scripted\r\ncontent-length: 2\r\n\r\n{}" }),
    outcome: beforeAnswer("ANSWER_UNREADABLE")
  },
  {
    title: "announces two lengths",
    turn: reply.onRequest({
      do: "send",
      bytes: "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"
    }),
    outcome: beforeAnswer("ANSWER_UNREADABLE")
  },
  { title: "resets after the request", turn: reply.resetAfterRequest, outcome: beforeAnswer("ECONNRESET") },
  { title: "resets amid its head", turn: reply.resetInHead, outcome: beforeAnswer("ECONNRESET") },
  { title: "closes instead of answering", turn: reply.halfClosed, outcome: beforeAnswer("UND_ERR_SOCKET") },
  { title: "never answers", turn: reply.silent, limits: { headersMillis: 60 }, outcome: beforeAnswer("HEADERS_LIMIT") },
  { title: "never ends its body", turn: announced(10), limits: { bodyMillis: 60 }, outcome: limited("BODY_LIMIT") },
  {
    title: "never ends its body, and the call ends first",
    turn: announced(10),
    limits: { totalMillis: 90 },
    outcome: limited("CALL_LIMIT")
  },
  {
    title: "never answers, and the call ends first",
    turn: reply.silent,
    limits: { totalMillis: 60 },
    outcome: beforeAnswer("CALL_LIMIT")
  }
]

function limited(code: string): Ended {
  return { phase: "body", sent: "yes", code }
}

function refusalBody(code: string): string {
  return JSON.stringify({ Code: code, Message: `Scripted ${code}.`, RequestId: "R" })
}

/** A head that promises a body of which nothing comes. */
function announced(bytes: number): Turn {
  return reply.onRequest(
    { do: "send", bytes: reply.answerText(200, "", { "content-length": String(bytes) }) },
    { do: "stall" }
  )
}

function bodyless(status: number, fields = ""): Turn {
  return reply.onRequest({ do: "send", bytes: `HTTP/1.1 ${status} Scripted\r\n${fields}\r\n` })
}
