/** Turns of a RawServer: good answers, refusals of every kind, and the ways in which an exchange breaks. */
import { errorCodes } from "@imagesearch/core"
import { gzipSync } from "node:zlib"
import type { Script, Step, Turn } from "./RawServer.ts"

type Fields = Readonly<Record<string, string>>

/** Every request takes the next turn; the last one answers all that follow. */
export const inTurn =
  (...turns: readonly [Turn, ...Turn[]]): Script =>
  (number) =>
    turns[Math.min(number, turns.length - 1)] ?? turns[0]

export const onRequest = (...steps: readonly Step[]): Turn => ({ when: "request", steps })

/** An answer as bytes, with its length unless the fields hold one. */
export const answerText = (status: number, body: string, fields: Fields = {}): string => {
  const all = { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...fields }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} Scripted\r\n${lines.join("")}\r\n${body}`
}

export const answer = (status: number, body: string, fields: Fields = {}): Turn =>
  onRequest({ do: "send", bytes: answerText(status, body, fields) })

export const refusal = (status: number, code: string, fields: Fields = {}): Turn =>
  answer(status, JSON.stringify({ Code: code, Message: `Scripted ${code}.`, RequestId: "R" }), fields)

export const okBody = JSON.stringify({ Success: true, RequestId: "R" })
export const ok = answer(200, okBody)
export const broken = refusal(503, "ServiceUnavailable")
export const throttled = refusal(429, "Throttling.User")

/** The service's documented refusals, under each status that it documents for them. */
export const documentedRefusals = errorCodes.flatMap(({ code, category, status }) =>
  status.map((one) => ({ code, category, status: one, turn: refusal(one, code) }))
)

export const html = (status: number): Turn =>
  answer(status, `<html><title>${status}</title>${"<p>gateway</p>".repeat(100)}</html>`, {
    "content-type": "text/html"
  })

export const gzipped = (status: number, body: string): Turn => {
  const bytes = gzipSync(body)
  const head = answerText(status, "", { "content-length": String(bytes.length), "content-encoding": "gzip" })
  return onRequest({ do: "send", bytes: head }, { do: "send", bytes })
}

/** Promises more bytes than it sends, then closes. */
export const truncated = (status = 200): Turn =>
  onRequest({ do: "send", bytes: answerText(status, okBody, { "content-length": "5000" }) }, { do: "close" })

const chunkedHead = (status: number): string =>
  `HTTP/1.1 ${status} Scripted\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`

export const truncatedChunks = (status = 200): Turn =>
  onRequest({ do: "send", bytes: `${chunkedHead(status)}40\r\n{"Success":` }, { do: "close" })

export const endlessChunks = (status = 200): Turn => {
  const chunk = `10000\r\n${"x".repeat(0x1_00_00)}\r\n`
  return onRequest({ do: "send", bytes: chunkedHead(status) }, { do: "repeat", bytes: chunk })
}

export const garbage = onRequest({ do: "send", bytes: "this is no HTTP\r\n\r\n" }, { do: "close" })
export const silent = onRequest({ do: "stall" })
/** An informational answer, and then the real one. */
export const afterHint = onRequest(
  { do: "send", bytes: "HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n" },
  { do: "send", bytes: answerText(200, okBody) }
)
export const redirect = answer(302, "", { location: "http://127.0.0.1:1/" })

export const resetOnConnect: Turn = { when: "connected", steps: [{ do: "reset" }] }
export const resetInRequest: Turn = { when: "firstByte", steps: [{ do: "reset" }] }
/** A keep-alive connection that was closed as the request came: what an idle limit of the server looks like. */
export const closedWhileIdle: Turn = { when: "firstByte", steps: [{ do: "close" }] }
export const resetBeforeBody: Turn = { when: "head", steps: [{ do: "reset" }] }
export const neverReadsBody: Turn = { when: "head", steps: [{ do: "stall" }] }
export const resetAfterRequest = onRequest({ do: "reset" })
export const halfClosed = onRequest({ do: "halfClose" }, { do: "stall" })
export const resetInHead = onRequest(
  { do: "send", bytes: "HTTP/1.1 200 Scr" },
  { do: "wait", millis: 5 },
  { do: "reset" }
)
export const resetInBody = onRequest(
  { do: "send", bytes: answerText(200, okBody, { "content-length": "5000" }) },
  { do: "wait", millis: 5 },
  { do: "reset" }
)
export const slowBody = (everyMillis: number): Turn =>
  onRequest(
    { do: "send", bytes: answerText(200, "", { "content-length": String(okBody.length) }) },
    {
      do: "trickle",
      bytes: okBody,
      everyMillis
    }
  )

export const stalledBody = onRequest(
  { do: "send", bytes: answerText(200, okBody.slice(0, 5), { "content-length": String(okBody.length) }) },
  { do: "stall" }
)
