/** Where calls go: the region, the endpoints of the API, and the host that authorizes uploads. */
import {
  endpointHosts,
  getRegion,
  InvalidEndpointError,
  isLoopback,
  MissingEndpointError,
  openPlatformEndpoint,
  parseEndpoint,
  parseServiceEndpoint,
  UnknownRegionError,
  type Network,
  type ServiceEndpoint
} from "@imagesearch/core"
import type { EndpointSet } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { ImageSearchConfig } from "./ImageSearchConfig.ts"
import { invalidSetting, type Variable } from "./setting.ts"

/** Where calls go, checked. */
export interface Address {
  /** Given, or read from the endpoint's name; undefined for an endpoint of the user's own without a region. */
  readonly regionId: string | undefined
  /** Decides how pictures travel, where no endpoint type is given. */
  readonly network: Network
  /** Of the API, in order of preference. */
  readonly endpoints: EndpointSet
  /** Of the service that authorizes uploads. */
  readonly openPlatform: EndpointSet
}

/** Undefined without region and endpoint. Fails with reason `InvalidConfig` for an unknown region or a wrong endpoint. */
export const resolveAddress = (
  config: ImageSearchConfig,
  variable: Variable
): Effect.Effect<Address | undefined, ImageSearchError> =>
  Effect.try({ try: () => addressOf(config, variable), catch: refusal })

/** Undefined when neither region nor endpoint is given; throws core's errors, which say what is wrong. */
const addressOf = (config: ImageSearchConfig, variable: Variable): Address | undefined => {
  const configured = config.region ?? variable("ALIBABA_CLOUD_REGION_ID")
  // A wrong region is an error even when endpoints are given: uploads name it.
  const region = configured === undefined ? undefined : getRegion(configured)
  const given = config.endpoint ?? variable("IMAGESEARCH_ENDPOINT")
  const texts = typeof given === "string" ? given.split(",") : given
  const [first, ...rest] = texts ?? (region === undefined ? [] : endpointHosts(region, config.network ?? "public"))
  if (first === undefined) return undefined

  const read = (text: string): ServiceEndpoint => parseServiceEndpoint(text, region?.id)
  const endpoints: readonly [ServiceEndpoint, ...ServiceEndpoint[]] = [read(first), ...rest.map(read)]
  return {
    regionId: region?.id ?? endpoints[0].region,
    network: config.network ?? networkOf(endpoints),
    endpoints,
    openPlatform: openPlatformOf(
      config.openPlatformEndpoint ?? variable("IMAGESEARCH_OPEN_PLATFORM_ENDPOINT"),
      endpoints
    )
  }
}

/** What the hosts say: a client of VPC hosts uploads inside the VPC too. */
const networkOf = (endpoints: readonly ServiceEndpoint[]): Network => {
  if (endpoints.every(({ network }) => network === "vpc")) return "vpc"
  return endpoints.some(({ network }) => network === "vpc") ? "both" : "public"
}

/**
 * An endpoint on this machine plays all services on one port, so the keys of a trial never travel to the real one.
 */
const openPlatformOf = (given: string | undefined, endpoints: EndpointSet): EndpointSet => {
  if (given !== undefined) return [parseEndpoint(given)]
  return endpoints.every(isLoopback) ? endpoints : [parseEndpoint(openPlatformEndpoint)]
}

const refusal = (error: unknown): ImageSearchError => {
  if (error instanceof UnknownRegionError) {
    return invalidSetting({
      setting: "region",
      problem: `"${error.id}" does not exist`,
      advice: `Did you mean ${error.nearest.join(" or ")}?`
    })
  }
  if (error instanceof InvalidEndpointError) {
    return invalidSetting({
      setting: "endpoint",
      problem: `"${error.text}" cannot be used: ${error.why}`,
      advice: "Write a host, host:port, or http(s)://host:port of the service."
    })
  }
  if (error instanceof MissingEndpointError) {
    return invalidSetting({ setting: "network", problem: "does not fit the region", advice: error.message })
  }
  throw error
}
