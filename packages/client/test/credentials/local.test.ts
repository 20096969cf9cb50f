import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { describe } from "vitest"
import { fromEcsMetadata, fromUri } from "../../src/credentials/index.ts"
import { metadataEndpoint, metadataLimits, tokenSeconds } from "../../src/credentials/fromEcsMetadata.ts"
import { uriLimits } from "../../src/credentials/fromUri.ts"
import {
  failureOf,
  jsonOf,
  keyService,
  loaded,
  temporaryKey,
  type KeyAnswer,
  type KeyRequest
} from "../support/keyService.ts"

const path = "/latest/meta-data/ram/security-credentials/"
const success = jsonOf(200, { Code: "Success", ...temporaryKey("ecs") })

/** The metadata service of a machine with the role `search`. */
const machine =
  (token: KeyAnswer, rules: (request: KeyRequest) => KeyAnswer = () => undefined) =>
  (request: KeyRequest): KeyAnswer => {
    if (request.url === "/latest/api/token") return token
    const ruled = rules(request)
    if (ruled !== undefined) return ruled
    if (request.url === path) return { status: 200, body: "search\n" }
    return request.url === `${path}search` ? success : { status: 404, body: "" }
  }

const token: KeyAnswer = { status: 200, body: "hush-metadata-token" }
const noToken: KeyAnswer = { status: 404, body: "" }

describe("the metadata of a machine", () => {
  it.effect("gives the key of its role by version 2: a token first, then role and key with it", () =>
    Effect.gen(function* () {
      const service = yield* keyService(machine(token))
      expect(yield* loaded(fromEcsMetadata({ endpoint: service.url, environment: {} }))).toMatchObject({
        id: "STS.ecs",
        token: "hush-token-of-ecs"
      })
      const seen = service.requests.map(({ method, url, headers }) => [
        method,
        url,
        headers["x-aliyun-ecs-metadata-token-ttl-seconds"] ?? headers["x-aliyun-ecs-metadata-token"]
      ])
      expect(seen).toEqual([
        ["PUT", "/latest/api/token", "21600"],
        ["GET", path, "hush-metadata-token"],
        ["GET", `${path}search`, "hush-metadata-token"]
      ])
    }).pipe(Effect.scoped)
  )

  it.effect("is not asked for the role when ALIBABA_CLOUD_ECS_METADATA names it", () =>
    Effect.gen(function* () {
      const service = yield* keyService(machine(token))
      const environment = { ALIBABA_CLOUD_ECS_METADATA: "search" }
      yield* loaded(fromEcsMetadata({ endpoint: service.url, environment }))
      expect(service.requests.map(({ url }) => url)).toEqual(["/latest/api/token", `${path}search`])
    }).pipe(Effect.scoped)
  )

  it.effect("is read by version 1 where the service knows no tokens", () =>
    Effect.gen(function* () {
      const service = yield* keyService(machine(noToken))
      yield* loaded(fromEcsMetadata({ endpoint: service.url, roleName: "search", environment: {} }))
      expect(service.requests.at(-1)?.headers["x-aliyun-ecs-metadata-token"]).toBeUndefined()
    }).pipe(Effect.scoped)
  )

  it.effect("is read by version 1 where the token is refused", () =>
    Effect.gen(function* () {
      const refusing = machine(token, ({ headers }) =>
        headers["x-aliyun-ecs-metadata-token"] === undefined ? undefined : { status: 403, body: "" }
      )
      const service = yield* keyService(refusing)
      yield* loaded(fromEcsMetadata({ endpoint: service.url, roleName: "search", environment: {} }))
      expect(service.requests).toHaveLength(3)
    }).pipe(Effect.scoped)
  )

  it.effect("is never read by version 1 where that is forbidden", () =>
    Effect.gen(function* () {
      const service = yield* keyService(machine(noToken))
      const environment = { ALIBABA_CLOUD_IMDSV1_DISABLED: "true" }
      const error = yield* failureOf(fromEcsMetadata({ endpoint: service.url, environment }))
      expect(error.message).toContain("the service gives no token, and questions without one are forbidden")
      const byOption = fromEcsMetadata({ endpoint: service.url, version1: "forbidden", environment: {} })
      yield* failureOf(byOption)
      expect(service.requests.map(({ method }) => method)).toEqual(["PUT", "PUT"])
    }).pipe(Effect.scoped)
  )

  it.effect("that is not there is no failure of the network", () =>
    Effect.gen(function* () {
      const error = yield* failureOf(fromEcsMetadata({ endpoint: "http://127.0.0.1:1", environment: {} }))
      expect(error.reason).toEqual({
        _tag: "Absent",
        problem: "this machine has no metadata service (127.0.0.1:1: the connection was refused (ECONNREFUSED))"
      })
    })
  )

  it.effect("is not asked where ALIBABA_CLOUD_ECS_METADATA_DISABLED says so", () =>
    Effect.gen(function* () {
      const service = yield* keyService(machine(token))
      const environment = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" }
      expect((yield* failureOf(fromEcsMetadata({ endpoint: service.url, environment }))).reason._tag).toBe("Absent")
      expect(service.requests).toHaveLength(0)
    }).pipe(Effect.scoped)
  )

  it.effect("goes through no proxy", () =>
    Effect.gen(function* () {
      const service = yield* keyService(machine(token))
      const provider = fromEcsMetadata({ endpoint: service.url, environment: {} })
      const issued = yield* provider.load({ proxy: "http://127.0.0.1:1" })
      expect(issued.credentials.accessKeyId).toBe("STS.ecs")
    }).pipe(Effect.scoped)
  )

  it.effect.each<readonly [string, Readonly<Record<string, KeyAnswer>>]>([
    ["the machine has no RAM role", { [path]: { status: 404, body: "" } }],
    ["the machine has no RAM role", { [path]: { status: 200, body: " \n" } }],
    ["answered with HTTP 500", { [path]: { status: 500, body: "" } }],
    ['the metadata of the role "search" is not there', { [`${path}search`]: { status: 404, body: "" } }],
    ['the metadata of the role "search" answered with HTTP 502', { [`${path}search`]: { status: 502, body: "" } }],
    ["is no JSON", { [`${path}search`]: { status: 200, body: "<html>hush-html</html>" } }],
    ["Code of the metadata", { [`${path}search`]: jsonOf(200, { Code: "Failed", ...temporaryKey("x") }) }],
    [
      "Expiration of the metadata",
      { [`${path}search`]: jsonOf(200, { Code: "Success", ...temporaryKey("x"), Expiration: 1 }) }
    ]
  ])("that is odd says: %s", ([says, answers]) =>
    Effect.gen(function* () {
      const service = yield* keyService(machine(token, ({ url }) => answers[url]))
      const error = yield* failureOf(fromEcsMetadata({ endpoint: service.url, environment: {} }))
      expect(error.message).toContain(says)
    }).pipe(Effect.scoped)
  )

  it.live("that does not answer is given up after a second a phase (real time: 2 s)", () =>
    Effect.gen(function* () {
      const service = yield* keyService(() => undefined)
      const error = yield* failureOf(fromEcsMetadata({ endpoint: service.url, environment: {} }))
      expect(error.message).toContain("no answer within 1000 ms")
    }).pipe(Effect.scoped)
  )

  it("is where every machine has it, and asked as the official SDK asks", () => {
    expect({ metadataEndpoint, tokenSeconds, metadataLimits }).toEqual({
      metadataEndpoint: "http://100.100.100.200",
      tokenSeconds: 21_600,
      metadataLimits: { connectMillis: 1_000, headersMillis: 1_000, bodyMillis: 1_000, totalMillis: 3_000 }
    })
  })
})

