/** A server that plays the three services of an upload on one port, by script, and shows what it was sent. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"
import { createImageSearch, type ImageSearchClient, type ImageSearchConfig } from "../../src/promise.ts"
import { keys } from "./emulated.ts"

/** One request as it came. */
export interface Seen {
  /** The operation's name; PostObject for a form to the store, and the path for everything else. */
  readonly hop: string
  readonly method: string
  readonly url: string
  readonly host: string
  readonly headers: IncomingMessage["headers"]
  readonly body: Buffer
}

/** Answers a request; `count` tells how many of this hop came before. */
export type Answer = (response: ServerResponse, seen: Seen, count: number) => void

export interface UploadServer {
  readonly url: string
  readonly seen: readonly Seen[]
  readonly hops: () => readonly string[]
  readonly client: ImageSearchClient
  readonly clientWith: (changes: ImageSearchConfig) => ImageSearchClient
}

export const answerJson =
  (status: number, answer: object): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer))

export const answerText =
  (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(text)

/** A ticket for the store on the same port. */
export const ticketFor = ({ host }: Seen, changes: object = {}): object => ({
  RequestId: "T",
  AccessKeyId: "ticket-id",
  Bucket: "bucket",
  EncodedPolicy: "policy",
  Endpoint: `oss.localhost:${host.split(":")[1]}`,
  ObjectKey: `key-${(keyCount += 1)}`,
  Signature: "signature",
  UseAccelerate: false,
  ...changes
})

let keyCount = 0

const usual: Readonly<Record<string, Answer>> = {
  AuthorizeFileUpload: (response, seen) => answerJson(200, ticketFor(seen))(response, seen, 0),
  PostObject: answerText(201, "<PostResponse><Key>k</Key></PostResponse>", { "content-type": "application/xml" })
}

const answered = answerJson(200, { RequestId: "R", Success: true, Code: 0, Score: 0.5, Auctions: [] })

/** Closed, with its clients, when the test has ended. */
export const uploadServer = async (script: Readonly<Record<string, Answer>> = {}): Promise<UploadServer> => {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const one = await read(request)
    const count = seen.filter(({ hop }) => hop === one.hop).length
    seen.push(one)
    const answer = script[one.hop] ?? usual[one.hop] ?? answered
    answer(response, one, count)
  }).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const { port } = server.address() as AddressInfo // a TCP server has one
  const url = `http://127.0.0.1:${port}`
  const clients: ImageSearchClient[] = []
  const clientWith = (changes: ImageSearchConfig) => {
    const client = createImageSearch({ ...keys, instance: "shop", endpoint: url, region: "cn-shanghai", ...changes })
    clients.push(client)
    return client
  }
  onTestFinished(async () => {
    await Promise.all(clients.map((client) => client.close()))
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url, seen, hops: () => seen.map(({ hop }) => hop), client: clientWith({}), clientWith }
}

const read = async (request: IncomingMessage): Promise<Seen> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { method = "", url = "", headers } = request
  const isForm = headers["content-type"]?.startsWith("multipart/form-data") === true
  const hop = String(headers["x-acs-action"] ?? (isForm ? "PostObject" : url))
  return { hop, method, url, host: headers.host ?? "", headers, body: Buffer.concat(chunks) }
}
