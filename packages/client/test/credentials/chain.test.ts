import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { describe } from "vitest"
import { defaultChain, fromChain, type CredentialsProvider } from "../../src/credentials/index.ts"
import { absent, issue } from "../../src/credentials/CredentialsProvider.ts"
import { failureOf, folderWith, jsonOf, keyService, loaded, temporaryKey } from "../support/keyService.ts"

/** A provider that works when the test says so, and writes down that it was asked. */
const scripted = (name: string, asked: string[], state: { works: boolean }): CredentialsProvider => ({
  name,
  load: () =>
    Effect.suspend(() => {
      asked.push(name)
      return state.works
        ? issue({ provider: name, source: name, accessKeyId: name, accessKeySecret: "s" })
        : Effect.fail(absent(name, "has none"))
    })
})

describe("a chain", () => {
  it.effect("remembers what worked, and not what failed", () =>
    Effect.gen(function* () {
      const asked: string[] = []
      const [first, second, third] = [{ works: false }, { works: false }, { works: false }]
      const chain = fromChain([scripted("1", asked, first), scripted("2", asked, second), scripted("3", asked, third)])
      const asking = (effect: Effect.Effect<unknown, unknown>) => Effect.map(effect, () => asked.splice(0).join())
      // Everything fails: the next load asks them all again, and not only the last.
      expect(yield* asking(failureOf(chain))).toBe("1,2,3")
      second.works = true
      expect(yield* asking(loaded(chain))).toBe("1,2")
      expect(yield* asking(loaded(chain))).toBe("2")
      // What worked fails: the others get their turn, in their order.
      Object.assign(second, { works: false })
      Object.assign(third, { works: true })
      expect(yield* asking(loaded(chain))).toBe("2,1,3")
      expect(yield* asking(loaded(chain))).toBe("3")
    })
  )

  it.effect("that fails tells whom it asked, in order, and why none served", () =>
    Effect.gen(function* () {
      const providers = ["a", "b"].map((name) => scripted(name, [], { works: false }))
      const error = yield* failureOf(fromChain(providers, "mine"))
      expect(error.message).toBe("No key could be had from a: has none; b: has none.")
      expect(error).toMatchObject({ provider: "mine", reason: { _tag: "Exhausted" } })
    })
  )
})

describe("the default chain", () => {
  const profiles = [{ name: "default", mode: "AK", access_key_id: "aliyun", access_key_secret: "s" }]
  const aliyunFile = { ".aliyun/config.json": JSON.stringify({ current: "default", profiles }) }
  const sdkFile = {
    ".alibabacloud/credentials": "[default]\ntype=access_key\naccess_key_id=sdk\naccess_key_secret=s\n"
  }
  const noMachine = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" }

  it.effect("looks in the order of the SDKs: environment, OIDC role, aliyun, credentials file, credentials URI", () =>
    Effect.gen(function* () {
      const service = yield* keyService(({ method }) =>
        method === "GET" ? jsonOf(200, temporaryKey("uri")) : jsonOf(200, { Credentials: temporaryKey("oidc") })
      )
      const HOME = yield* folderWith({ ...aliyunFile, ...sdkFile, token: "t" })
      const uri = { ...noMachine, ALIBABA_CLOUD_CREDENTIALS_URI: service.url }
      const sdk = { ...uri, HOME, ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true" }
      const aliyun = { ...uri, HOME }
      const oidc = {
        ...aliyun,
        ALIBABA_CLOUD_ROLE_ARN: "r",
        ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "p",
        ALIBABA_CLOUD_OIDC_TOKEN_FILE: `${HOME}/token`,
        ALIBABA_CLOUD_STS_ENDPOINT: service.url
      }
      const own = { ...oidc, ALIBABA_CLOUD_ACCESS_KEY_ID: "own", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" }
      const found = yield* Effect.forEach([own, oidc, aliyun, sdk, { ...uri, HOME: "/nonexistent" }], (environment) =>
        Effect.map(loaded(defaultChain(environment)), ({ id }) => id)
      )
      expect(found).toEqual(["own", "STS.oidc", "aliyun", "sdk", "STS.uri"])
    }).pipe(Effect.scoped)
  )

  it.effect("says of each place why it has no key", () =>
    Effect.gen(function* () {
      const error = yield* failureOf(defaultChain({ ...noMachine, HOME: "/nonexistent" }))
      expect(error.message).toBe(
        "No key could be had from " +
          [
            "environment: neither ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET nor CC_AK_ENV and CC_SK_ENV are set",
            "OIDC role: ALIBABA_CLOUD_ROLE_ARN is not set",
            "aliyun profile: there is no file /nonexistent/.aliyun/config.json",
            "credentials file: there is no file /nonexistent/.alibabacloud/credentials",
            "ECS metadata: ALIBABA_CLOUD_ECS_METADATA_DISABLED forbids it",
            "credentials URI: ALIBABA_CLOUD_CREDENTIALS_URI is not set."
          ].join("; ")
      )
    })
  )

  it.effect("names who had the key", () =>
    Effect.gen(function* () {
      const HOME = yield* folderWith(aliyunFile)
      const { provider } = yield* defaultChain({ ...noMachine, HOME }).load()
      expect(provider).toBe('default chain / aliyun profile "default" / mode AK')
    }).pipe(Effect.scoped)
  )
})
