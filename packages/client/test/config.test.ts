import { inspect } from "node:util"
import { expect, it } from "@effect/vitest"
import { formatEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { describe } from "vitest"
import { resolveConfig, type ImageSearchConfig } from "../src/index.ts"

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
    ["the setting region is missing", {}]
  ]

  it.effect.each(wrong)("that is wrong says: %s", ([sentence, config]) =>
    Effect.gen(function* () {
      expect((yield* Effect.flip(addresses(config))).message).toContain(sentence)
    })
  )
})

describe("credentials", () => {
  const credentials = (config: ImageSearchConfig, environment: Readonly<Record<string, string>>) =>
    Effect.map(resolveConfig({ instance: "demo", region: "cn-shanghai", ...config }, environment), (resolved) => ({
      id: resolved.credentials.accessKeyId,
      secret: Redacted.value(resolved.credentials.accessKeySecret),
      token: resolved.credentials.securityToken && Redacted.value(resolved.credentials.securityToken)
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
      const { accessKeySecret } = resolved.credentials
      expect(JSON.stringify(resolved)).not.toContain('"secret"')
      expect(inspect(accessKeySecret)).toContain("redacted")
    })
  )
})
