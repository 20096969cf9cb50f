// One loopback address that plays the service. It can go away and come back on the same port while the service goes on.

import { once } from "node:events"
import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { type ConnectionLimits, DEFAULT_LIMITS, serverOptions } from "./connectionLimits.ts"
import type { EndpointControl } from "./Service.ts"

/**
 * The hosts that an endpoint may listen on: keys made for tests and no encryption must not be reachable from
 * elsewhere.
 */
export const LOOPBACK_HOSTS: readonly string[] = ["127.0.0.1", "::1", "localhost"]

/** How long running requests may take to finish when the emulator stops. */
const STOP_MS = 3_000

/** A listener on one port. */
export class Endpoint implements EndpointControl {
  readonly #host: string
  readonly #listener: (port: number) => RequestListener
  readonly #limits: ConnectionLimits
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #port = 0

  /** `listener` makes the handler of requests that came in on a port. */
  constructor(host: string, listener: (port: number) => RequestListener, limits = DEFAULT_LIMITS) {
    this.#host = host
    this.#listener = listener
    this.#limits = limits
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return `http://${this.#host.includes(":") ? `[${this.#host}]` : this.#host}:${this.#port}`
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
    server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once("close", () => this.#sockets.delete(socket))
    })
    server.listen(port, this.#host)
    await once(server, "listening")
    this.#port = (server.address() as AddressInfo).port // A TCP listener's address is never a pipe name.
    this.#server = server
  }

  async up(): Promise<void> {
    if (!this.isUp) await this.open(this.#port)
  }

  down(spared?: Socket): void {
    // A reset, not an orderly end: that is what a client sees of a machine that dies. It comes first because closing
    // the server would end idle connections in an orderly way.
    for (const socket of this.#sockets) if (socket !== spared) socket.resetAndDestroy()
    this.#server?.close()
    this.#server = undefined
  }

  /** Stops listening, lets running requests finish for up to 3 s, then breaks what is left. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    const isClosed = once(server, "close")
    server.close()
    const overdue = setTimeout(() => server.closeAllConnections(), STOP_MS)
    await isClosed
    clearTimeout(overdue)
  }
}