describe("a credentials URI", () => {
  it.effect("is asked with its path and query, and gives the key", () =>
    Effect.gen(function* () {
      const service = yield* keyService(() => jsonOf(200, temporaryKey("uri")))
      const environment = { ALIBABA_CLOUD_CREDENTIALS_URI: `${service.url}/a/key?for=me%20too` }
      expect(yield* loaded(fromUri({ environment }))).toMatchObject({ id: "STS.uri", token: "hush-token-of-uri" })
      expect(service.requests).toMatchObject([{ method: "GET", url: "/a/key?for=me%20too" }])
    }).pipe(Effect.scoped)
  )

  it.effect.each<readonly [string, KeyAnswer]>([
    ["answered with HTTP 404", { status: 404, body: "hush-body" }],
    ["is no JSON", { status: 200, body: "hush-body" }],
    ["AccessKeySecret of the answer of http://", jsonOf(200, { ...temporaryKey("x"), AccessKeySecret: undefined })],
    ["the answer exceeds 65536 bytes", { status: 200, body: " ".repeat(65_537) }]
  ])("that is odd says: %s", ([says, answer]) =>
    Effect.gen(function* () {
      const service = yield* keyService(() => answer)
      const error = yield* failureOf(fromUri({ uri: `${service.url}/key?token=hush-query`, environment: {} }))
      expect(error.message).toContain(says)
    }).pipe(Effect.scoped)
  )

  it.effect.each([
    ["is no http(s) URL", "ftp://a/b"],
    ["is no http(s) URL", "hush"],
    ["holds a user name or password", "http://hush-user:hush-password@127.0.0.1:1/"],
    ["the connection was refused", "http://127.0.0.1:1/?hush-query"]
  ])("%s: %s", ([says, uri]) =>
    Effect.map(failureOf(fromUri({ uri, environment: {} })), (error) => expect(error.message).toContain(says))
  )

  it("is asked as patiently as by the official SDK", () => {
    expect(uriLimits).toEqual({ connectMillis: 5_000, headersMillis: 10_000, bodyMillis: 10_000, totalMillis: 15_000 })
  })
})
