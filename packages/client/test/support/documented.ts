/** A service whose answers the test writes, seen from the wire; for what no emulator would do. */
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"
import { createImageSearch, type ImageSearchClient, type ImageSearchConfig } from "../../src/promise.ts"
import { keys } from "./emulated.ts"

/** What one request of an operation looked like on the wire. */
export interface Seen {
  readonly action: string
  readonly query: Readonly<Record<string, string>>
  readonly form: Readonly<Record<string, string>>
}

/** Members beside RequestId, Success and Code; or what writes the whole answer. */
export type Answer =
  | object
  | ((seen: Seen, response: ServerResponse) => object | Promise<object | undefined> | undefined)

export interface Documented {
  readonly client: ImageSearchClient
  readonly config: ImageSearchConfig
  /** Requests of operations, in the order that they came. */
  readonly seen: readonly Seen[]
  /** Requests of all hops. */
  readonly requests: readonly string[]
  /** Requests that came and are not answered. */
  readonly open: () => number
}

/** Answers each operation as the test says, and lets uploads pass. Gone with the test. */
export const documented = async (
  answers: Readonly<Record<string, Answer>>,
  settings: ImageSearchConfig = {}
): Promise<Documented> => {
  const seen: Array<Seen> = []
  const requests: Array<string> = []
  let open = 0
  const server = createServer(async (request, response) => {
    const action = String(request.headers["x-acs-action"] ?? "PostObject")
    requests.push(action)
    open += 1
    response.once("close", () => (open -= 1))
    const call = await callOf(action, request)
    response.setHeader("content-type", "application/json")
    if (action === "PostObject") return void response.writeHead(201).end()
    if (action === "AuthorizeFileUpload") return void response.end(JSON.stringify(ticket(request.headers.host ?? "")))
    seen.push(call)
    const answer = answers[action]
    const members = typeof answer === "function" ? await answer(call, response) : (answer ?? {})
    if (members !== undefined) response.end(JSON.stringify({ RequestId: "R", Success: true, Code: 0, ...members }))
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo // a TCP server has one
  const config = { ...keys, instance: "shop", endpoint: `http://127.0.0.1:${port}`, region: "cn-shanghai", ...settings }
  const client = createImageSearch(config)
  onTestFinished(async () => {
    await client.close()
    server.closeAllConnections()
    server.close()
  })
  return { client, config, seen, requests, open: () => open }
}

const callOf = async (action: string, request: IncomingMessage): Promise<Seen> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk)
  const { searchParams } = new URL(request.url ?? "", "http://h")
  const form = new URLSearchParams(Buffer.concat(chunks).toString())
  return { action, query: Object.fromEntries(searchParams), form: Object.fromEntries(form) }
}

const ticket = (host: string) => ({
  RequestId: "T",
  AccessKeyId: "a",
  Bucket: "b",
  EncodedPolicy: "p",
  Endpoint: `oss.localhost:${host.split(":")[1]}`,
  ObjectKey: `key-${Math.floor(performance.now() * 1000)}`,
  Signature: "s",
  UseAccelerate: false
})
