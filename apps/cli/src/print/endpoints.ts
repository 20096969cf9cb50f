/** The hosts of one region, one on each line. */
import {
  isLegacyRegion,
  openPlatformEndpoint,
  ossHost,
  type LegacyRegion,
  type Network,
  type Region
} from "@imagesearch/core"
import type { Printer } from "../Output.ts"
import { pairs } from "./pairs.ts"

export interface RegionHosts {
  readonly region: Region | LegacyRegion
  readonly network: Network
  /** API hosts in the order in which to try them. */
  readonly hosts: readonly string[]
}

export const endpointsPrinter: Printer<RegionHosts> = {
  text: ({ region, network, hosts }, screen) =>
    [
      `${screen.paint("bold", region.id)}  ${region.name}`,
      pairs(
        [
          ...hosts.map((host, index) => [index === 0 ? "  API" : "  API, then", host] as const),
          ["  uploads are authorized by", openPlatformEndpoint],
          ...uploadHosts(region, network).map(
            (host, index) => [index === 0 ? "  pictures go to" : "  or", host] as const
          )
        ],
        screen
      )
    ].join("\n"),
  json: ({ region, network, hosts }) => ({
    region: region.id,
    network,
    endpoints: hosts,
    openPlatformEndpoint,
    uploadHosts: uploadHosts(region, network),
    warning: isLegacyRegion(region) ? region.warning : null
  })
}

/** Where the region's transfer bucket is reached; not documented for a legacy region. */
const uploadHosts = (region: Region | LegacyRegion, network: Network): readonly string[] => {
  if (isLegacyRegion(region)) return []
  const at = (endpointType: "internal" | "public") => `${region.transferBucket}.${ossHost(region, endpointType)}`
  switch (network) {
    case "public":
      return [at("public")]
    case "vpc":
      return [at("internal")]
    case "both":
      return [at("internal"), at("public")]
  }
}
