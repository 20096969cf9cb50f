/** A tunnel through an HTTP proxy (CONNECT, RFC 9110 section 9.3.6), for endpoints that speak TLS. */
import type { ClientRequest } from "node:http"
import { isIP } from "node:net"
import type { Network } from "./Network.ts"
import { describeNetworkError, NetworkError } from "./networkFailure.ts"
import { dialing, type Address, type OnOpened } from "./openSocket.ts"
import { formatProxy, type Proxy } from "./Proxy.ts"

/** Asks the proxy for a connection to the address. The request returned may be destroyed at any time. */
export const openTunnel = (network: Network, proxy: Proxy, to: Address, onOpened: OnOpened): ClientRequest => {
  const authority = `${to.hostname.includes(":") ? `[${to.hostname}]` : to.hostname}:${to.port}`
  const { authorization } = proxy
  // Few need a tunnel, and loading it takes as long as all of this package does.
  const { request: send } = process.getBuiltinModule(proxy.protocol === "https:" ? "node:https" : "node:http")
  const request = send({
    method: "CONNECT",
    host: proxy.hostname,
    port: proxy.port,
    path: authority,
    headers: {
      host: authority,
      connection: "keep-alive",
      ...(authorization === undefined ? {} : { "proxy-authorization": authorization })
    },
    // A connection of its own, which becomes the tunnel.
    agent: false,
    ...dialing,
    // Node would take the name for TLS from the Host header, which names the endpoint. SNI knows no numbers.
    servername: isIP(proxy.hostname) === 0 ? proxy.hostname : "",
    ...(network.secureContext === undefined ? {} : { secureContext: network.secureContext })
  })
  request.on("error", (error) => onOpened(proxyFailure(proxy, error)))
  request.once("connect", ({ statusCode = 0 }, socket, head) => {
    if (statusCode < 200 || statusCode > 299) {
      socket.destroy()
      return onOpened(proxyRefusal(proxy, statusCode))
    }
    if (head.byteLength > 0) socket.unshift(head)
    onOpened(socket)
  })
  request.end()
  return request
}

/** The failure of a proxy, told from one of the endpoint. */
export const proxyFailure = (proxy: Proxy, error: Error): NetworkError => {
  const { code, message } = describeNetworkError(error, "connect")
  return new NetworkError(code, `the proxy ${formatProxy(proxy)} cannot be used: ${message}`)
}

const proxyRefusal = (proxy: Proxy, status: number): NetworkError =>
  new NetworkError(
    "PROXY_REFUSED",
    status === 407
      ? `the proxy ${formatProxy(proxy)} wants a user and a password, or does not accept those in its URL`
      : `the proxy ${formatProxy(proxy)} refused the tunnel with status ${status}`
  )
