// The names under which clients reach the emulator: in tickets, in links, in certificates and in a hosts file.

import { isIP } from "node:net"
import regions from "@imagesearch/core/data/regions.json" with { type: "json" }

/** The address that answers name, for clients that do not run on this machine or reach it through a mapped port. */
export interface Advertised {
  readonly host: string
  /** The port that the emulator listens on if undefined. */
  readonly port?: number | undefined
}

/**
 * Below which name the object store stands for clients elsewhere. Names below `.localhost` are loopback on every machine,
 * and those below `.test` are kept for this purpose (RFC 6761): a client whose hosts file lacks the name finds nobody,
 * instead of sending its picture to the real service.
 */
export const REMOTE_DOMAIN = "imagesearch-emulator.test"

/** Documented: the service that issues tickets has one name for all regions. */
const OPEN_PLATFORM = "openplatform.aliyuncs.com"

/** The Endpoint of a ticket; the upload goes to `<bucket>.<endpoint>`. */
export const uploadEndpoint = (
  region: string,
  { advertised, port }: { readonly advertised: Advertised | undefined; readonly port: number }
): string => `oss-${region}.${domainOf(advertised)}:${advertised?.port ?? port}`

/** The start of a link into the emulator, for the client that asked under `host`. */
export const originOf = (
  { host, port, isEncrypted }: { readonly host: string; readonly port: number; readonly isEncrypted: boolean },
  advertised: Advertised | undefined
): string => {
  const scheme = isEncrypted ? "https" : "http"
  return advertised === undefined ? `${scheme}://${host}` : advertisedUrl(advertised, { scheme, port })
}

/** The address for clients elsewhere. */
export const advertisedUrl = (
  advertised: Advertised,
  { scheme, port }: { readonly scheme: "http" | "https"; readonly port: number }
): string => `${scheme}://${inUrl(advertised.host)}:${advertised.port ?? port}`

/** The names that clients with fixed names call: the API, the open platform, and the object store of the region. */
export const serviceNames = (region: string, advertised: Advertised | undefined): readonly string[] => {
  const rows = regions.filter(({ id }) => id === region)
  return rows.flatMap(({ endpoint, transferBucket }) => [
    endpoint,
    OPEN_PLATFORM,
    `${transferBucket}.oss-${region}.${domainOf(advertised)}`
  ])
}

/** Every name and address that a certificate of the emulator covers. */
export const certificateNames = (
  region: string,
  { host, advertised }: { readonly host: string; readonly advertised: Advertised | undefined }
): readonly string[] => {
  const vpc = regions.filter(({ id }) => id === region).map(({ vpcEndpoint }) => vpcEndpoint)
  const buckets = regions.flatMap(({ id }) => [`*.oss-${id}`, `*.oss-${id}-internal`])
  const stores = [...new Set(["localhost", domainOf(advertised)])].flatMap((domain) =>
    buckets.map((bucket) => `${bucket}.${domain}`)
  )
  const own = advertised === undefined ? [] : [advertised.host]
  const all = [
    "localhost",
    "127.0.0.1",
    "::1",
    callableAddress(host),
    ...own,
    ...serviceNames(region, advertised),
    ...vpc,
    ...stores
  ]
  return [...new Set(all)]
}

const domainOf = (advertised: Advertised | undefined): string =>
  advertised === undefined || isLoopbackName(advertised.host) ? "localhost" : REMOTE_DOMAIN

/** The address under which a client on this machine calls a listener: one that means "all addresses" is none to call. */
export const callableAddress = (host: string): string => {
  switch (host) {
    case "0.0.0.0":
    case "localhost":
      return "127.0.0.1"
    case "::":
      return "::1"
    default:
      return host
  }
}

/** How a URL writes a host. */
export const inUrl = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host)

/** Whether a name or an address is this machine's own. */
export const isLoopbackName = (host: string): boolean =>
  host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host)
