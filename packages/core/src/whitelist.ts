/** The domains that a firewall must let through, by region. */
import { openPlatformEndpoint } from "./endpointSet.ts"
import type { Region } from "./region.ts"

/** The domains of one region. */
export interface WhitelistRow {
  readonly region: string
  readonly domains: readonly string[]
}

/**
 * One row a region, in the order given. `public` is the service's own list: three domains, in its order. `vpc` adds the
 * VPC and OSS-internal hosts, which a deployment inside a VPC needs beside them: uploads are authorized on the internet
 * either way.
 */
export const whitelist = (regions: readonly Region[], network: "public" | "vpc"): readonly WhitelistRow[] =>
  regions.map((region) => ({
    region: region.id,
    domains: [
      openPlatformEndpoint,
      `${region.transferBucket}.${region.ossEndpoint}`,
      region.endpoint,
      ...(network === "vpc" ? [`${region.transferBucket}.${region.ossInternalEndpoint}`, region.vpcEndpoint] : [])
    ]
  }))
