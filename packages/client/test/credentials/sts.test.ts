import { expect, it } from "@effect/vitest"
import { sha256Hex, signAcs3 } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import { describe } from "vitest"
import { fromAssumeRole, fromOidcRole, fromStatic, type AssumeRoleOptions } from "../../src/credentials/index.ts"
import { defaultDurationSeconds, leastDurationSeconds } from "../../src/credentials/roleForm.ts"
import { stsLimitMillis } from "../../src/credentials/callSts.ts"
import { stsEndpoint, type StsAddress } from "../../src/credentials/stsEndpoint.ts"
import {
  failureOf,
  farFuture,
  folderWith,
  jsonOf,
  keyService,
  loaded,
  temporaryKey,
  type KeyAnswer,
  type KeyRequest
} from "../support/keyService.ts"

const source = fromStatic({ accessKeyId: "id", accessKeySecret: "hush-secret", securityToken: "hush-token" })
const granted = jsonOf(200, { RequestId: "R", Credentials: temporaryKey("role") })

const role = (url: string, changes: Partial<AssumeRoleOptions> = {}) =>
  fromAssumeRole({ source, roleArn: "acs:ram::1:role/search", sts: { endpoint: url }, environment: {}, ...changes })

/** What the signature should be, recomputed from the request as it arrived. */
const expectedAuthorization = ({ headers, body }: KeyRequest): string => {
  const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  const { authorization: _, ...rest } = signed
  const request = { method: "POST", path: "/", query: [], headers: rest, payloadHash: sha256Hex(body) }
  return signAcs3(request, { accessKeyId: "id", accessKeySecret: "hush-secret" }).authorization
}

describe("a role", () => {
  it.effect("is asked of STS with the key of the source, signed, and its key is handed out", () =>
    Effect.gen(function* () {
      const sts = yield* keyService(() => granted)
      const options = { sessionName: "me", durationSeconds: 900, policy: "{}", externalId: "x" }
      expect(yield* loaded(role(sts.url, options))).toEqual({
        id: "STS.role",
        secret: "hush-secret-of-role",
        token: "hush-token-of-role",
        expiresAt: Date.parse(farFuture)
      })
      const [request] = sts.requests
      expect(request).toMatchObject({
        method: "POST",
        url: "/",
        headers: { "x-acs-action": "AssumeRole", "x-acs-version": "2015-04-01", "x-acs-security-token": "hush-token" }
      })
      expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
        RoleArn: "acs:ram::1:role/search",
        RoleSessionName: "me",
        DurationSeconds: "900",
        Policy: "{}",
        ExternalId: "x"
      })
      expect(request && expectedAuthorization(request)).toBe(request?.headers.authorization)
    }).pipe(Effect.scoped)
  )

  it.effect("lasts an hour and has a session name of its own unless told otherwise", () =>
    Effect.gen(function* () {
      const sts = yield* keyService(() => granted)
      yield* loaded(role(sts.url))
      const form = new URLSearchParams(sts.requests[0]?.body)
      expect(form.get("DurationSeconds")).toBe("3600")
      expect(form.get("RoleSessionName")).toMatch(/^imagesearch-\d+$/)
      expect([form.has("Policy"), form.has("ExternalId")]).toEqual([false, false])
    }).pipe(Effect.scoped)
  )

  it.effect.each([899, 900.5, Number.NaN])("of %d seconds is refused before anything is sent", (durationSeconds) =>
    Effect.gen(function* () {
      const error = yield* failureOf(role("http://127.0.0.1:1", { durationSeconds }))
      expect(error.message).toContain("durationSeconds of the role is no whole number of seconds from 900 on")
    })
  )

  it.effect("that is refused tells code, request id and text, and no secret that the text repeats", () =>
    Effect.gen(function* () {
      const refusal = { RequestId: "R-1", Code: "NoPermission", Message: "hush-secret may not, nor hush-token." }
      const sts = yield* keyService(() => jsonOf(403, refusal))
      const error = yield* failureOf(role(sts.url))
      expect(error.reason).toEqual({
        _tag: "Refused",
        status: 403,
        code: "NoPermission",
        problem: "<redacted> may not, nor <redacted>",
        requestId: "R-1"
      })
      expect(error.provider).toBe("role acs:ram::1:role/search")
    }).pipe(Effect.scoped)
  )

  it.live("that fails for the moment is asked for again (real time: back-off)", () =>
    Effect.gen(function* () {
      const answers: KeyAnswer[] = [jsonOf(503, { Code: "ServiceUnavailable", Message: "busy" }), granted]
      const sts = yield* keyService(() => answers.shift())
      expect(yield* loaded(role(sts.url))).toMatchObject({ id: "STS.role" })
      expect(sts.requests).toHaveLength(2)
    }).pipe(Effect.scoped)
  )

  it.live("whose STS cannot be reached says so (real time: back-off)", () =>
    Effect.gen(function* () {
      const error = yield* failureOf(role("http://127.0.0.1:1"))
      expect(error.reason._tag).toBe("Unavailable")
      expect(error.message).toContain("AssumeRole at http://127.0.0.1:1 failed after 3 attempts")
    })
  )

  it.effect.each([
    ["Credentials of the answer of AssumeRole", { RequestId: "R" }],
    ["Credentials.SecurityToken of", { Credentials: { ...temporaryKey("x"), SecurityToken: undefined } }],
    ["Credentials.AccessKeyId of", { Credentials: { ...temporaryKey("x"), AccessKeyId: "" } }],
    ["expiration of the answer of AssumeRole is no date", { Credentials: temporaryKey("x", "tomorrow") }],
    ["expiration of the answer of AssumeRole is no date", { Credentials: temporaryKey("x", "key-1") }],
    ["expiration of the answer of AssumeRole is no date", { Credentials: temporaryKey("x", "2099-01-31T23:59:59") }],
    ["expiration of the answer of AssumeRole is past", { Credentials: temporaryKey("x", "1969-01-01T00:00:00Z") }]
  ])("whose answer is odd names the field: %s", ([says, body]) =>
    Effect.gen(function* () {
      const sts = yield* keyService(() => jsonOf(200, body))
      const error = yield* failureOf(role(sts.url))
      expect(error.reason._tag).toBe("Invalid")
      expect(error.message).toContain(says)
    }).pipe(Effect.scoped)
  )

  it.effect("whose source has no key says what the source lacks", () =>
    Effect.gen(function* () {
      const empty = fromStatic({ accessKeyId: "", accessKeySecret: "s" })
      const error = yield* failureOf(role("http://127.0.0.1:1", { source: empty }))
      expect(error.message).toContain("search / the given key: accessKeyId of the given key is empty")
    })
  )

  it("has the durations and the patience of the documentation", () => {
    expect({ defaultDurationSeconds, leastDurationSeconds, stsLimitMillis }).toEqual({
      defaultDurationSeconds: 3_600,
      leastDurationSeconds: 900,
      stsLimitMillis: 15_000
    })
  })
})

