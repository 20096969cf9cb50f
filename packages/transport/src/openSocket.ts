/** One TCP or TLS connection: Happy Eyeballs (RFC 8305) over all addresses of the host, no delay, loopback names. */
import net, { type Socket } from "node:net"
import { lookup } from "./loopbackNames.ts"
import type { Network } from "./Network.ts"
import { isPublicAddress, notPublic, publicOnly } from "./publicAddress.ts"

export interface Address {
  readonly protocol: "http:" | "https:"
  /** Without the brackets of IPv6. */
  readonly hostname: string
  readonly port: number
}

/** A socket, or why there is none. */
export type OnOpened = (result: Socket | Error) => void

/** Milliseconds of silence after which TCP asks whether the other side is still there (undici's own figure). */
const probeAfterMillis = 60_000

/** How a host is dialled, directly or for a tunnel. */
export const dialing = { lookup, autoSelectFamily: true } as const

/** The same for a host that must be public. */
const publicDialing = { lookup: publicOnly(lookup), autoSelectFamily: true } as const

const dialingOf = ({ addresses }: Network) => (addresses === "public" ? publicDialing : dialing)

/** Opens a connection, over a tunnel if there is one. The socket returned may be destroyed at any time. */
export const openSocket = (network: Network, to: Address, onOpened: OnOpened, tunnel?: Socket): Socket => {
  const isSecure = to.protocol === "https:"
  if (network.addresses === "public" && net.isIP(to.hostname) !== 0 && !isPublicAddress(to.hostname)) {
    // A literal address is not looked up.
    return refusedSocket(to, onOpened)
  }
  const socket = isSecure ? secureSocket(network, to, tunnel) : plainSocket(network, to)
  socket.setNoDelay(true).setKeepAlive(true, probeAfterMillis)
  const onError = (error: Error) => {
    // Stays until the connection has opened: a destroyed socket may fail once more.
    onOpened(error)
  }
  socket.on("error", onError).once(isSecure ? "secureConnect" : "connect", () => {
    // undici puts its own listener in place before ours goes.
    onOpened(socket)
    socket.off("error", onError)
  })
  return socket
}

/** A socket that ends by itself, and was never connected. */
const refusedSocket = ({ hostname }: Address, onOpened: OnOpened): Socket =>
  new net.Socket().on("error", onOpened).destroy(notPublic(hostname))

const plainSocket = (network: Network, { hostname, port }: Address): Socket =>
  net.connect({ host: hostname, port, ...dialingOf(network) })

const secureSocket = (network: Network, { hostname, port }: Address, tunnel?: Socket): Socket => {
  const { secureContext, sessions } = network
  const session = sessions.get(`${hostname}:${port}`)
  return (
    // Loaded for the first connection: whoever imports this package may never make one.
    process
      .getBuiltinModule("node:tls")
      .connect({
        host: hostname,
        port,
        ...dialingOf(network),
        // HTTP/2 is left out: one connection for all would make one lost packet everyone's.
        ALPNProtocols: ["http/1.1"],
        // SNI knows names only.
        ...(net.isIP(hostname) === 0 ? { servername: hostname } : {}),
        ...(session === undefined ? {} : { session }),
        ...(secureContext === undefined ? {} : { secureContext }),
        ...(tunnel === undefined ? {} : { socket: tunnel })
      })
      // TLS 1.3 hands out sessions after the handshake, so this listener stays as long as the socket.
      .on("session", (fresh: Buffer) => sessions.set(`${hostname}:${port}`, fresh))
  )
}
