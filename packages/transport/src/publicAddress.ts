/**
 * Addresses that belong to the public internet, for requests whose address comes from someone who is not trusted. What
 * is checked is the address that a connection is made to: a name that resolves differently a second time gains nothing.
 */
import net, { type LookupFunction } from "node:net"
import type { LookupAddress } from "node:dns"
import { NetworkError } from "./networkFailure.ts"

/**
 * Whether an IP address is globally reachable, by the special-purpose registries of IANA. An IPv6 address that embeds
 * one of IPv4 (mapped, or NAT64 of RFC 6052) counts as that one.
 */
export const isPublicAddress = (address: string): boolean => {
  switch (net.isIP(address)) {
    case 4:
      return !special.check(address, "ipv4")
    case 6:
      return globalUnicast.check(address, "ipv6") && !special.check(address, "ipv6")
    default:
      return false
  }
}

/** A connection that was refused before a packet left. */
export const notPublic = (host: string): NetworkError =>
  new NetworkError("ADDRESS_NOT_PUBLIC", `${host} is no address of the public internet`)

/** The same look-up with addresses left out that are not public; fails when none is left. */
export const publicOnly =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, "")
      const all: readonly LookupAddress[] = typeof found === "string" ? [{ address: found, family: 4 }] : found
      const allowed = all.filter(({ address }) => isPublicAddress(address))
      const [first] = allowed
      if (first === undefined) return callback(notPublic(hostname), "")
      if (options.all === true) callback(null, allowed)
      else callback(null, first.address, first.family)
    })

/** RFC 6890 and the registries that it set up; multicast, and what is reserved, is no host either. */
const specialV4: ReadonlyArray<readonly [network: string, prefix: number]> = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  // Carrier-grade NAT; the metadata service of Alibaba Cloud lives in it (100.100.100.200).
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4]
]

/** Inside 2000::/3: protocol assignments with Teredo, documentation, and 6to4, which embeds any address of IPv4. */
const specialV6: ReadonlyArray<readonly [network: string, prefix: number]> = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20]
]

/** Prefixes of 96 bits that an address of IPv4 follows. */
const embeddings = ["::ffff:", "64:ff9b::"]

const special = new net.BlockList()
const globalUnicast = new net.BlockList()
for (const [network, prefix] of specialV4) {
  special.addSubnet(network, prefix, "ipv4")
  for (const embedding of embeddings) special.addSubnet(`${embedding}${network}`, 96 + prefix, "ipv6")
}
for (const [network, prefix] of specialV6) special.addSubnet(network, prefix, "ipv6")
globalUnicast.addSubnet("2000::", 3, "ipv6")
for (const embedding of embeddings) globalUnicast.addSubnet(`${embedding}0.0.0.0`, 96, "ipv6")
