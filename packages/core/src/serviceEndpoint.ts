/** What an endpoint that a person typed means to the service: which region, and over which network. */
import { InvalidEndpointError, isLoopback, parseEndpoint, type Endpoint } from "./endpoint.ts"
import { findRegion, nearestRegionIds } from "./region.ts"

/** An endpoint with what its host says. */
export interface ServiceEndpoint extends Endpoint {
  /** Region id in the host's name; undefined for hosts that do not follow the service's pattern. */
  readonly region: string | undefined
  /** `custom` is a host of the user's own, such as a proxy, on this machine or elsewhere. */
  readonly network: "public" | "vpc" | "custom"
}

/**
 * Reads an endpoint of the service. Throws `InvalidEndpointError` with the reason for a path, a host of another
 * Alibaba Cloud product, a region that does not exist, and a VPC host of another region than `regionId`, the configured
 * one: cross-region VPC calls fail.
 */
export const parseServiceEndpoint = (text: string, regionId?: string): ServiceEndpoint => {
  const endpoint = parseEndpoint(text)
  const hostname = endpoint.host.replace(/:\d+$/, "")
  if (isLoopback(endpoint) || !hostname.endsWith(".aliyuncs.com")) {
    return { ...endpoint, region: undefined, network: "custom" }
  }
  const [, vpc, region] = /^imagesearch(-vpc)?\.([a-z0-9-]+)\.aliyuncs\.com$/.exec(hostname) ?? []
  if (region === undefined) {
    throw new InvalidEndpointError(text, "its host belongs to another product; this one's begin with imagesearch")
  }
  if (findRegion(region) === undefined) {
    throw new InvalidEndpointError(
      text,
      `there is no region "${region}", did you mean ${nearestRegionIds(region).join(" or ")}`
    )
  }
  if (vpc !== undefined && regionId !== undefined && region !== regionId) {
    throw new InvalidEndpointError(
      text,
      `it is the VPC host of ${region}, and the configured region is ${regionId}; cross-region VPC calls fail`
    )
  }
  return { ...endpoint, region, network: vpc === undefined ? "public" : "vpc" }
}
