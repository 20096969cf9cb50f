import { inspect } from "node:util"
import { expect, it } from "@effect/vitest"
import { formatEndpoint } from "@imagesearch/core"
import type { Credentials } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { describe } from "vitest"
import { fromStatic } from "../src/credentials/index.ts"
import { folderWith } from "./support/keyService.ts"
import { resolveConfig, type ImageSearchConfig, type ResolvedConfig } from "../src/index.ts"

const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: "id", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret" }

const addresses = (config: ImageSearchConfig, environment: Readonly<Record<string, string>> = {}) =>
  Effect.map(resolveConfig({ instance: "demo", ...config }, { ...keys, ...environment }), (resolved) => ({
    regionId: resolved.regionId,
    network: resolved.network,
    endpoints: resolved.endpoints.map(formatEndpoint),
    openPlatform: resolved.openPlatform.map(formatEndpoint)
  }))

describe("address", () => {
  it.effect("of a region alone is its public endpoint over HTTPS", () =>
    Effect.gen(function* () {
      expect(yield* addresses({ region: "cn-shanghai" })).toEqual({
        regionId: "cn-shanghai",
        network: "public",
        endpoints: ["https://imagesearch.cn-shanghai.aliyuncs.com"],
        openPlatform: ["https://openplatform.aliyuncs.com"]
      })
    })
  )

  it.effect("of both networks tries the VPC first", () =>
    Effect.gen(function* () {
      const { endpoints } = yield* addresses({ region: "cn-shanghai", network: "both" })
      expect(endpoints).toEqual([
        "https://imagesearch-vpc.cn-shanghai.aliyuncs.com",
        "https://imagesearch.cn-shanghai.aliyuncs.com"
      ])
    })
  )

  it.effect("of an endpoint of the service is read from its name", () =>
    Effect.gen(function* () {
      expect(yield* addresses({ endpoint: "imagesearch-vpc.cn-beijing.aliyuncs.com" })).toMatchObject({
        regionId: "cn-beijing",
        network: "vpc"
      })
      expect(
        yield* addresses(
          {},
          { IMAGESEARCH_ENDPOINT: "imagesearch-vpc.cn-beijing.aliyuncs.com,imagesearch.cn-beijing.aliyuncs.com" }
        )
      ).toMatchObject({ regionId: "cn-beijing", network: "both" })
    })
  )

  it.effect("on this machine authorizes uploads itself, so that no trial key leaves it", () =>
    Effect.gen(function* () {
      const local = yield* addresses({ endpoint: ["http://127.0.0.1:1", "http://localhost:2"] })
      expect(local.openPlatform).toEqual(local.endpoints)
      const mixed = yield* addresses({ endpoint: ["http://127.0.0.1:1", "https://proxy.example"] })
      expect(mixed.openPlatform).toEqual(["https://openplatform.aliyuncs.com"])
      const told = yield* addresses({ endpoint: "http://127.0.0.1:1", openPlatformEndpoint: "http://127.0.0.1:3" })
      expect(told.openPlatform).toEqual(["http://127.0.0.1:3"])
    })
  )

  const wrong: ReadonlyArray<readonly [sentence: string, config: ImageSearchConfig]> = [
    ["cross-region VPC calls fail", { region: "cn-hangzhou", endpoint: "imagesearch-vpc.cn-shanghai.aliyuncs.com" }],
    ["its host belongs to another product", { endpoint: "ecs.cn-shanghai.aliyuncs.com" }],
    ["the setting network does not fit the region", { region: "ap-southeast-2", network: "vpc" }],
    ['the setting region "nowhere" does not exist. Did you mean', { region: "nowhere" }],
    ["the setting region is missing", {}],
    ["the setting region is missing", { endpoint: [] }],
    [
      'the setting openPlatformEndpoint "ftp://x" cannot be used',
      { region: "cn-shanghai", openPlatformEndpoint: "ftp://x" }
    ],
    ['the setting endpoint "ftp://x" cannot be used', { endpoint: "ftp://x" }],
    // Callers in plain JavaScript, and settings from files, hold what the types forbid.
    ['the setting network "internal" does not exist', { region: "cn-shanghai", network: "internal" as never }],
    ['the setting network "internal" does not exist', { endpoint: "http://127.0.0.1:1", network: "internal" as never }],
    ['the setting endpoint "5" cannot be used: it is no text', { endpoint: 5 as never }],
    [
      "the setting instance must be a text of up to 20 characters. Give the instance's name, not its id.",
      { region: "cn-shanghai", instance: "imagesearch-cn-0123456" }
    ],
    ["the setting instance must be a text", { region: "cn-shanghai", instance: 5 as never }]
  ]

  it.effect("of an empty list of endpoints is that of the region", () =>
    Effect.gen(function* () {
      expect(yield* addresses({ region: "cn-shanghai", endpoint: [] })).toMatchObject({
        endpoints: ["https://imagesearch.cn-shanghai.aliyuncs.com"]
      })
    })
  )

  it.effect("holds each endpoint once, however it is written", () =>
    Effect.gen(function* () {
      const [one, two] = ["https://a.example", "https://b.example:8443"]
      const { endpoints } = yield* addresses({ endpoint: [one, two, "A.example:443", `${two}/`, one] })
      expect(endpoints).toEqual([one, two])
    })
  )

  it.effect("takes an instance whose name has as many characters as are allowed", () =>
    Effect.gen(function* () {
      const instance = "i".repeat(20)
      expect(yield* resolveConfig({ instance, region: "cn-shanghai" }, keys)).toMatchObject({ instance })
    })
  )

  it.effect.each(wrong)("that is wrong says: %s", ([sentence, config]) =>
    Effect.gen(function* () {
      expect((yield* Effect.flip(addresses(config))).message).toContain(sentence)
    })
  )
})

