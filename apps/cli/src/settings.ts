/** The flags that every command takes. What they leave out the client reads from the environment. */
import type { ImageSearchConfig, NetworkTexts } from "@imagesearch/client"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Flag from "effect/cli/Flag"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import { optionalText } from "./optionalFlag.ts"
import { Output } from "./Output.ts"

const Json = GlobalFlag.Setting("json")({
  flag: Flag.Boolean("json").pipe(
    Flag.withoutNegation,
    Flag.withDefault(false),
    Flag.withDescription("Print one JSON document")
  )
})

const Endpoint = GlobalFlag.Setting("endpoint")({
  flag: Flag.String("endpoint").pipe(
    Flag.withMetavar("URL"),
    Flag.atLeast(0),
    Flag.withDescription("Endpoint instead of the region's; several, or with commas: tried in order")
  )
})

const Instance = GlobalFlag.Setting("instance")({
  flag: optionalText("instance", "NAME", "Instance to work on")
})

/** What `--region` says; the variable for it is the client's to read. */
export const Region = GlobalFlag.Setting("region")({
  flag: optionalText("region", "ID", "Region of the instance (see: imagesearch regions)")
})

const AccessKeyId = GlobalFlag.Setting("access-key-id")({
  flag: optionalText("access-key-id", "ID", "AccessKey ID")
})

const AccessKeySecret = GlobalFlag.Setting("access-key-secret")({
  flag: Flag.Redacted("access-key-secret").pipe(
    Flag.withMetavar("SECRET"),
    Flag.withDescription("Its secret; others can see it here, so prefer the environment"),
    Flag.optional
  )
})

const Profile = GlobalFlag.Setting("profile")({
  flag: optionalText("profile", "NAME", "Profile of the aliyun CLI, or SDK, whose key to use")
})

const Proxy = GlobalFlag.Setting("proxy")({
  flag: optionalText("proxy", "URL", "HTTP proxy, or none; else HTTPS_PROXY and NO_PROXY")
})

const CaFile = GlobalFlag.Setting("ca-file")({
  flag: optionalText("ca-file", "FILE", "PEM file of authorities to trust as well")
})

/** The longest wait that a person can mean, in seconds: a day. */
const timeoutLimitSeconds = 86_400

const Timeout = GlobalFlag.Setting("timeout")({
  flag: Flag.Finite("timeout").pipe(
    Flag.withMetavar("SECONDS"),
    Flag.filter(
      (seconds) => seconds > 0 && seconds <= timeoutLimitSeconds,
      () => `give more than 0 and at most ${timeoutLimitSeconds} seconds`
    ),
    Flag.withDescription("Time limit of the whole call (default 30, with a picture 60)"),
    Flag.optional
  )
})

export const globalFlags = [
  Json,
  Endpoint,
  Instance,
  Region,
  Profile,
  AccessKeyId,
  AccessKeySecret,
  Proxy,
  CaFile,
  Timeout
] as const

/** Undefined leaves the client's own limit. */
export const timeoutFromFlags = Effect.map(Timeout, (seconds) =>
  Option.getOrUndefined(Option.map(seconds, Duration.seconds))
)

/** What the flags say; the client completes it from the environment. Warns of a secret that others can see. */
export const configFromFlags = Effect.gen(function* () {
  const endpoints = (yield* Endpoint).flatMap((text) => text.split(","))
  const accessKeyId = yield* AccessKeyId
  const accessKeySecret = Option.getOrUndefined(yield* AccessKeySecret)
  if (accessKeySecret !== undefined) yield* warnOfVisibleSecret
  return {
    endpoint: endpoints.length === 0 ? undefined : endpoints,
    instance: yield* Instance,
    region: yield* Region,
    profile: yield* Profile,
    accessKeyId,
    accessKeySecret,
    // A token in the environment belongs to the key there, not to the one on the command line.
    securityToken: accessKeyId === undefined ? undefined : ""
  } satisfies ImageSearchConfig
})

/** What the flags say of the network. */
export const networkFromFlags = Effect.gen(function* () {
  return { proxy: yield* Proxy, caFile: yield* CaFile } satisfies NetworkTexts
})

const warnOfVisibleSecret = Effect.flatMap(Output, ({ warn }) =>
  warn("other users of this machine can see --access-key-secret; set ALIBABA_CLOUD_ACCESS_KEY_SECRET instead.")
)
