// The servers that packages/bench compares, each in a process of its own: bare node:http; the same with the emulator's
// verification of the signature in front; that with the emulator's reading of the form and writing of an answer around
// it; and the emulator as it is. Its arguments are the kind and the key that requests are signed with. Asked over the
// channel, a server says how much processor time it took.
//
// It stands here, since only the emulator knows its own stages.

import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http"
import { send, success } from "../src/answer.ts"
import { authenticate } from "../src/auth/authenticate.ts"
import { Keyring } from "../src/auth/Keyring.ts"
import { NonceStore } from "../src/auth/nonceStore.ts"
import { open, type OpenedRequest } from "../src/auth/receivedRequest.ts"
import { findCall } from "../src/findCall.ts"
import { wantedFormat } from "../src/format.ts"
import { startEmulator } from "../src/index.ts"
import { readBody } from "../src/request.ts"
import { ANSWER, HITS, PICTURES } from "./pictures.ts"

const [, , kind, accessKeyId = "", accessKeySecret = ""] = process.argv
const KEY = { accessKeyId, accessKeySecret }

const MOST_BYTES = 8 * 1_024 * 1_024

const HEADERS = { "content-type": "application/json;charset=utf-8", "content-length": String(ANSWER.length) }

const bare: RequestListener = (message, response) => {
  message.resume()
  message.on("end", () => response.writeHead(200, HEADERS).end(ANSWER))
}

const verifier = { keys: new Keyring([KEY]), nonces: new NonceStore(), now: Date.now }

const verified: RequestListener = (message, response) => {
  void verify(message).then(() => response.writeHead(200, HEADERS).end(ANSWER))
}

const formed: RequestListener = (message, response) => void answerForm(message, response)

const answerForm = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { operation, readParameters } = findCall(await verify(message))
  const asking = { requestId: randomUUID().toUpperCase(), format: wantedFormat(message) }
  const hits = Number(readParameters().value("Num"))
  const answer = success(asking, operation.name, { Success: true, Auctions: HITS.slice(0, hits) })
  send(response, answer, { method: "POST", now: Date.now() })
}

/** Reads and verifies a request as the emulator does. */
const verify = async (message: IncomingMessage): Promise<OpenedRequest> => {
  const body = (await readBody(message, MOST_BYTES)) ?? Buffer.alloc(0)
  const request = open({ method: "POST", path: "/", query: "", rawHeaders: message.rawHeaders, body })
  authenticate(request, verifier)
  return request
}

const listen = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`
}

const STARTS: ReadonlyMap<string | undefined, () => Promise<string>> = new Map([
  ["bare", () => listen(bare)],
  ["verified", () => listen(verified)],
  ["formed", () => listen(formed)],
  ["emulator", () => startWhole()]
])

const startWhole = async (): Promise<string> => {
  const emulator = await startEmulator(KEY)
  await emulator.control.seed({ rows: PICTURES })
  return emulator.url
}

const start = STARTS.get(kind)
if (start === undefined) throw new TypeError(`there is no server "${kind}"`)
process.on("message", () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicros: user + system })
})
process.on("disconnect", () => process.exit())
process.send?.({ url: await start() })
