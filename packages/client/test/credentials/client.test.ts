import { setTimeout as wait } from "node:timers/promises"
import { inspect } from "node:util"
import { expect, it } from "@effect/vitest"
import { debugLogSink, TransportEvents } from "@imagesearch/transport"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import * as References from "effect/References"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe } from "vitest"
import {
  fromAssumeRole,
  fromChain,
  fromProcess,
  fromStatic,
  fromUri,
  type CredentialsProvider
} from "../../src/credentials/index.ts"
import { ImageSearch, type ImageSearchConfig } from "../../src/index.ts"
import { createImageSearch, ImageSearchError } from "../../src/promise.ts"
import { emulated } from "../support/emulated.ts"
import { folderWith, jsonOf, keyService, temporaryKey } from "../support/keyService.ts"
import { disc } from "../support/picture.ts"

const source = fromStatic({ accessKeyId: "id", accessKeySecret: "hush-secret" })

/** Both faces of a client: what one operation of each gives, or fails with. */
const throughBoth = (config: ImageSearchConfig) =>
  Effect.gen(function* () {
    const viaEffect = yield* ImageSearch.use((search) => search.detail()).pipe(
      Effect.provide(ImageSearch.layer(config)),
      Effect.result
    )
    const viaPromise = yield* Effect.result(
      Effect.tryPromise({
        try: async () => {
          await using client = createImageSearch(config)
          return await client.detail()
        },
        catch: (error) => {
          if (error instanceof ImageSearchError) return error
          throw error
        }
      })
    )
    return [viaEffect, viaPromise] as const
  })

const failuresOf = (config: ImageSearchConfig) =>
  Effect.map(throughBoth(config), (results) =>
    results.map((result) => {
      if (result._tag === "Success") throw new Error("expected a failure")
      const texts = [result.failure.message, JSON.stringify(result.failure), inspect(result.failure)].join("\n")
      expect(texts).not.toContain("hush-")
      return result.failure
    })
  )

const somewhere = (endpoint: string): ImageSearchConfig => ({ region: "cn-shanghai", instance: "demo", endpoint })

