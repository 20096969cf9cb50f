/**
 * Set-up that gives the emulator's buckets an address: not every system resolves names below localhost, and the
 * official SDK asks the system. Buckets have an address of their own on this machine, where `tlsFront` listens, since
 * that SDK uploads by HTTPS to the port that the ticket names.
 */
import dns from "node:dns"
import { bucketAddress } from "./bucketAddress.ts"

const isBucket = (host: string): boolean => /\.oss-[a-z0-9-]+\.localhost$/.test(host)

const { lookup } = dns
dns.lookup = ((hostname: string, ...rest: readonly unknown[]) =>
  Reflect.apply(lookup, dns, [isBucket(hostname) ? bucketAddress : hostname, ...rest])) as typeof lookup // its overloads cannot be written as one rest signature
