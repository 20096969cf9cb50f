/**
 * A server in a process of its own that answers as fast as Node gets: a GET with a ticket for an upload, a multipart form
 * as the object store does, and everything else with ten hits.
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { tenHits } from "./tenHits.ts"

export interface AnsweringServer extends Disposable {
  readonly host: string
}

/** Starts it; it ends with the scope, or with this process. */
export const startAnsweringServer = async (): Promise<AnsweringServer> => {
  const child = fork(fileURLToPath(import.meta.url), { stdio: ["ignore", "ignore", "inherit", "ipc"] })
  const [port] = await once(child, "message")
  return { host: `127.0.0.1:${Number(port)}`, [Symbol.dispose]: () => void child.kill() }
}

const hits = Buffer.from(tenHits)

/** The store's answer to a form that asks for 201. */
const stored = Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Key>picture</Key></PostResponse>')

/** Its bucket is a name of this machine (RFC 6761). */
const ticketFor = (port: number): Buffer =>
  Buffer.from(
    JSON.stringify({
      RequestId: "0A1B2C3D-0000-0000-0000-000000000001",
      AccessKeyId: "LTAI5tExampleKeyId000002",
      Bucket: "transfer",
      EncodedPolicy: "eyJleHBpcmF0aW9uIjoiMjAyNi0wMS0xNVQyMzo1OTo1OVoifQ==",
      Endpoint: `store.localhost:${port}`,
      ObjectKey: "1000/picture",
      Signature: "c2lnbmF0dXJlIG9mIHRoZSBwb2xpY3k=",
      UseAccelerate: false
    })
  )

interface Reply {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

const replyTo = ({ method, headers }: http.IncomingMessage, ticket: Buffer): Reply => {
  if (method === "GET") return { status: 200, type: "application/json", body: ticket }
  return headers["content-type"]?.startsWith("multipart/") === true
    ? { status: 201, type: "application/xml", body: stored }
    : { status: 200, type: "application/json", body: hits }
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once("disconnect", () => process.exit())
  let ticket: Buffer = Buffer.alloc(0)
  const server = http.createServer((request, response) => {
    request.resume().once("end", () => {
      const { status, type, body } = replyTo(request, ticket)
      response.writeHead(status, { "content-type": type, "content-length": body.length }).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // a TCP server has one
  ticket = ticketFor(port)
  process.send(port)
}