describe("the host of STS", () => {
  it.effect.each<readonly [string, StsAddress, Readonly<Record<string, string>>]>([
    ["sts.aliyuncs.com", {}, {}],
    ["sts.cn-beijing.aliyuncs.com", { region: "cn-beijing" }, {}],
    ["sts.cn-beijing.aliyuncs.com", {}, { ALIBABA_CLOUD_STS_REGION: "cn-beijing" }],
    ["sts-vpc.cn-beijing.aliyuncs.com", { region: "cn-beijing", network: "vpc" }, {}],
    ["sts-vpc.cn-beijing.aliyuncs.com", { region: "cn-beijing" }, { ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: "True" }],
    ["own.example", { region: "cn-beijing" }, { ALIBABA_CLOUD_STS_ENDPOINT: "own.example" }],
    ["127.0.0.1:1", { endpoint: "http://127.0.0.1:1" }, { ALIBABA_CLOUD_STS_ENDPOINT: "own.example" }]
  ])("is %s for %j and %j", ([host, address, environment]) =>
    Effect.map(stsEndpoint("p", { ...address, environment }), (endpoint) => expect(endpoint.host).toBe(host))
  )

  it.effect("inside a VPC needs a region, and is no path", () =>
    Effect.gen(function* () {
      expect((yield* Effect.flip(stsEndpoint("p", { network: "vpc", environment: {} }))).message).toContain(
        "needs a region"
      )
      expect((yield* Effect.flip(stsEndpoint("p", { endpoint: "http://a/b", environment: {} }))).message).toContain(
        "it has a path"
      )
    })
  )
})

describe("an OIDC role", () => {
  const named = (token: string, sts: string) =>
    Effect.map(folderWith({ token }), (folder) => ({
      ALIBABA_CLOUD_ROLE_ARN: "acs:role",
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:provider",
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: `${folder}/token`,
      ALIBABA_CLOUD_ROLE_SESSION_NAME: "pod",
      ALIBABA_CLOUD_STS_ENDPOINT: sts
    }))

  it.effect("is asked of STS with the token of the file and no signature", () =>
    Effect.gen(function* () {
      const sts = yield* keyService(() => granted)
      const environment = yield* named("hush-oidc\n", sts.url)
      expect(yield* loaded(fromOidcRole({ environment }))).toMatchObject({ id: "STS.role" })
      const [request] = sts.requests
      expect(request?.headers.authorization).toBeUndefined()
      const query = new URL(request?.url ?? "", sts.url).searchParams
      expect(Object.fromEntries(query)).toEqual({
        Action: "AssumeRoleWithOIDC",
        Version: "2015-04-01",
        Format: "JSON",
        Timestamp: "1970-01-01T00:00:00Z"
      })
      expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
        RoleArn: "acs:role",
        RoleSessionName: "pod",
        DurationSeconds: "3600",
        OIDCProviderArn: "acs:provider",
        OIDCToken: "hush-oidc"
      })
    }).pipe(Effect.scoped)
  )

  it.effect("says which variable is not set, that the file is empty, and never the token", () =>
    Effect.gen(function* () {
      const sts = yield* keyService(() => jsonOf(400, { Code: "AuthenticationFail", Message: "bad hush-oidc" }))
      const environment = yield* named("hush-oidc", sts.url)
      const { ALIBABA_CLOUD_OIDC_PROVIDER_ARN: _, ...partly } = environment
      expect((yield* failureOf(fromOidcRole({ environment: partly }))).reason).toEqual({
        _tag: "Absent",
        problem: "ALIBABA_CLOUD_OIDC_PROVIDER_ARN is not set"
      })
      expect((yield* failureOf(fromOidcRole({ environment }))).message).toContain("AuthenticationFail: bad <redacted>")
      const empty = yield* named(" \n", sts.url)
      expect((yield* failureOf(fromOidcRole({ environment: empty }))).message).toContain("token is empty")
    }).pipe(Effect.scoped)
  )
})
