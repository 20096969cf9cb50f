/** Where calls go: the region, the endpoints of the API, and the host that authorizes uploads. */
import {
  endpointHosts,
  formatEndpoint,
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
import { checkChoice, invalidSetting, type Variable } from "./setting.ts"

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

/**
 * Undefined without region and endpoint. Fails with reason `InvalidConfig`, naming the setting, for an unknown region or
 * network and a wrong endpoint.
 */
export const resolveAddress = Effect.fnUntraced(function* (
  config: ImageSearchConfig,
  variable: Variable
): Effect.fn.Return<Address | undefined, ImageSearchError> {
  yield* checkChoice("network", config.network, networks)
  const address = yield* Effect.try({ try: () => serviceOf(config, variable), catch: refusalOf("endpoint") })
  if (address === undefined) return undefined
  const given = config.openPlatformEndpoint ?? variable("IMAGESEARCH_OPEN_PLATFORM_ENDPOINT")
  const openPlatform = yield* Effect.try({
    try: () => openPlatformOf(given, address.endpoints),
    catch: refusalOf("openPlatformEndpoint")
  })
  return { ...address, openPlatform }
})

/** The endpoints that are given, in order; undefined for none, and for an empty list. */
export const givenEndpoints = (
  { endpoint }: Pick<ImageSearchConfig, "endpoint">,
  variable: Variable
): readonly string[] | undefined => {
  const isAbsent = Array.isArray(endpoint) && endpoint.length === 0
  const given = (isAbsent ? undefined : endpoint) ?? variable("IMAGESEARCH_ENDPOINT")
  return typeof given === "string" ? given.split(",") : given
}

const networks: readonly Network[] = ["public", "vpc", "both"]

/** Undefined when neither region nor endpoint is given; throws core's errors, which say what is wrong. */
const serviceOf = (config: ImageSearchConfig, variable: Variable): Omit<Address, "openPlatform"> | undefined => {
  const configured = config.region ?? variable("ALIBABA_CLOUD_REGION_ID")
  // A wrong region is an error even when endpoints are given: uploads name it.
  const region = configured === undefined ? undefined : getRegion(configured)
  const given = givenEndpoints(config, variable)
  if (given !== undefined && !Array.isArray(given)) throw new InvalidEndpointError(String(given), "it is no text")
  const [first, ...rest] = given ?? (region === undefined ? [] : endpointHosts(region, config.network ?? "public"))
  if (first === undefined) return undefined

  const read = (text: string): ServiceEndpoint => parseServiceEndpoint(text, region?.id)
  const endpoints = withoutRepeats([read(first), ...rest.map(read)])
  return {
    regionId: region?.id ?? endpoints[0].region,
    network: config.network ?? networkOf(endpoints),
    endpoints
  }
}

type ServiceEndpoints = readonly [ServiceEndpoint, ...ServiceEndpoint[]]

/** One that is named twice is no second one: a repeat that takes it for fresh goes to a dead host at once. */
const withoutRepeats = ([first, ...rest]: ServiceEndpoints): ServiceEndpoints => {
  const seen = new Set([formatEndpoint(first)])
  const others = rest.filter((endpoint) => {
    const isNew = !seen.has(formatEndpoint(endpoint))
    seen.add(formatEndpoint(endpoint))
    return isNew
  })
  return [first, ...others]
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

/** `setting` is the one that named the endpoint, where it is that. */
const refusalOf =
  (setting: string) =>
  (error: unknown): ImageSearchError => {
    if (error instanceof UnknownRegionError) {
      return invalidSetting({
        setting: "region",
        problem: `"${error.id}" does not exist`,
        advice: `Did you mean ${error.nearest.join(" or ")}?`
      })
    }
    if (error instanceof InvalidEndpointError) {
      return invalidSetting({
        setting,
        problem: `"${error.text}" cannot be used: ${error.why}`,
        advice: "Write a host, host:port, or http(s)://host:port of the service."
      })
    }
    if (error instanceof MissingEndpointError) {
      return invalidSetting({ setting: "network", problem: "does not fit the region", advice: error.message })
    }
    throw error
  }
