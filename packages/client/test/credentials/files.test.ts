import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { chmod } from "node:fs/promises"
import { join } from "node:path"
import { describe } from "vitest"
import {
  fromAliyunProfile,
  fromCredentialsFile,
  fromEnvironment,
  fromProfile,
  fromStatic
} from "../../src/credentials/index.ts"
import { failureOf, folderWith, jsonOf, keyService, loaded, temporaryKey } from "../support/keyService.ts"

const key = { access_key_id: "id", access_key_secret: "hush-secret" }

const aliyun = (profiles: readonly unknown[], current = "default") =>
  folderWith({ ".aliyun/config.json": JSON.stringify({ current, profiles }) })

describe("a given key", () => {
  it.effect("is handed out, and refused when it could not be sent", () =>
    Effect.gen(function* () {
      const given = { accessKeyId: "id", accessKeySecret: "s", securityToken: "t" }
      expect(yield* loaded(fromStatic(given))).toEqual({ id: "id", secret: "s", token: "t", expiresAt: undefined })
      const error = yield* failureOf(fromStatic({ accessKeyId: "id", accessKeySecret: "hush-\n" }))
      expect(error.message).toBe(
        "No key could be had from the given key: accessKeySecret of the given key holds a line break."
      )
    })
  )
})

describe("the environment", () => {
  it.effect("gives the key of ALIBABA_CLOUD_* first, then that of the samples", () =>
    Effect.gen(function* () {
      const samples = { CC_AK_ENV: "sample", CC_SK_ENV: "s" }
      expect(yield* loaded(fromEnvironment(samples))).toMatchObject({ id: "sample", token: undefined })
      const own = { ALIBABA_CLOUD_ACCESS_KEY_ID: "own", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" }
      const withToken = { ...samples, ...own, ALIBABA_CLOUD_SECURITY_TOKEN: "t" }
      expect(yield* loaded(fromEnvironment(withToken))).toMatchObject({ id: "own", token: "t" })
    })
  )

  it.effect("says which variables are not set, or which half is missing", () =>
    Effect.gen(function* () {
      expect(yield* failureOf(fromEnvironment({ CC_AK_ENV: "" }))).toMatchObject({ reason: { _tag: "Absent" } })
      const half = yield* failureOf(fromEnvironment({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: "hush-secret" }))
      expect(half.message).toContain("ALIBABA_CLOUD_ACCESS_KEY_ID is missing beside ALIBABA_CLOUD_ACCESS_KEY_SECRET")
      expect(half.reason._tag).toBe("Invalid")
    })
  )
})

describe("a profile of the aliyun CLI", () => {
  it.effect("is the named one, else that of ALIBABA_CLOUD_PROFILE, else the current one", () =>
    Effect.gen(function* () {
      const profile = (name: string) => ({ name, mode: "AK", ...key, access_key_id: `id-of-${name}` })
      const HOME = yield* aliyun(["a", "b", "c"].map(profile), "a")
      const id = (name: string | undefined, environment: Readonly<Record<string, string>>) =>
        Effect.map(loaded(fromAliyunProfile({ profile: name, environment: { HOME, ...environment } })), (one) => one.id)
      expect(yield* id(undefined, {})).toBe("id-of-a")
      expect(yield* id(undefined, { ALIBABA_CLOUD_PROFILE: "b" })).toBe("id-of-b")
      expect(yield* id("c", { ALIBABA_CLOUD_PROFILE: "b" })).toBe("id-of-c")
    }).pipe(Effect.scoped)
  )

  it.effect("takes mode names in any case, and empty fields for absent ones", () =>
    Effect.gen(function* () {
      const HOME = yield* aliyun([{ name: "default", mode: "ak", ...key, sts_token: "", expired_seconds: 0 }])
      expect(yield* loaded(fromAliyunProfile({ environment: { HOME } }))).toMatchObject({ token: undefined })
    }).pipe(Effect.scoped)
  )

  it.effect("of the mode StsToken has its token", () =>
    Effect.gen(function* () {
      const HOME = yield* aliyun([{ name: "default", mode: "StsToken", ...key, sts_token: "t" }])
      expect(yield* loaded(fromAliyunProfile({ environment: { HOME } }))).toMatchObject({ id: "id", token: "t" })
    }).pipe(Effect.scoped)
  )

  it.effect("follows a chain of roles: each asks STS with the key of the one before", () =>
    Effect.gen(function* () {
      const sts = yield* keyService(({ body }) =>
        jsonOf(200, {
          RequestId: "R",
          Credentials: temporaryKey(new URLSearchParams(body).get("RoleSessionName") ?? "")
        })
      )
      const role = { mode: "ChainableRamRoleArn", sts_endpoint: sts.url }
      const HOME = yield* aliyun(
        [
          { name: "top", ...role, source_profile: "middle", ram_role_arn: "acs:top", ram_session_name: "top" },
          { name: "middle", ...role, source_profile: "base", ram_role_arn: "acs:middle", ram_session_name: "middle" },
          {
            name: "base",
            mode: "RamRoleArn",
            ...key,
            sts_endpoint: sts.url,
            ram_role_arn: "acs:base",
            ram_session_name: "base",
            expired_seconds: 900
          }
        ],
        "top"
      )
      expect(yield* loaded(fromAliyunProfile({ environment: { HOME } }))).toMatchObject({ id: "STS.top" })
      const asked = sts.requests.map(({ body, headers }) => ({
        role: new URLSearchParams(body).get("RoleArn"),
        seconds: new URLSearchParams(body).get("DurationSeconds"),
        by: /Credential=([^,]+)/.exec(headers.authorization ?? "")?.[1]
      }))
      expect(asked).toEqual([
        { role: "acs:base", seconds: "900", by: "id" },
        { role: "acs:middle", seconds: "3600", by: "STS.base" },
        { role: "acs:top", seconds: "3600", by: "STS.middle" }
      ])
    }).pipe(Effect.scoped)
  )

  const wrong: ReadonlyArray<readonly [says: string, profiles: readonly unknown[], current?: string]> = [
    ['has no profile "default"', []],
    ["access_key_secret of profile", [{ name: "default", mode: "AK", access_key_id: "id" }]],
    ["access_key_id of profile", [{ name: "default", mode: "AK", ...key, access_key_id: 7 }]],
    ["sts_token of profile", [{ name: "default", mode: "StsToken", ...key }]],
    ["ram_role_arn of profile", [{ name: "default", mode: "RamRoleArn", ...key }]],
    ["oidc_provider_arn of profile", [{ name: "default", mode: "OIDC", ram_role_arn: "a", oidc_token_file: "f" }]],
    ["process_command of profile", [{ name: "default", mode: "External" }]],
    ["credentials_uri of profile", [{ name: "default", mode: "CredentialsURI" }]],
    [
      "expired_seconds of profile",
      [{ name: "default", mode: "RamRoleArn", ...key, ram_role_arn: "a", expired_seconds: "9" }]
    ],
    ['mode of profile "default" in', [{ name: "default", mode: "CloudSSO", ...key }]],
    ["needs a browser", [{ name: "default", mode: "OAuth" }]],
    ['"Telepathy" is no mode that is known', [{ name: "default", mode: "Telepathy" }]],
    ['"constructor" is no mode that is known', [{ name: "default", mode: "constructor" }]],
    ["gives no key that signs here", [{ name: "default", mode: "BearerToken" }]],
    ["profiles.0.name of", [{ mode: "AK" }]],
    [
      "leads back to itself: default → b → default",
      [
        { name: "default", mode: "ChainableRamRoleArn", ram_role_arn: "a", source_profile: "b" },
        { name: "b", mode: "ChainableRamRoleArn", ram_role_arn: "a", source_profile: "default" }
      ]
    ],
    ['"b" does not exist', [{ name: "default", mode: "ChainableRamRoleArn", ram_role_arn: "a", source_profile: "b" }]]
  ]

  it.effect.each(wrong)("that is wrong says: %s", ([says, profiles]) =>
    Effect.gen(function* () {
      const HOME = yield* aliyun(profiles)
      expect((yield* failureOf(fromAliyunProfile({ environment: { HOME } }))).message).toContain(says)
    }).pipe(Effect.scoped)
  )
})

describe("the credentials file", () => {
  const file = (content: string) => folderWith({ ".alibabacloud/credentials": content })
  const keyLines = "access_key_id = id\naccess_key_secret = hush-secret\n"

  it.effect("has a section for each profile; values are taken whole", () =>
    Effect.gen(function* () {
      const HOME = yield* file(
        `# mine\n[default]\ntype = access_key\n${keyLines}\n; theirs\n[other]\r\ntype=sts\r\naccess_key_id=other\r\naccess_key_secret=a=b#c;d\r\nsecurity_token=t\r\n`
      )
      expect(yield* loaded(fromCredentialsFile({ environment: { HOME } }))).toMatchObject({ id: "id" })
      const environment = { HOME, ALIBABA_CLOUD_PROFILE: "other" }
      expect(yield* loaded(fromCredentialsFile({ environment }))).toMatchObject({ secret: "a=b#c;d", token: "t" })
      const path = join(HOME, ".alibabacloud", "credentials")
      const elsewhere = { HOME: "/nonexistent", ALIBABA_CLOUD_CREDENTIALS_FILE: path }
      expect(yield* loaded(fromCredentialsFile({ environment: elsewhere }))).toMatchObject({ id: "id" })
    }).pipe(Effect.scoped)
  )

  it.effect("of the type ram_role_arn asks STS", () =>
    Effect.gen(function* () {
      const sts = yield* keyService(() => jsonOf(200, { Credentials: temporaryKey("role") }))
      const HOME = yield* file(`[default]\ntype = ram_role_arn\n${keyLines}role_arn = acs:role\npolicy = {"a":"b=c"}\n`)
      const environment = { HOME, ALIBABA_CLOUD_STS_ENDPOINT: sts.url }
      expect(yield* loaded(fromCredentialsFile({ environment }))).toMatchObject({ id: "STS.role" })
      expect(new URLSearchParams(sts.requests[0]?.body).get("Policy")).toBe('{"a":"b=c"}')
    }).pipe(Effect.scoped)
  )

  it.effect.each([
    ["line 2 of", "[default]\nhush-nonsense\n"],
    ["line 1 of", "type = access_key\n"],
    ["line 3 of", "[a]\n\n[a]\n"],
    ["has no section [default]", "[other]\n"],
    ["type of [default] in", "[default]\naccess_key_id = id\n"],
    ["access_key_secret of [default] in", "[default]\ntype = access_key\naccess_key_id = id\n"],
    [
      "access_key_id of [default] in",
      "[default]\ntype = access_key\naccess_key_id =\naccess_key_secret = hush-secret\n"
    ],
    ['"rsa_key_pair" gives no key to sign with', "[default]\ntype = rsa_key_pair\n"],
    ["role_arn of [default] in", `[default]\ntype = ram_role_arn\n${keyLines}`]
  ])("that is wrong says: %s", ([says, content]) =>
    Effect.gen(function* () {
      const HOME = yield* file(content ?? "")
      expect((yield* failureOf(fromCredentialsFile({ environment: { HOME } }))).message).toContain(says)
    }).pipe(Effect.scoped)
  )
})

describe("a file with keys", () => {
  it.effect("that lacks is told from one that is wrong", () =>
    Effect.gen(function* () {
      const HOME = yield* folderWith({})
      const error = yield* failureOf(fromAliyunProfile({ environment: { HOME } }))
      expect(error.reason).toEqual({ _tag: "Absent", problem: `there is no file ${join(HOME, ".aliyun/config.json")}` })
    }).pipe(Effect.scoped)
  )

  it.effect.each([
    ["no JSON", "{", "is no JSON"],
    ["empty", "", "is empty"],
    ["a list", "[]", "is no object"],
    ["without profiles", "{}", "profiles of"],
    ["too large", " ".repeat(1024 * 1024 + 1), "is larger than 1048576 bytes"]
  ])("that is %s is refused", ([, content, says]) =>
    Effect.gen(function* () {
      const HOME = yield* folderWith({ ".aliyun/config.json": content ?? "" })
      const error = yield* failureOf(fromAliyunProfile({ environment: { HOME } }))
      expect(error.reason._tag).toBe("Invalid")
      expect(error.message).toContain(says)
    }).pipe(Effect.scoped)
  )

  it.effect("may begin with a byte order mark", () =>
    Effect.gen(function* () {
      const profiles = [{ name: "default", mode: "AK", ...key }]
      const HOME = yield* folderWith({
        ".aliyun/config.json": `\uFEFF${JSON.stringify({ current: "default", profiles })}`
      })
      expect(yield* loaded(fromAliyunProfile({ environment: { HOME } }))).toMatchObject({ id: "id" })
    }).pipe(Effect.scoped)
  )

  it.effect("is read when others may read it, and refused when everybody may write it", () =>
    Effect.gen(function* () {
      const HOME = yield* aliyun([{ name: "default", mode: "AK", ...key }])
      const path = join(HOME, ".aliyun", "config.json")
      yield* Effect.promise(() => chmod(path, 0o644))
      expect(yield* loaded(fromAliyunProfile({ path, environment: {} }))).toMatchObject({ id: "id" })
      yield* Effect.promise(() => chmod(path, 0o666))
      const error = yield* failureOf(fromAliyunProfile({ path, environment: {} }))
      expect(error.message).toContain("may be written by every user of this machine; take that away with chmod o-w")
    }).pipe(Effect.scoped)
  )

  it.effect("that is a folder is refused", () =>
    Effect.gen(function* () {
      const path = yield* folderWith({})
      expect((yield* failureOf(fromAliyunProfile({ path }))).message).toContain("is no file")
    }).pipe(Effect.scoped)
  )
})

describe("a profile by name", () => {
  it.effect("is looked for in both files, and in neither the environment nor elsewhere", () =>
    Effect.gen(function* () {
      const HOME = yield* folderWith({
        ".aliyun/config.json": JSON.stringify({ current: "a", profiles: [{ name: "a", mode: "AK", ...key }] }),
        ".alibabacloud/credentials": "[b]\ntype=access_key\naccess_key_id=b\naccess_key_secret=s\n"
      })
      const environment = { HOME, ALIBABA_CLOUD_ACCESS_KEY_ID: "e", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "s" }
      expect(yield* loaded(fromProfile("a", environment))).toMatchObject({ id: "id" })
      expect(yield* loaded(fromProfile("b", environment))).toMatchObject({ id: "b" })
      const error = yield* failureOf(fromProfile("c", environment))
      expect(error.message).toContain('has no profile "c"; ')
      expect(error.message).toContain("has no section [c]")
    }).pipe(Effect.scoped)
  )
})
