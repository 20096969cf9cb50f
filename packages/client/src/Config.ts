/**
 * Settings of a client: what the caller gives, completed from the environment, checked before anything is sent.
 *
 * Variables: ALIBABA_CLOUD_ACCESS_KEY_ID, _ACCESS_KEY_SECRET and _SECURITY_TOKEN as every Alibaba Cloud tool reads
 * them (CC_AK_ENV and CC_SK_ENV, from the service's own samples, as a last resort), ALIBABA_CLOUD_REGION_ID,
 * IMAGESEARCH_INSTANCE, IMAGESEARCH_ENDPOINT (several separated by commas) and IMAGESEARCH_OPEN_PLATFORM_ENDPOINT.
 */
import {
  endpointHosts,
  getRegion,
  InvalidEndpointError,
  isLoopback,
  openPlatformEndpoint,
  parseEndpoint,
  UnknownRegionError,
  type Endpoint,
  type LimitKey,
  type Network
} from "@imagesearch/core"
import type { Credentials, EndpointSet } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { ImageSearchError } from "./ImageSearchError.ts"

export interface ImageSearchConfig {
  /** Region id such as `cn-shanghai`. Needed unless `endpoint` is given. */
  readonly region?: string | undefined
  /** Name of the instance (not its id), up to 20 characters. */
  readonly instance?: string | undefined
  /** Endpoints in order of preference, instead of the region's own. They must serve the same instance. */
  readonly endpoint?: string | readonly string[] | undefined
  /** Which of the region's endpoints to use; `both` tries the VPC's first. Default `public`. */
  readonly network?: Network | undefined
  /** The host that authorizes uploads. Default: the central one, or `endpoint` when that is on this machine. */
  readonly openPlatformEndpoint?: string | undefined
  readonly accessKeyId?: string | undefined
  readonly accessKeySecret?: string | Redacted.Redacted | undefined
  /** Of a temporary key. */
  readonly securityToken?: string | Redacted.Redacted | undefined
  /** Calls per second that were bought, for each kind of call; absent ones are not paced. */
  readonly rates?: Partial<Record<LimitKey, number>> | undefined
}

/** Checked settings. */
export interface ResolvedConfig {
  readonly regionId: string | undefined
  readonly instance: string
  readonly network: Network
  readonly endpoints: EndpointSet
  readonly openPlatform: EndpointSet
  readonly credentials: Credentials
  readonly rates: Partial<Record<LimitKey, number>>
}

/** Where settings come from when the caller leaves them out; `process.env` fits. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Fails with reason `InvalidConfig`, naming the setting. */
export const resolveConfig = (
  config: ImageSearchConfig,
  environment: Environment
): Effect.Effect<ResolvedConfig, ImageSearchError> =>
  Effect.suspend(() => {
    // Collected first, so that an empty variable counts as absent, as shells make them.
    const variable = (name: string): string | undefined => environment[name] || undefined
    const regionId = config.region ?? variable("ALIBABA_CLOUD_REGION_ID")
    return Effect.all({
      instance: required(
        "instance",
        config.instance ?? variable("IMAGESEARCH_INSTANCE"),
        "Name it with --instance, the option instance, or IMAGESEARCH_INSTANCE."
      ),
      credentials: credentials(config, variable),
      endpoints: endpoints(config, regionId, variable("IMAGESEARCH_ENDPOINT"))
    }).pipe(
      Effect.flatMap((found) =>
        Effect.map(
          openPlatform(config.openPlatformEndpoint ?? variable("IMAGESEARCH_OPEN_PLATFORM_ENDPOINT"), found.endpoints),
          (platform) => ({
            ...found,
            regionId,
            network: config.network ?? "public",
            openPlatform: platform,
            rates: config.rates ?? {}
          })
        )
      )
    )
  })

const invalid = (setting: string, problem: string, advice: string): ImageSearchError =>
  new ImageSearchError({ operation: "Configuration", reason: { _tag: "InvalidConfig", setting, problem, advice } })

const required = (
  setting: string,
  value: string | undefined,
  advice: string
): Effect.Effect<string, ImageSearchError> =>
  value === undefined || value === "" ? Effect.fail(invalid(setting, "is missing", advice)) : Effect.succeed(value)

const credentials = (
  config: ImageSearchConfig,
  variable: (name: string) => string | undefined
): Effect.Effect<Credentials, ImageSearchError> => {
  const accessKeyId = config.accessKeyId ?? variable("ALIBABA_CLOUD_ACCESS_KEY_ID") ?? variable("CC_AK_ENV")
  const secret = config.accessKeySecret ?? variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET") ?? variable("CC_SK_ENV")
  const token = config.securityToken ?? variable("ALIBABA_CLOUD_SECURITY_TOKEN")
  if (accessKeyId === undefined || accessKeyId === "") {
    return Effect.fail(invalid("accessKeyId", "is missing", "Set ALIBABA_CLOUD_ACCESS_KEY_ID."))
  }
  if (secret === undefined || secret === "") {
    return Effect.fail(invalid("accessKeySecret", "is missing", "Set ALIBABA_CLOUD_ACCESS_KEY_SECRET."))
  }
  return Effect.succeed({
    accessKeyId,
    accessKeySecret: redacted(secret),
    securityToken: token === undefined || token === "" ? undefined : redacted(token)
  })
}

const redacted = (secret: string | Redacted.Redacted): Redacted.Redacted =>
  typeof secret === "string" ? Redacted.make(secret) : secret

const endpoints = (
  config: ImageSearchConfig,
  regionId: string | undefined,
  fromEnvironment: string | undefined
): Effect.Effect<EndpointSet, ImageSearchError> => {
  const given = config.endpoint ?? fromEnvironment
  return Effect.try({
    try: () => {
      // A wrong region is an error even when endpoints are given: uploads name it.
      const region = regionId === undefined ? undefined : getRegion(regionId)
      if (given !== undefined) return parseEndpoints(typeof given === "string" ? given.split(",") : given)
      return region === undefined ? undefined : parseEndpoints(endpointHosts(region, config.network ?? "public"))
    },
    catch: (error) =>
      error instanceof UnknownRegionError
        ? invalid("region", `"${error.id}" does not exist`, `Did you mean ${error.nearest.join(" or ")}?`)
        : invalidEndpoint("endpoint", error)
  }).pipe(
    Effect.filterOrFail(
      (set) => set !== undefined,
      () =>
        invalid(
          "region",
          "is missing",
          "Name it with --region, the option region, or ALIBABA_CLOUD_REGION_ID; or give an endpoint."
        )
    )
  )
}

/**
 * An endpoint on this machine plays all services on one port, so the keys of a trial never travel to the real one.
 */
const openPlatform = (given: string | undefined, set: EndpointSet): Effect.Effect<EndpointSet, ImageSearchError> =>
  Effect.try({
    try: () => {
      if (given !== undefined) return parseEndpoints([given])
      return set.every(isLoopback) ? set : parseEndpoints([openPlatformEndpoint])
    },
    catch: (error) => invalidEndpoint("openPlatformEndpoint", error)
  })

const invalidEndpoint = (setting: string, error: unknown): ImageSearchError =>
  error instanceof InvalidEndpointError
    ? invalid(
        setting,
        `"${error.text}" is no endpoint: ${error.why}`,
        "Write a host, host:port, or http(s)://host:port."
      )
    : invalid(setting, "cannot be read", String(error))

const parseEndpoints = (texts: readonly string[]): EndpointSet => {
  const [first = "", ...rest] = texts
  return [parseEndpoint(first), ...rest.map((text): Endpoint => parseEndpoint(text))]
}
