/**
 * The regions of the service: where an instance can live, and the hosts that serve it.
 *
 * Source: the service's page on endpoints, VPC addresses and the domain whitelist, copied into `data/regions.json`.
 */
import regionRows from "./data/regions.json" with { type: "json" }
import { nearest } from "./nearest.ts"

/** One row of the region table. Hosts carry neither scheme nor port. */
export interface Region {
  /** Region id as the service and its SDKs spell it, such as `cn-shanghai`. */
  readonly id: string
  /** Display name, such as `China (Shanghai)`. */
  readonly name: string
  /** API host on the internet. */
  readonly endpoint: string
  /** API host inside a VPC of the same region; cross-region VPC calls fail. */
  readonly vpcEndpoint: string
  /** OSS bucket that receives pictures on their way to the service. */
  readonly transferBucket: string
  /** OSS host on the internet; the upload host is `transferBucket.ossEndpoint`. */
  readonly ossEndpoint: string
  /** OSS host inside a VPC of the same region. */
  readonly ossInternalEndpoint: string
  /** Whether an account of the China site can pick this region in the console. */
  readonly inChinaSiteConsole: boolean
}

/** Which of a region's API hosts to use, in order of preference. */
export type Network = "public" | "vpc" | "both"

/** No region has this id. `nearest` holds the ids that resemble it, best first. */
export class UnknownRegionError extends Error {
  override readonly name = "UnknownRegionError"
  readonly id: string
  readonly nearest: readonly string[]

  constructor(id: string, nearestIds: readonly string[]) {
    super(`There is no region "${id}". Did you mean ${nearestIds.join(" or ")}?`)
    this.id = id
    this.nearest = nearestIds
  }
}

/** The eight regions, in the order of the service's own page. */
export const regions: readonly Region[] = regionRows

/** The host that authorizes uploads, one for all regions; it has no documented VPC address. */
export const openPlatformEndpoint = "openplatform.aliyuncs.com"

/** The region with this id, or undefined. */
export const findRegion = (id: string): Region | undefined => regions.find((region) => region.id === id)

/** The region with this id; throws `UnknownRegionError` naming the two nearest ids. */
export const getRegion = (id: string): Region => {
  const region = findRegion(id)
  if (region === undefined) throw new UnknownRegionError(id, nearestRegionIds(id))
  return region
}

/** The two region ids nearest to what was typed, best first. */
const nearestRegionIds = (id: string): readonly string[] =>
  nearest(
    id,
    regions.map((region) => region.id),
    2
  )

/** The API hosts of a region in the order in which to try them: with `both`, VPC first, since it costs no traffic. */
export const endpointHosts = (region: Region, network: Network): readonly string[] => {
  switch (network) {
    case "public":
      return [region.endpoint]
    case "vpc":
      return [region.vpcEndpoint]
    case "both":
      return [region.vpcEndpoint, region.endpoint]
  }
}
