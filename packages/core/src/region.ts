/**
 * The regions of the service: where an instance can live, and the hosts that serve it.
 *
 * Source: the service's page on endpoints, VPC addresses and the domain whitelist, copied into `data/regions.json`; the
 * two legacy regions come from the endpoint map of the official SDK 4.4.0.
 */
import legacyRows from "./data/legacyRegions.json" with { type: "json" }
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

/** A region that only the official SDK still lists: usable by its public endpoint, with this warning. */
export interface LegacyRegion {
  readonly id: string
  readonly name: string
  readonly endpoint: string
  /** One sentence for a person. */
  readonly warning: string
}

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

/** The two regions that the service's page no longer has: no VPC endpoint, no transfer bucket, no whitelist. */
export const legacyRegions: readonly LegacyRegion[] = legacyRows.map((row) => ({
  ...row,
  warning: `${row.id} is listed by the official SDK only; the service's own pages no longer name it.`
}))

/** Whether a region is one of the two that only the official SDK lists. */
export const isLegacyRegion = (region: Region | LegacyRegion): region is LegacyRegion => "warning" in region

/** The region with this id, legacy ones included, or undefined. */
export const findRegion = (id: string): Region | LegacyRegion | undefined =>
  regions.find((region) => region.id === id) ?? legacyRegions.find((region) => region.id === id)

/** The region with this id, legacy ones included; throws `UnknownRegionError` naming the two nearest ids. */
export const getRegion = (id: string): Region | LegacyRegion => {
  if (typeof id !== "string") throw new UnknownRegionError(String(id), nearestRegionIds(""))
  const region = findRegion(id)
  if (region === undefined) throw new UnknownRegionError(id, nearestRegionIds(id))
  return region
}

/** The two region ids nearest to what was typed, best first. */
export const nearestRegionIds = (id: string): readonly string[] =>
  nearest(
    id,
    regions.map((region) => region.id),
    2
  )
