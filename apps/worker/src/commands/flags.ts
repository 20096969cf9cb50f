/** Flags that several commands share. Those of the connection are named as in the command line client. */
import { readNetworkTexts, type ImageSearchConfig } from "@imagesearch/client"
import * as Effect from "effect/Effect"
import { Flag } from "effect/cli"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import { serviceError, type WorkerError } from "../WorkerError.ts"

export const store = Flag.String("store").pipe(
  Flag.withMetavar("FILE"),
  Flag.withDescription("The file that holds queue and ledger; made by the first import, one for each instance")
)

export const json = Flag.Boolean("json").pipe(Flag.withDescription("Print one JSON document"), Flag.withDefault(false))

const optionalText = (name: string, metavar: string, description: string) =>
  Flag.String(name).pipe(Flag.withMetavar(metavar), Flag.withDescription(description), Flag.optional)

export const connection = {
  endpoint: Flag.String("endpoint").pipe(
    Flag.withMetavar("URL"),
    Flag.atLeast(0),
    Flag.withDescription(
      "Endpoint instead of the region's; several, or with commas: tried in order; or IMAGESEARCH_ENDPOINT"
    )
  ),
  instance: optionalText("instance", "NAME", "Name of the instance; or IMAGESEARCH_INSTANCE"),
  region: optionalText("region", "ID", "Region id such as cn-shanghai; or ALIBABA_CLOUD_REGION_ID"),
  profile: optionalText("profile", "NAME", "Profile of the aliyun CLI whose key to use; or ALIBABA_CLOUD_PROFILE"),
  proxy: optionalText("proxy", "URL", "HTTP proxy, or none; else HTTPS_PROXY and NO_PROXY"),
  caFile: optionalText("ca-file", "FILE", "PEM file of authorities to trust as well"),
  accessKeyId: optionalText("access-key-id", "ID", "AccessKey ID; or ALIBABA_CLOUD_ACCESS_KEY_ID"),
  accessKeySecret: Flag.Redacted("access-key-secret").pipe(
    Flag.withMetavar("SECRET"),
    Flag.withDescription(
      "Its secret; other users of this machine can see it here, so prefer ALIBABA_CLOUD_ACCESS_KEY_SECRET"
    ),
    Flag.optional
  )
}

export interface ConnectionFlags {
  readonly profile: Option.Option<string>
  readonly proxy: Option.Option<string>
  readonly caFile: Option.Option<string>
  readonly endpoint: readonly string[]
  readonly instance: Option.Option<string>
  readonly region: Option.Option<string>
  readonly accessKeyId: Option.Option<string>
  readonly accessKeySecret: Option.Option<Redacted.Redacted>
}

/** The client's settings; it completes them from the environment. Fails when the file of authorities cannot be read. */
export const toConfig = (flags: ConnectionFlags): Effect.Effect<ImageSearchConfig, WorkerError> => {
  const texts = { proxy: Option.getOrUndefined(flags.proxy), caFile: Option.getOrUndefined(flags.caFile) }
  return readNetworkTexts(texts).pipe(
    Effect.mapBoth({
      onSuccess: (networkOptions) => ({ ...settingsOf(flags), networkOptions }),
      onFailure: serviceError
    })
  )
}

const settingsOf = (flags: ConnectionFlags): ImageSearchConfig => ({
  endpoint: flags.endpoint.length === 0 ? undefined : flags.endpoint.flatMap((text) => text.split(",")),
  instance: Option.getOrUndefined(flags.instance),
  region: Option.getOrUndefined(flags.region),
  profile: Option.getOrUndefined(flags.profile),
  accessKeyId: Option.getOrUndefined(flags.accessKeyId),
  accessKeySecret: Option.getOrUndefined(flags.accessKeySecret),
  // A token in the environment belongs to the key there, not to the one on the command line.
  securityToken: Option.isNone(flags.accessKeyId) ? undefined : ""
})
