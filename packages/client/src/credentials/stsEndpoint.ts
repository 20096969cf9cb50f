/** The service that hands out temporary keys, and how it is reached. */
import { InvalidEndpointError, parseEndpoint, type Endpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import { variableOf, type Environment } from "../config/setting.ts"
import type { CredentialsError } from "./CredentialsError.ts"
import { invalid } from "./CredentialsProvider.ts"

/** Where STS is asked; what is left out comes from the environment. */
export interface StsAddress {
  /** A host, or a URL without a path. Default ALIBABA_CLOUD_STS_ENDPOINT, else by region. */
  readonly endpoint?: string | undefined
  /** Default ALIBABA_CLOUD_STS_REGION, else the central host. */
  readonly region?: string | undefined
  /** `vpc` needs a region. Default by ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED, else `public`. */
  readonly network?: "public" | "vpc" | undefined
}

/** The host of every region that is not named. */
const centralHost = "sts.aliyuncs.com"

export const stsEndpoint = Effect.fnUntraced(function* (
  provider: string,
  { environment, ...address }: StsAddress & { readonly environment: Environment }
): Effect.fn.Return<Endpoint, CredentialsError> {
  const variable = variableOf(environment)
  const region = address.region ?? variable("ALIBABA_CLOUD_STS_REGION")
  const isVpc =
    (address.network ?? (isTrue(variable("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED")) ? "vpc" : "public")) === "vpc"
  const source = "the endpoint of STS"
  if (isVpc && region === undefined) {
    return yield* invalid({ provider, source }, "inside a VPC needs a region: set ALIBABA_CLOUD_STS_REGION")
  }
  const host = region === undefined ? centralHost : `${isVpc ? "sts-vpc" : "sts"}.${region}.aliyuncs.com`
  return yield* Effect.try({
    try: () => parseEndpoint(address.endpoint ?? variable("ALIBABA_CLOUD_STS_ENDPOINT") ?? host),
    catch: (error) => {
      if (!(error instanceof InvalidEndpointError)) throw error
      return invalid({ provider, source }, `cannot be used: ${error.why}`)
    }
  })
})

/** As the SDKs read such variables. */
export const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === "true"
