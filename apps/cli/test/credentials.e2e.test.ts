import { mkdir, writeFile } from "node:fs/promises"
import http from "node:http"
import type net from "node:net"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runCli } from "./runCli.ts"
import { openStage, secret, type Stage } from "./stage.ts"

let stage: Stage
/** Every test's HOME, so that the profiles of whoever runs the tests are not read. */
let home: string
let sts: { readonly url: string; readonly close: () => Promise<unknown>; asked: number }

/** Hands out the emulator's key as a temporary one: a token that comes with a lasting key means nothing to it. */
const startSts = async () => {
  const server = http.createServer((_, response) => {
    sts.asked++
    const key = {
      AccessKeyId: "test-key",
      AccessKeySecret: secret,
      SecurityToken: "t",
      Expiration: "2099-01-01T00:00:00Z"
    }
    response.end(JSON.stringify({ RequestId: "R", Credentials: key }))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as net.AddressInfo // a TCP server has one
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)), asked: 0 }
}

beforeAll(async () => {
  stage = await openStage()
  sts = await startSts()
  home = stage.folder
  const key = { access_key_id: "test-key", access_key_secret: secret }
  const profiles = [
    { name: "stranger", mode: "AK", access_key_id: "stranger", access_key_secret: "another-secret" },
    { name: "shop", mode: "AK", ...key },
    { name: "role", mode: "RamRoleArn", ...key, ram_role_arn: "acs:role", sts_endpoint: sts.url },
    { name: "browser", mode: "CloudSSO" }
  ]
  await mkdir(join(home, ".aliyun"))
  await writeFile(join(home, ".aliyun", "config.json"), JSON.stringify({ current: "stranger", profiles }), {
    mode: 0o600
  })
})

afterAll(async () => {
  await stage[Symbol.asyncDispose]()
  await sts.close()
})

/** Without a key in the environment. */
const show = (args: readonly string[], changes: Readonly<Record<string, string>> = {}) => {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: _, ALIBABA_CLOUD_ACCESS_KEY_SECRET: __, ...rest } = stage.environment
  const environment = { ...rest, HOME: home, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...changes }
  return runCli(["instance", "show", ...args], { environment })
}

describe("a profile", () => {
  it("is the current one, that of ALIBABA_CLOUD_PROFILE, or that of --profile, which wins over a key in the environment", async () => {
    const refused = await show([])
    expect(refused).toMatchObject({ code: 77, stderr: expect.stringContaining("InvalidAccessKeyId.NotFound") })
    expect(await show([], { ALIBABA_CLOUD_PROFILE: "shop" })).toMatchObject({ code: 0, stderr: "" })
    const key = { ALIBABA_CLOUD_ACCESS_KEY_ID: "stranger", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "another-secret" }
    expect(await show(["--profile", "shop"], { ...key, ALIBABA_CLOUD_PROFILE: "stranger" })).toMatchObject({ code: 0 })
  })

  it("with a role asks STS for its key", async () => {
    const before = sts.asked
    expect(await show(["--profile", "role"])).toMatchObject({ code: 0, stderr: "" })
    expect(sts.asked).toBe(before + 1)
  })

  it.each([
    ["none", 'has no profile "none"; credentials file: there is no file'],
    ["browser", "needs a browser to sign in; name another profile"],
    ["none", "the setting profile gives no key"],
    ["none", "Mend that profile, or name another."]
  ])("that gives no key ends with 2 and says why: %s", async (name, says) => {
    const { code, stdout, stderr } = await show(["--profile", name])
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(/^imagesearch: [^\n]+\n$/)
    expect(stderr).toContain(says)
  })

  it("beside a key on the command line ends with 2", async () => {
    const { code, stderr } = await show(["--profile", "shop", "--access-key-id", "test-key"])
    expect(code).toBe(2)
    expect(stderr).toContain("the setting profile is given beside accessKeyId")
  })
})

describe("no key anywhere", () => {
  it("ends with 2 and says where it was looked for", async () => {
    const { code, stderr } = await show([], { HOME: "/nonexistent" })
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /environment: .+; OIDC role: .+; aliyun profile: .+; credentials file: .+; ECS metadata: .+;/
    )
    expect(stderr).toContain("Set ALIBABA_CLOUD_ACCESS_KEY_ID")
  })
})