describe("a client whose key comes from a provider", () => {
  it.live("uploads, adds and finds with a temporary key, for which it asks once", () =>
    Effect.gen(function* () {
      const { AccessKeyId, AccessKeySecret, SecurityToken } = temporaryKey("role")
      const sts = yield* keyService(() => jsonOf(200, { Credentials: temporaryKey("role") }))
      const world = yield* Effect.acquireDisposable(
        Effect.promise(() =>
          emulated({ accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken })
        )
      )
      const client = world.clientWith({
        accessKeyId: undefined,
        accessKeySecret: undefined,
        credentials: fromAssumeRole({ source, roleArn: "acs:role", sts: { endpoint: sts.url }, environment: {} })
      })
      const found = yield* Effect.promise(async () => {
        await Promise.all(
          ["a", "b", "c"].map((productId) => client.addImage({ productId, picName: "p.ppm", picture: disc() }))
        )
        return client.byPicture({ picture: disc() })
      })
      expect(found.hits).toHaveLength(3)
      expect(sts.requests).toHaveLength(1)
    }).pipe(Effect.scoped)
  )

  it.live("asks anew and calls again, once, when the service says that the key has expired", () =>
    Effect.gen(function* () {
      let issued = 0
      const uri = yield* keyService(() => jsonOf(200, temporaryKey(String(++issued))))
      const service = yield* keyService(({ headers }) =>
        headers["x-acs-security-token"] === "hush-token-of-1"
          ? jsonOf(400, { Code: "InvalidSecurityToken.Expired", Message: "expired", RequestId: "R" })
          : jsonOf(200, { RequestId: "R", Success: true, Instance: { Name: "demo" } })
      )
      const [result] = yield* throughBoth({ ...somewhere(service.url), credentials: fromUri({ uri: uri.url }) })
      expect(result).toMatchObject({
        _tag: "Success",
        success: { attempts: [{ code: "InvalidSecurityToken.Expired" }, { status: 200, delayMillis: 0 }] }
      })
    }).pipe(Effect.scoped)
  )

  it.live("fails by how the provider failed, before anything is sent to the service", () =>
    Effect.gen(function* () {
      const service = yield* keyService(() => jsonOf(500, {}))
      const sts = yield* keyService(() =>
        jsonOf(403, { Code: "NoPermission", Message: "no hush-secret", RequestId: "R" })
      )
      const role = fromAssumeRole({ source, roleArn: "acs:role", sts: { endpoint: sts.url }, environment: {} })
      const cases: ReadonlyArray<readonly [CredentialsProvider, string, string]> = [
        [role, "Credentials", "role acs:role: NoPermission: no <redacted> (request id R)"],
        [fromProcess({ command: "false", environment: {} }), "Unavailable", "false ended with exit code 1"],
        [fromUri({ environment: {} }), "InvalidConfig", "ALIBABA_CLOUD_CREDENTIALS_URI is not set"],
        [fromChain([fromUri({ environment: {} }), role]), "Credentials", "is not set; role acs:role: NoPermission"]
      ]
      for (const [credentials, reason, says] of cases) {
        const errors = yield* failuresOf({ ...somewhere(service.url), credentials })
        for (const error of errors) {
          expect(error).toMatchObject({ operation: "Detail", reason: { _tag: reason }, attempts: [] })
          expect(error.message).toContain(says)
        }
      }
      expect(service.requests).toHaveLength(0)
    }).pipe(Effect.scoped)
  )

  it.live("writes no secret into any log, whatever happens on the way", () =>
    Effect.gen(function* () {
      const lines: string[] = []
      const logger = Logger.layer([Logger.make((options) => void lines.push(Logger.formatJson.log(options)))])
      const answers = [
        jsonOf(503, { Code: "ServiceUnavailable", Message: "hush-secret" }),
        jsonOf(200, { Credentials: temporaryKey("1") }),
        jsonOf(403, { Code: "NoPermission", Message: "hush-secret" })
      ]
      const sts = yield* keyService(() => answers.shift())
      const service = yield* keyService(() =>
        jsonOf(400, { Code: "InvalidSecurityToken.Expired", Message: "hush-token-of-1", RequestId: "R" })
      )
      const credentials = fromAssumeRole({ source, roleArn: "acs:role", sts: { endpoint: sts.url }, environment: {} })
      const error = yield* ImageSearch.use((search) => search.detail()).pipe(
        Effect.provide(ImageSearch.layer({ ...somewhere(service.url), credentials })),
        (program) => Effect.flatMap(debugLogSink, (sink) => Effect.provideService(program, TransportEvents, sink)),
        Effect.flip,
        Effect.tap(() => Effect.sleep(10)),
        Effect.provide(logger),
        Effect.provideService(References.MinimumLogLevel, "Trace")
      )
      expect(error.reason._tag).toBe("Credentials")
      expect(error.attempts).toMatchObject([{ code: "InvalidSecurityToken.Expired" }])
      const log = lines.join("\n")
      for (const word of ["AssumeRole", "InvalidSecurityToken.Expired"]) expect(log).toContain(word)
      for (const word of ["hush-", "Signature=", "uthorization"]) expect(log + error.message).not.toContain(word)
    }).pipe(Effect.scoped)
  )

  it.live("ends the program that prints the key when its only call is aborted", () =>
    Effect.gen(function* () {
      const folder = yield* folderWith({})
      const alive = join(folder, "alive")
      const code = `require("fs").writeFileSync(${JSON.stringify(alive)},String(process.pid));setInterval(()=>{},1000)`
      const credentials = fromProcess({ command: [process.execPath, "-e", code], environment: {} })
      const search = createImageSearch({ ...somewhere("http://127.0.0.1:1"), credentials })
      yield* Effect.promise(async () => {
        const controller = new AbortController()
        const call = search.detail({ signal: controller.signal }).catch((reason: unknown) => reason)
        while (!existsSync(alive)) await wait(10)
        controller.abort("enough")
        expect(await call).toBe("enough")
      })
      // The process is a child of this one, which hears of its end a moment later.
      const pid = Number(readFileSync(alive, "utf8"))
      while (isRunning(pid)) yield* Effect.sleep(10)
      yield* Effect.promise(() => search.close())
    }).pipe(Effect.scoped)
  )

  it.live.each([
    ["accessKeyId", { accessKeyId: "a b" }, "holds a blank"],
    ["accessKeySecret", { accessKeySecret: Redacted.make("hush-\nsecret") }, "holds a line break"],
    ["securityToken", { securityToken: Redacted.make("hush-token\r\n") }, "holds a blank, a line break"]
  ] as const)("refuses a key of the user's own provider whose %s no header can carry", ([field, changes, problem]) =>
    Effect.gen(function* () {
      const credentials = { accessKeyId: "id", accessKeySecret: Redacted.make("hush-secret"), ...changes }
      const own: CredentialsProvider = {
        name: "vault",
        load: () => Effect.succeed({ credentials, expiresAt: undefined, provider: "vault" })
      }
      for (const error of yield* failuresOf({ ...somewhere("http://127.0.0.1:1"), credentials: own })) {
        expect(error.reason._tag).toBe("InvalidConfig")
        expect(error.message).toContain(`gives no key: vault: ${field} of the key ${problem}`)
        expect(error.advice).toBe("Mend what vault lacks, or give another provider.")
      }
    })
  )

  it.live.each<readonly [string, (config: ImageSearchConfig) => Effect.Effect<void, unknown>]>([
    [
      "promises",
      (config) =>
        Effect.promise(async () => {
          await using client = createImageSearch(config)
          await client.detail()
          await wait(400)
          await client.detail()
        })
    ],
    [
      "a layer",
      (config) =>
        ImageSearch.use((search) => Effect.andThen(search.detail(), Effect.delay(search.detail(), 400))).pipe(
          Effect.asVoid,
          Effect.provide(ImageSearch.layer(config))
        )
    ]
  ])("ends the renewal of its key when it is closed, as %s (real time: 1.4 s)", ([, callTwice]) =>
    Effect.gen(function* () {
      const service = yield* keyService(() => jsonOf(200, { Success: true, Instance: { Name: "demo" } }))
      const key = { accessKeyId: "id", accessKeySecret: Redacted.make("hush-secret") }
      const told: Array<string> = []
      // The second call is made in the last quarter of the key's life, and waits a second for another.
      const hanging: CredentialsProvider = {
        name: "hanging",
        load: () =>
          Effect.flatMap(Clock.currentTimeMillis, (now) => {
            told.push("asked")
            return told.length === 1
              ? Effect.succeed({ credentials: key, expiresAt: now + 500, provider: "hanging" })
              : Effect.onInterrupt(Effect.never, () => Effect.sync(() => told.push("ended")))
          })
      }
      yield* callTwice({ ...somewhere(service.url), credentials: hanging })
      expect(told).toEqual(["asked", "asked", "ended"])
    }).pipe(Effect.scoped)
  )

  it.live("gives up the wait for a key with the call (real time: 50 ms)", () =>
    Effect.gen(function* () {
      const slow = yield* keyService(() => undefined)
      const search = createImageSearch({ ...somewhere("http://127.0.0.1:1"), credentials: fromUri({ uri: slow.url }) })
      const error = yield* Effect.promise(() => search.detail({ timeout: 50 }).catch((failure: unknown) => failure))
      expect(error).toMatchObject({ reason: { _tag: "TimedOut", lacking: "key" }, attempts: [] })
      expect(error).toMatchObject({ advice: "Check where keys come from, or give the call more time." })
      yield* Effect.promise(() => search.close())
    }).pipe(Effect.scoped)
  )
})

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it.live("a profile that is named and has no key is what to mend, whatever the environment has", () =>
  Effect.gen(function* () {
    for (const error of yield* failuresOf({ ...somewhere("http://127.0.0.1:1"), profile: "nobody-has-this-profile" })) {
      expect(error.reason).toMatchObject({ _tag: "InvalidConfig", setting: "profile" })
      expect(error.message).toMatch(
        /^Detail failed: the setting profile gives no key: aliyun profile: .+\. Mend that profile, or name another\.$/
      )
    }
  })
)

describe("a client without any key", () => {
  it.live("says where it looked, and what to set", () =>
    Effect.gen(function* () {
      const environment = { HOME: "/nonexistent", ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" }
      const error = yield* ImageSearch.use((search) => search.detail()).pipe(
        Effect.provide(ImageSearch.layer(somewhere("http://127.0.0.1:1"), environment)),
        Effect.flip
      )
      expect(error.reason).toMatchObject({ _tag: "InvalidConfig", setting: "credentials" })
      expect(error.message).toMatch(
        /^Detail failed: the setting credentials gives no key: environment: neither .+; credentials URI: .+ is not set\. Set ALIBABA_CLOUD_ACCESS_KEY_ID and .+$/
      )
    })
  )
})
