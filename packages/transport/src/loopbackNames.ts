/**
 * Name resolution that never asks DNS for a name under `.localhost` (RFC 6761 section 6.3: they are loopback), so
 * that the bucket hosts of an emulator work on every system.
 */
import { lookup as systemLookup, type LookupAddress } from "node:dns"
import type { LookupFunction } from "node:net"

const loopback: LookupAddress = { address: "127.0.0.1", family: 4 }
/** A program may listen on one of the two only. */
const loopbacks: readonly LookupAddress[] = [loopback, { address: "::1", family: 6 }]

export const lookup: LookupFunction = (hostname, options, callback) => {
  if (hostname !== "localhost" && !hostname.endsWith(".localhost")) return systemLookup(hostname, options, callback)
  if (options.all === true) callback(null, [...loopbacks])
  else callback(null, loopback.address, loopback.family)
}
