/**
 * The connection of one undici client while it is being made. undici itself goes on connecting for a request that has
 * been given up, until its own time limit; a dial ends with the last one who waits for it.
 */
import type { Socket } from "node:net"
import type { Network } from "./Network.ts"
import { NetworkError } from "./networkFailure.ts"
import { openSocket, type Address, type OnOpened } from "./openSocket.ts"
import type { Proxy } from "./Proxy.ts"
import { openTunnel, proxyFailure } from "./Tunnel.ts"

/** What undici asks a connector for. */
export interface DialTarget {
  readonly protocol: string
  readonly hostname: string
  readonly port: string
}

/** undici's callback. */
export type OnDialled = (...result: [null, Socket] | [Error, null]) => void

export class Dial {
  /** The exchange that waits for the connection; undici gives a client one at a time. */
  awaitedBy: { readonly isSettled: boolean } | undefined
  private readonly network: Network
  private underWay: { readonly destroy: (error: Error) => unknown } | undefined
  private socket: Socket | undefined

  constructor(network: Network) {
    this.network = network
  }

  /** The connector. An arrow function, as undici calls it without its object. */
  readonly connect = (target: DialTarget, onDialled: OnDialled): void => {
    if (this.awaitedBy?.isSettled === true) return onDialled(abandoned(), null)
    this.network.dials.add(this)
    this.open(addressOf(target), (result) => {
      if (this.underWay === undefined) return
      this.underWay = undefined
      this.network.dials.delete(this)
      if (result instanceof Error) return onDialled(result, null)
      this.socket = result
      onDialled(null, result)
    })
  }

  /** Ends the connection if it is still being made; one that has come about goes back to the pool. */
  readonly abandon = (): void => {
    this.underWay?.destroy(abandoned())
  }

  /** Whether bytes of the request still wait for the other side to take them. */
  get hasUnsentBytes(): boolean {
    return this.socket !== undefined && this.socket.writableLength > 0
  }

  private open(to: Address, onOpened: OnOpened): void {
    const { network } = this
    const protocol = to.protocol === "https:" ? "https" : "http"
    const host = to.hostname.includes(":") ? `[${to.hostname}]` : to.hostname
    const route = network.routeOf?.({ protocol, host: `${host}:${to.port}` })
    if (route === undefined || route._tag === "Direct") this.underWay = openSocket(network, to, onOpened)
    else if (route._tag === "Proxied") this.openThrough(route.proxy, to, onOpened)
    else {
      const clause = `the variable ${route.variable} holds no URL of an HTTP proxy`
      this.underWay = { destroy: onOpened }
      onOpened(new NetworkError("PROXY_INVALID", clause))
    }
  }

  private openThrough(proxy: Proxy, to: Address, onOpened: OnOpened): void {
    // A proxy forwards plain requests itself.
    if (to.protocol === "http:") {
      this.underWay = openSocket(this.network, proxy, (result) =>
        onOpened(result instanceof Error ? proxyFailure(proxy, result) : result)
      )
      return
    }
    this.underWay = openTunnel(this.network, proxy, to, (result) => {
      if (result instanceof Error) onOpened(result)
      else this.underWay = openSocket(this.network, to, onOpened, result)
    })
  }
}

const abandoned = () => new NetworkError("ABANDONED", "nobody waits for the connection any more")

const addressOf = ({ protocol, hostname, port }: DialTarget): Address => {
  const isSecure = protocol === "https:"
  return {
    protocol: isSecure ? "https:" : "http:",
    hostname,
    port: port === "" ? (isSecure ? 443 : 80) : Number(port)
  }
}
