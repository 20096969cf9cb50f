/** A loopback HTTP server that answers by script and records what it was sent. */
import http from "node:http"
import type net from "node:net"
import { parseEndpoint, type Endpoint } from "@imagesearch/core"

export interface Recorded {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export type Reply = (response: http.ServerResponse, request: Recorded, socket: net.Socket) => void

export interface ScriptedServer extends AsyncDisposable {
  readonly endpoint: Endpoint
  readonly requests: readonly Recorded[]
}

/** Each request takes the next reply; the last one answers all that follow. */
export const scriptedServer = async (...replies: readonly [Reply, ...Reply[]]): Promise<ScriptedServer> => {
  const requests: Array<Recorded> = []
  const server = http.createServer(async (request, response) => {
    const chunks: Array<Buffer> = []
    for await (const chunk of request) chunks.push(chunk)
    const recorded = {
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString()
    }
    const reply = replies[Math.min(requests.length, replies.length - 1)] ?? replies[0]
    requests.push(recorded)
    reply(response, recorded, request.socket)
  })
  const port = await listen(server)
  return {
    endpoint: parseEndpoint(`http://127.0.0.1:${port}`),
    requests,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}

/** An endpoint on which nothing listens. */
export const deadEndpoint = async (): Promise<Endpoint> => {
  const server = http.createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return parseEndpoint(`http://127.0.0.1:${port}`)
}

export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers })
    response.end(JSON.stringify(body))
  }

const listen = (server: http.Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as net.AddressInfo).port))) // a TCP server has one
