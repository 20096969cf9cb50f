/** What `docs/migrate-from-official-sdk.md` says of the official SDK's settings, tried on the version that it names. */
import type { ServerResponse } from "node:http"
import type { DetailRequest } from "@alicloud/imagesearch20201214"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { dara, detail, failureOf, good, json, officialClient, open, sdk } from "./officialClient.ts"

const { RetryOptions, RuntimeOptions } = dara
const { SearchImageByNameRequest } = sdk
const unavailable = json(503, { Code: "ServiceUnavailable", Message: "Later.", RequestId: "R" })
const condition = { maxAttempts: 2, exception: [], errorCode: ["ServiceUnavailable"] }
const repeating = { retryable: true, retryCondition: [condition] }
const closedPort = "http://127.0.0.1:1"

describe("the official SDK: settings without effect", () => {
  it.each<object>([
    { httpProxy: closedPort },
    { httpsProxy: closedPort },
    { socks5Proxy: "socks5://127.0.0.1:1" },
    { noProxy: "127.0.0.1" },
    { tlsMinVersion: "nonsense" },
    { disableHttp2: true },
    { method: "GET" }
  ])("a call goes its usual way with Config %o", async (settings) => {
    const { client, sent } = await officialClient(good, settings)
    await client.detail(detail)
    expect(sent).toEqual([{ method: "POST", path: "/?InstanceName=demo", body: "" }])
  })

  it.each<object>([
    { autoretry: true, maxAttempts: 3 },
    { autoretry: true, maxAttempts: 3, backoffPolicy: "fixed", backoffPeriod: 1 },
    { retryOptions: new RetryOptions(repeating) }
  ])("nothing is repeated with RuntimeOptions %o", async (options) => {
    const { client, sent } = await officialClient(unavailable)
    await failureOf(client.detailWithOptions(detail, new RuntimeOptions(options)))
    expect(sent).toHaveLength(1)
  })

  it("maxIdleConns bounds no connections: four calls are under way at a time", async () => {
    const waiting: ServerResponse[] = []
    const { client } = await officialClient(
      (response) => {
        waiting.push(response)
        if (waiting.length === 4) for (const one of waiting) good(one)
      },
      { maxIdleConns: 1 }
    )
    const answers = await Promise.all([1, 2, 3, 4].map(() => client.detail(detail)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
  })

  it("openPlatformEndpoint is not copied, network and suffix name no other host", () => {
    const of = (settings: object) =>
      open({ accessKeyId: "a", accessKeySecret: "b", regionId: "cn-shanghai", ...settings })
    expect(of({ openPlatformEndpoint: "127.0.0.1:1" })._openPlatformEndpoint).toBeUndefined()
    expect(of({ network: "vpc" })._endpoint).toBe("imagesearch.cn-shanghai.aliyuncs.com")
    expect(of({ suffix: "test" })._endpoint).toBe("imagesearch.cn-shanghai.aliyuncs.com")
    expect(of({ regionId: "us-west-1" })._endpoint).toBe("imagesearch.us-west-1.aliyuncs.com")
  })
})

describe("the official SDK: settings that do something else", () => {
  it("the read limit is 3 s, and readTimeout alone does not raise it (real time: 3 s)", async () => {
    const usual = await officialClient(() => undefined)
    const raised = await officialClient(() => undefined, { readTimeout: 10_000 })
    const [first, second] = await Promise.all([usual, raised].map(({ client }) => failureOf(client.detail(detail))))
    expect(first?.message).toContain("ReadTimeout(3000)")
    expect(second?.message).toContain("ConnectTimeout")
  })

  it("retryOptions of Config repeats as an instance of its class, and hides the failure as a plain object", async () => {
    const instance = await officialClient(unavailable, { retryOptions: new RetryOptions(repeating) })
    await failureOf(instance.client.detail(detail))
    expect(instance.sent).toHaveLength(2)
    const plain = await officialClient(unavailable, { retryOptions: { retryable: true } })
    expect((await failureOf(plain.client.detail(detail))).message).toContain("reading 'length'")
  })

  it("the environment's key is not read", async () => {
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_ID", "a")
    vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "b")
    onTestFinished(() => void vi.unstubAllEnvs())
    const client = open({ regionId: "cn-shanghai" })
    expect(await failureOf(client.detail(detail))).toMatchObject({ code: "InvalidCredentials" })
  })
})

describe("the official SDK: requests", () => {
  it("a plain object is refused by a TypeError, a misspelt field is dropped, a missing one is not missed", async () => {
    const { client, sent } = await officialClient(good)
    // Users in plain JavaScript write it so.
    const plain = { instanceName: "demo" } as unknown as DetailRequest
    expect((await failureOf(client.detail(plain))).message).toContain("validate is not a function")
    await client.searchImageByName(new SearchImageByNameRequest({ instancename: "demo", productID: "p", num: 1 }))
    await client.searchImageByName(new SearchImageByNameRequest({}))
    expect(sent.map(({ body }) => body)).toEqual(["Num=1", ""])
  })
})
