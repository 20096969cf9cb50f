// One address that plays the service, for HTTP and for TLS. It can go away and come back on the same port while the
// service goes on.

import { once } from "node:events"
import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { createServer as createTlsServer, type TLSSocket } from "node:tls"
import { callableAddress, inUrl } from "./addresses.ts"
import { type ConnectionLimits, DEFAULT_LIMITS, serverOptions } from "./connectionLimits.ts"
import type { EndpointControl } from "./Service.ts"
import type { KeyPair } from "./tls/Authority.ts"
import { handOver } from "./tls/firstByte.ts"

/** How long running requests may take to finish when the emulator stops. */
const STOP_MS = 3_000

/** What an endpoint listens on and how. */
export interface EndpointOptions {
  readonly host: string
  /** Makes the handler of requests that came in on a port. */
  readonly listener: (port: number) => RequestListener
  readonly limits?: ConnectionLimits
  /** Speak TLS too, on the same port, with this certificate. */
  readonly certificate?: KeyPair | undefined
  /** Told why a handshake failed: often a client that does not trust the certificate. */
  readonly handshakeFailed?: (reason: string) => void
}

/** A listener on one port. */
export class Endpoint implements EndpointControl {
  readonly #host: string
  readonly #listener: (port: number) => RequestListener
  readonly #limits: ConnectionLimits
  readonly #certificate: KeyPair | undefined
  readonly #handshakeFailed: (reason: string) => void
  /** Every connection as it was accepted, before any encryption. */
  readonly #sockets = new Set<Socket>()
  /** Those of them that have not said yet what they speak, or have not ended their handshake. */
  readonly #greeting = new Set<Socket>()
  #server: Server | undefined
  /** While it comes back. */
  #opening: Promise<void> | undefined
  #port = 0

  constructor({ host, listener, limits = DEFAULT_LIMITS, certificate, handshakeFailed }: EndpointOptions) {
    this.#host = host
    this.#listener = listener
    this.#limits = limits
    this.#certificate = certificate
    this.#handshakeFailed = handshakeFailed ?? (() => undefined)
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return `http://${inUrl(callableAddress(this.#host))}:${this.#port}`
  }

  /** The address for TLS; undefined if the endpoint speaks none. */
  get secureUrl(): string | undefined {
    return this.#certificate === undefined ? undefined : `https://${inUrl(callableAddress(this.#host))}:${this.#port}`
  }

  get isUp(): boolean {
    return this.#server !== undefined
  }

  /** Starts to listen; port 0 takes any free one. Rejects with the error of the operating system. */
  async open(port: number): Promise<void> {
    const server = createServer(serverOptions(this.#limits), (request, response) =>
      this.#listener(this.#port)(request, response)
    )
    server.maxConnections = this.#limits.mostConnections
    server.timeout = this.#limits.stillMs
    if (this.#certificate !== undefined) this.#speakTls(server, this.#certificate)
    server.prependListener("connection", (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once("close", () => this.#sockets.delete(socket))
    })
    server.listen(port, this.#host)
    await once(server, "listening")
    this.#port = (server.address() as AddressInfo).port // A TCP listener's address is never a pipe name.
    this.#server = server
  }

  async up(): Promise<void> {
    if (this.isUp) return
    this.#opening ??= this.open(this.#port).finally(() => (this.#opening = undefined))
    await this.#opening
  }

  down(spared?: Socket): void {
    // A reset, not an orderly end: that is what a client sees of a machine that dies. It comes first because closing
    // the server would end idle connections in an orderly way.
    for (const socket of this.#sockets) {
      if (spared === undefined || !isSameConnection(socket, spared)) socket.resetAndDestroy()
    }
    this.#server?.close()
    this.#server = undefined
  }

  reset(connection: Socket): void {
    // Only the socket below the encryption can be reset.
    for (const socket of this.#sockets) if (isSameConnection(socket, connection)) socket.resetAndDestroy()
  }

  /** Stops listening, lets running requests finish for up to 3 s, then breaks what is left. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    const isClosed = once(server, "close")
    server.close()
    // The server does not know of these yet, and none of them carries a request.
    for (const socket of this.#greeting) socket.destroy()
    const overdue = setTimeout(() => {
      server.closeAllConnections()
      for (const socket of this.#sockets) socket.destroy()
    }, STOP_MS)
    await isClosed
    clearTimeout(overdue)
  }

  /**
   * Puts a look at the first byte in front of the server. Encrypted connections go through a TLS server that never
   * listens, and come to the same HTTP server, so that all its limits hold for them.
   */
  #speakTls(server: Server, { certificate, key }: KeyPair): void {
    const serve = server.listeners("connection")
    server.removeAllListeners("connection")
    const plain = (socket: Socket): void => {
      for (const greeting of this.#greeting) if (isSameConnection(greeting, socket)) this.#greeting.delete(greeting)
      for (const listener of serve) listener.call(server, socket)
    }
    const tls = createTlsServer({ cert: certificate, key, handshakeTimeout: this.#limits.headersMs }, plain)
    tls.on("tlsClientError", (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      this.#handshakeFailed(error.code ?? error.message)
      socket.destroy()
    })
    const encrypted = (socket: Socket): void => {
      // HTTP lets a client end its side and wait for the answer; a handshake that one side has ended is over.
      socket.allowHalfOpen = false
      tls.emit("connection", socket)
    }
    server.on("connection", (socket: Socket) => {
      this.#greeting.add(socket)
      socket.once("close", () => this.#greeting.delete(socket))
      handOver(socket, { plain, encrypted }, this.#limits.headersMs)
    })
  }
}

/** Node has no public way from an encrypted socket to the one below it; both have the ends of the connection. */
const isSameConnection = (one: Socket, other: Socket): boolean =>
  one.remotePort === other.remotePort && one.localPort === other.localPort && one.remoteAddress === other.remoteAddress
