/** One request and its answer, sent as given: nothing is added, repeated or followed. */
import dns from "node:dns"
import http from "node:http"
import https from "node:https"
import type { LookupFunction } from "node:net"
import { buffer } from "node:stream/consumers"

export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface ReceivedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface Exchange {
  readonly request: SentRequest
  readonly answer: ReceivedAnswer
}

/** Sends a request and returns what came back; `about` names it in a few words. */
export type Send = (request: SentRequest, about: string) => Promise<ReceivedAnswer>

/** Sends as `send` does, and hands what was exchanged to `record`. */
export const recordedBy =
  (record: (exchange: Exchange) => void): Send =>
  async (request) => {
    const answer = await send(request)
    record({ request, answer })
    return answer
  }

/** The service itself waits 5 s for a picture. */
const limitMillis = 20_000

/** Sends one request on a connection of its own. Rejects with the system's error, or after 20 s. */
export const send = async (request: SentRequest): Promise<ReceivedAnswer> => {
  const { method, url, headers, body } = request
  const { request: open } = url.startsWith("https:") ? https : http
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const signal = AbortSignal.timeout(limitMillis)
    open(url, { method, headers, agent: false, lookup, signal }, resolve).on("error", reject).end(body)
  })
  return { status: response.statusCode ?? 0, headers: flat(response.headers), body: await buffer(response) }
}

/** Not every system resolves names below localhost, and the emulator's object store has such names. */
const lookup: LookupFunction = (hostname, options, callback) =>
  dns.lookup(hostname.endsWith(".localhost") ? "localhost" : hostname, { ...options, family: 0 }, callback)

const flat = (headers: http.IncomingHttpHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]))
