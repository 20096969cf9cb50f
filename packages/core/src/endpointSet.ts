/** The hosts of a region by network, in the order in which to try them. */
import { isLegacyRegion, type LegacyRegion, type Region } from "./region.ts"

/** Which API hosts to use: the internet's, the VPC's, or the VPC's first and then the internet's. */
export type Network = "public" | "vpc" | "both"

/** How a picture travels to the object store: over the internet, inside a VPC, or by the accelerated host. */
export type OssEndpointType = "public" | "internal" | "accelerate"

/** The host that authorizes uploads, one for all regions; it has no documented VPC address. */
export const openPlatformEndpoint = "openplatform.aliyuncs.com"

/** The region has no host in this network. */
export class MissingEndpointError extends Error {
  override readonly name = "MissingEndpointError"
  readonly region: string

  constructor(region: LegacyRegion, what: string) {
    super(`${region.id} has no ${what}; use its public endpoint, ${region.endpoint}.`)
    this.region = region.id
  }
}

/**
 * API hosts in order of preference; with `both` the VPC's comes first, since it costs no traffic. A legacy region has a
 * public host only: `vpc` throws `MissingEndpointError`, `both` leaves it at the public one.
 */
export const endpointHosts = (region: Region | LegacyRegion, network: Network): readonly [string, ...string[]] => {
  if (isLegacyRegion(region)) {
    if (network === "vpc") throw new MissingEndpointError(region, "VPC endpoint")
    return [region.endpoint]
  }
  switch (network) {
    case "public":
      return [region.endpoint]
    case "vpc":
      return [region.vpcEndpoint]
    case "both":
      return [region.vpcEndpoint, region.endpoint]
  }
}

/** Host of the object store, without a bucket. Throws `MissingEndpointError` for a legacy region. */
export const ossHost = (region: Region | LegacyRegion, endpointType: OssEndpointType): string => {
  if (isLegacyRegion(region)) throw new MissingEndpointError(region, "documented transfer bucket")
  return ossHostOf(region.ossEndpoint, endpointType)
}

/** Where an upload ticket's bucket is reached; `useAccelerate` is the ticket's own word, without which no accelerated host exists. */
export const uploadHost = (
  ticket: { readonly bucket: string; readonly endpoint: string; readonly useAccelerate: boolean },
  endpointType: OssEndpointType
): string => {
  const isPossible = endpointType !== "accelerate" || ticket.useAccelerate
  return `${ticket.bucket}.${ossHostOf(ticket.endpoint, isPossible ? endpointType : "public")}`
}

/** `oss-cn-shanghai.aliyuncs.com` becomes `oss-cn-shanghai-internal.aliyuncs.com` or `oss-accelerate.aliyuncs.com`. */
const ossHostOf = (endpoint: string, endpointType: OssEndpointType): string => {
  switch (endpointType) {
    case "public":
      return endpoint
    case "internal":
      return endpoint.replace(/^[^.:]+/, (label) => `${label}-internal`)
    case "accelerate":
      return "oss-accelerate.aliyuncs.com"
  }
}
