/** What the connections of one sender share: where proxies are, whom TLS trusts, and which connections are being made. */
import type { Endpoint } from "@imagesearch/core"
import type { SecureContext } from "node:tls"
import type { NetworkOptions } from "./NetworkOptions.ts"
import { routes, type Environment, type Route } from "./Proxy.ts"

/** TLS sessions that are kept for resumption, one per host: far more than a client has endpoints. */
const mostSessions = 100

export interface Network {
  /** Undefined when every endpoint is reached directly. */
  readonly routeOf: ((endpoint: Endpoint) => Route) | undefined
  /** Undefined for the runtime's own trust and versions. */
  readonly secureContext: SecureContext | undefined
  readonly sessions: SessionCache
  /** Which addresses may be connected to. */
  readonly addresses: "any" | "public"
  /** Connections being made, so that the end of the sender ends them. */
  readonly dials: Set<{ readonly abandon: () => void }>
}

export const openNetwork = (options: NetworkOptions, environment: Environment): Network => ({
  routeOf: routes(options.proxy ?? (options.addresses === "public" ? "none" : "environment"), environment),
  secureContext: secureContextOf(options),
  sessions: new SessionCache(),
  addresses: options.addresses ?? "any",
  dials: new Set()
})

const secureContextOf = ({ ca, tlsMinVersion }: NetworkOptions): SecureContext | undefined => {
  if (ca === undefined && tlsMinVersion === undefined) return undefined
  const { createSecureContext, getCACertificates } = process.getBuiltinModule("node:tls")
  return createSecureContext({
    // An own list replaces the runtime's, so that list is repeated; it holds NODE_EXTRA_CA_CERTS as well.
    ...(ca === undefined ? {} : { ca: [...getCACertificates("default"), ...[ca].flat()] }),
    ...(tlsMinVersion === undefined ? {} : { minVersion: tlsMinVersion })
  })
}

/** A resumed session spares a handshake its signatures and its certificates. */
class SessionCache {
  private readonly byHost = new Map<string, Buffer>()

  get(host: string): Buffer | undefined {
    return this.byHost.get(host)
  }

  /** The one that was set longest ago makes room. */
  set(host: string, session: Buffer): void {
    this.byHost.delete(host)
    this.byHost.set(host, session)
    const [oldest] = this.byHost.keys()
    if (this.byHost.size > mostSessions && oldest !== undefined) this.byHost.delete(oldest)
  }
}
