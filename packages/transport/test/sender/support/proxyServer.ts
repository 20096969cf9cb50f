/** An HTTP proxy at loopback that leads every tunnel to one server, whatever name it is asked for. */
import type { Endpoint } from "@imagesearch/core"
import http from "node:http"
import https from "node:https"
import net from "node:net"
import type { Certificate } from "../../chaos/RawServer.ts"

export interface Asked {
  readonly method: string
  /** `host:port` of a tunnel, the whole address of a request that is forwarded. */
  readonly target: string
  readonly authorization: string | undefined
}

export interface ProxyServer extends AsyncDisposable {
  readonly host: string
  readonly url: URL
  readonly asked: readonly Asked[]
}

export interface ProxyFacts {
  /** Where tunnels lead. */
  readonly to?: Endpoint
  /** Refuses tunnels with this status. */
  readonly refusesWith?: number
  readonly certificate?: Certificate
}

export const proxyServer = async ({ to, refusesWith, certificate }: ProxyFacts = {}): Promise<ProxyServer> => {
  const asked: Asked[] = []
  const record = ({ method = "", url = "", headers }: http.IncomingMessage) =>
    void asked.push({ method, target: url, authorization: headers["proxy-authorization"] })
  const forward: http.RequestListener = (request, response) => {
    record(request)
    response.end("forwarded")
  }
  const sockets = new Set<net.Socket>()
  const server = certificate === undefined ? http.createServer(forward) : https.createServer(certificate, forward)
  server.on("connection", (socket) => sockets.add(socket))
  server.on("connect", (request, socket) => {
    record(request)
    socket.on("error", () => {})
    if (refusesWith !== undefined) return void socket.end(`HTTP/1.1 ${refusesWith} Refused\r\n\r\n`)
    const target = net.connect(Number(to?.host.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Established\r\n\r\n")
      socket.pipe(target)
      target.pipe(socket)
    })
    sockets.add(target)
    target.on("error", () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as net.AddressInfo // a TCP server has one
  const host = `127.0.0.1:${port}`
  return {
    host,
    url: new URL(`${certificate === undefined ? "http" : "https"}://${host}`),
    asked,
    [Symbol.asyncDispose]: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}