/** The key that was given, as opposed to one that is asked for when it is needed. */
const keyOf = ({ credentials }: ResolvedConfig): Credentials => {
  if ("current" in credentials) throw new Error("expected a key that is given")
  return credentials
}

const tokenOf = ({ securityToken }: Credentials) => securityToken && Redacted.value(securityToken)

describe("credentials", () => {
  const credentials = (config: ImageSearchConfig, environment: Readonly<Record<string, string>>) =>
    Effect.map(resolveConfig({ instance: "demo", region: "cn-shanghai", ...config }, environment), (resolved) => ({
      id: keyOf(resolved).accessKeyId,
      secret: Redacted.value(keyOf(resolved).accessKeySecret),
      token: tokenOf(keyOf(resolved))
    }))

  it.effect("come from the settings first, then ALIBABA_CLOUD_*, then the names of the service's samples", () =>
    Effect.gen(function* () {
      const samples = { CC_AK_ENV: "sample", CC_SK_ENV: "sample-secret" }
      expect(yield* credentials({}, samples)).toEqual({ id: "sample", secret: "sample-secret", token: undefined })
      expect(yield* credentials({}, { ...samples, ...keys })).toMatchObject({ id: "id", secret: "secret" })
      expect(
        yield* credentials({ accessKeyId: "own", accessKeySecret: "own-secret" }, { ...samples, ...keys })
      ).toMatchObject({
        id: "own",
        secret: "own-secret"
      })
    })
  )

  it.effect("take an empty variable for an absent one, and an empty token in the settings for none", () =>
    Effect.gen(function* () {
      expect((yield* credentials({}, { ...keys, ALIBABA_CLOUD_SECURITY_TOKEN: "t" })).token).toBe("t")
      expect(
        (yield* credentials({ securityToken: "" }, { ...keys, ALIBABA_CLOUD_SECURITY_TOKEN: "t" })).token
      ).toBeUndefined()
      const error = yield* Effect.flip(credentials({}, { ...keys, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" }))
      expect(error.message).toBe(
        "Configuration failed: the setting accessKeySecret is missing. Set ALIBABA_CLOUD_ACCESS_KEY_SECRET."
      )
    })
  )

  it.effect("take the environment's token with the environment's key only", () =>
    Effect.gen(function* () {
      const temporary = { ...keys, ALIBABA_CLOUD_SECURITY_TOKEN: "t" }
      const own = { accessKeyId: "own", accessKeySecret: "own-secret" }
      expect(yield* credentials(own, temporary)).toEqual({ id: "own", secret: "own-secret", token: undefined })
      expect((yield* credentials({ ...own, securityToken: "own-t" }, temporary)).token).toBe("own-t")
      expect((yield* credentials({ accessKeySecret: "secret" }, temporary)).token).toBe("t")
    })
  )

  it.effect("take both halves of a key from one pair of variables", () =>
    Effect.gen(function* () {
      const mixed = { ALIBABA_CLOUD_ACCESS_KEY_ID: "id", CC_SK_ENV: "sample-secret" }
      const error = yield* Effect.flip(credentials({}, mixed))
      expect(error.message).toContain("accessKeySecret is missing. Set ALIBABA_CLOUD_ACCESS_KEY_SECRET.")
      expect((yield* Effect.flip(credentials({}, { CC_AK_ENV: "sample" }))).message).toContain("Set CC_SK_ENV.")
    })
  )

  it.effect("are not taken from two sources at a time", () =>
    Effect.gen(function* () {
      const both = { profile: "prod", accessKeyId: "id", accessKeySecret: "s" }
      expect((yield* Effect.flip(credentials(both, {}))).message).toBe(
        "Configuration failed: the setting profile is given beside accessKeyId. Give a provider, a profile or a key, and no two of them."
      )
      const provider = fromStatic({ accessKeyId: "id", accessKeySecret: "s" })
      expect((yield* Effect.flip(credentials({ credentials: provider, profile: "prod" }, {}))).message).toContain(
        "the setting credentials is given beside profile"
      )
    })
  )

  it.effect("are refused with a token that belongs to no key of the settings", () =>
    Effect.gen(function* () {
      const refusal = (config: ImageSearchConfig) =>
        Effect.map(Effect.flip(credentials({ ...config, securityToken: "t" }, {})), ({ message }) => message)
      const advice =
        "Leave one of them out: the token goes with an accessKeyId, and keys from elsewhere bring their own."
      expect(yield* refusal({ profile: "prod" })).toBe(
        `Configuration failed: the setting securityToken is given beside profile. ${advice}`
      )
      const provider = fromStatic({ accessKeyId: "id", accessKeySecret: "s" })
      expect(yield* refusal({ credentials: provider })).toContain("securityToken is given beside credentials")
      expect(yield* refusal({})).toBe(
        "Configuration failed: the setting securityToken is given without accessKeyId and accessKeySecret. Give the key that it belongs to, or leave it out."
      )
      expect((yield* credentials({ securityToken: "t" }, keys)).token).toBe("t")
    })
  )

  it.effect("are refused by name when they could not be sent as they are, and not repeated", () =>
    Effect.gen(function* () {
      const wrong = { accessKeyId: "id", accessKeySecret: "hush-hush\n" }
      const error = yield* Effect.flip(credentials(wrong, {}))
      expect(error.message).toBe(
        "Configuration failed: the setting accessKeySecret holds a line break. Copy it again, without blanks or line breaks."
      )
      expect((yield* Effect.flip(credentials({ accessKeyId: "a b", accessKeySecret: "s" }, {}))).message).toContain(
        "accessKeyId holds a blank"
      )
    })
  )

  it.effect("are never shown", () =>
    Effect.gen(function* () {
      const resolved = yield* resolveConfig({ instance: "demo", region: "cn-shanghai" }, keys)
      const { accessKeySecret } = keyOf(resolved)
      expect(JSON.stringify(resolved)).not.toContain('"secret"')
      expect(inspect(accessKeySecret)).toContain("redacted")
    })
  )
})

describe("the region of a profile of the aliyun CLI", () => {
  const profiles = [
    { name: "a", mode: "AK", region_id: "cn-beijing" },
    { name: "b", mode: "AK", region_id: "eu-central-1" },
    { name: "c", mode: "AK", region_id: "cn-qingdao" },
    { name: "d", mode: "AK" }
  ]
  const file = folderWith({ ".aliyun/config.json": JSON.stringify({ current: "a", profiles }) })

  it.effect.each<readonly [string | undefined, ImageSearchConfig, Readonly<Record<string, string>>]>([
    ["cn-beijing", {}, {}],
    ["eu-central-1", {}, { ALIBABA_CLOUD_PROFILE: "b" }],
    ["eu-central-1", { profile: "b" }, { ALIBABA_CLOUD_PROFILE: "a" }],
    ["cn-shanghai", { region: "cn-shanghai" }, {}],
    ["cn-shanghai", {}, { ALIBABA_CLOUD_REGION_ID: "cn-shanghai" }],
    // The service is not there, or nothing is said.
    ["missing", {}, { ALIBABA_CLOUD_PROFILE: "c" }],
    ["missing", {}, { ALIBABA_CLOUD_PROFILE: "d" }],
    ["missing", {}, { ALIBABA_CLOUD_PROFILE: "none" }],
    ["missing", {}, { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true" }],
    ["missing", {}, { HOME: "/nonexistent" }],
    [undefined, { endpoint: "http://127.0.0.1:1" }, {}]
  ])("is %s for %j and %j", ([expected, config, environment]) =>
    Effect.gen(function* () {
      const settings = { instance: "demo", ...config }
      const resolved = yield* Effect.result(resolveConfig(settings, { HOME: yield* file, ...environment }))
      if (resolved._tag === "Success") return expect(resolved.success.regionId).toBe(expected)
      expect([expected, resolved.failure.message]).toEqual(["missing", expect.stringContaining("region is missing")])
    }).pipe(Effect.scoped)
  )

  it.effect("is none when the file is wrong, which is said when its key is wanted", () =>
    Effect.gen(function* () {
      const HOME = yield* folderWith({ ".aliyun/config.json": '{"profiles": 5' })
      const error = yield* Effect.flip(resolveConfig({ instance: "demo" }, { HOME }))
      expect(error.message).toContain("the setting region is missing")
    }).pipe(Effect.scoped)
  )
})

describe("rates", () => {
  it.effect.each([
    [{ search: 0 }, "the setting rates.search must be a number above zero, not 0."],
    [{ add: -1 }, "the setting rates.add must be a number above zero, not -1."],
    [{ add: Number.NaN }, "the setting rates.add must be a number above zero, not NaN."],
    [{ adds: 5 }, "the setting rates.adds is no kind of call."]
  ] as const)("of %j would pace nothing, and are refused", ([rates, expected]) =>
    Effect.gen(function* () {
      // Callers in plain JavaScript can misspell a kind.
      const config = { instance: "demo", region: "cn-shanghai", rates } as ImageSearchConfig
      const error = yield* Effect.flip(resolveConfig(config, keys))
      expect(error.reason._tag).toBe("InvalidConfig")
      expect(error.message).toContain(expected)
    })
  )

  it.effect("may be fractions", () =>
    Effect.gen(function* () {
      const rates = { add: 0.5 }
      const resolved = yield* resolveConfig({ instance: "demo", region: "cn-shanghai", rates }, keys)
      expect(resolved.rates).toEqual(rates)
    })
  )
})

describe("settings that do not exist", () => {
  it.effect.each([
    [{ regionId: "cn-beijing" }, "the setting regionId does not exist. Did you mean region?"],
    [{ endpoints: ["https://a.example"] }, "the setting endpoints does not exist. Did you mean endpoint?"],
    [{ accesskeyId: "id" }, "the setting accesskeyId does not exist. Did you mean accessKeyId?"],
    [{ pictures: { adresses: "any" } }, "the setting pictures.adresses does not exist. Did you mean addresses?"],
    [{ toString: 5 }, "the setting toString does not exist."]
  ])("are refused, with the nearest that does: %j", ([misspelt, expected]) =>
    Effect.gen(function* () {
      const config = { instance: "demo", region: "cn-shanghai", ...(misspelt as object) }
      const error = yield* Effect.flip(resolveConfig(config, keys))
      expect(error.reason._tag).toBe("InvalidConfig")
      expect(error.message).toContain(expected)
    })
  )

  it.effect("count as absent when they are undefined", () =>
    Effect.gen(function* () {
      const config = { instance: "demo", region: "cn-shanghai", regionId: undefined }
      expect((yield* resolveConfig(config, keys)).regionId).toBe("cn-shanghai")
    })
  )
})

describe("settings that are missing", () => {
  const nowhere = { HOME: "/nonexistent" }
  const message = (config: ImageSearchConfig, environment: Readonly<Record<string, string>>) =>
    Effect.map(Effect.flip(resolveConfig(config, { ...nowhere, ...environment })), (error) => error.message)

  it.effect("are named all at once, with how to set each", () =>
    Effect.gen(function* () {
      expect(yield* message({}, {})).toBe(
        "Configuration failed: the setting instance is missing, and so are region and the AccessKey. " +
          "Name the instance with the option instance, or IMAGESEARCH_INSTANCE. " +
          "Name the region with the option region, or ALIBABA_CLOUD_REGION_ID; or the host with the option endpoint, or IMAGESEARCH_ENDPOINT. " +
          "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or name a profile with the option profile, or ALIBABA_CLOUD_PROFILE."
      )
      expect(yield* message({ instance: "demo" }, { ALIBABA_CLOUD_ACCESS_KEY_ID: "id" })).toContain(
        "the setting region is missing, and so is accessKeySecret."
      )
    })
  )

  it.effect.each([
    { ALIBABA_CLOUD_PROFILE: "prod" },
    { ALIBABA_CLOUD_ECS_METADATA: "role" },
    { ALIBABA_CLOUD_CREDENTIALS_URI: "http://127.0.0.1:1/key" },
    { ...keys }
  ])("do not name a key that %j points to", (environment) =>
    Effect.gen(function* () {
      expect(yield* message({ instance: "demo" }, environment)).toContain("the setting region is missing. Name")
    })
  )

  it.effect("are no reason to stop when only the key is unknown: a machine may have a role", () =>
    Effect.gen(function* () {
      const { credentials } = yield* resolveConfig({ instance: "demo", region: "cn-shanghai" }, nowhere)
      expect("current" in credentials).toBe(true)
    })
  )
})
