import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../src/index.ts"
import { KEY, send } from "./client.ts"
import { type Signed, sign } from "./signing.ts"
import { signRoa, signRpc } from "./signingV1.ts"

describe("what a request calls", () => {
  const lines: string[] = []
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, strict: true, log: (line) => void lines.push(line) })
  })
  afterAll(() => emulator.close())

  const replyTo = (request: Signed, headers: Readonly<Record<string, string>> = {}) =>
    send(emulator.url, { ...request, headers: { ...request.headers, ...headers } })

  const rpc = (changes: Partial<Parameters<typeof signRpc>[1]> = {}) =>
    signRpc(KEY, { method: "POST", host: "x", action: "Detail", form: { InstanceName: emulator.instance }, ...changes })

  it.each([
    ["the query", {}],
    ["the form, together with the signature", { place: "form" }]
  ] as const)("may stand in %s, without any header", async (_, changes) => {
    expect(await replyTo(rpc(changes))).toMatchObject({ status: 200, body: { Instance: { Name: "demo" } } })
    expect(lines.at(-1)).toMatch(/^POST Detail 200 /)
  })

  it("is not changed by a header that the signature does not cover", async () => {
    const { body } = await replyTo(rpc(), { "x-acs-action": "DumpMeta", "x-acs-version": "2019-03-25" })
    expect(body).toMatchObject({ Instance: { Name: "demo" } })
  })

  it("is what the header says where the header is signed", async () => {
    const request = sign(KEY, {
      method: "POST",
      host: new URL(emulator.url).host,
      action: "Detail",
      version: "2020-12-14",
      query: { InstanceName: emulator.instance, Action: "DumpMeta", Version: "2019-03-25" },
      form: undefined
    })
    expect((await replyTo(request)).body).toMatchObject({ Instance: { Name: "demo" } })
  })

  it("may come as a GET where the documents say so, and nowhere else", async () => {
    const asked = { method: "GET", host: "x", query: { InstanceName: emulator.instance } } as const
    expect((await replyTo(signRpc(KEY, { ...asked, action: "IncreaseList" }))).status).toBe(200)
    expect((await replyTo(signRpc(KEY, { ...asked, action: "Detail" }))).body).toMatchObject({
      Code: "UnsupportedHTTPMethod"
    })
  })

  it.each([
    ["/v2/image/none", "2019-03-25", "InvalidApi.NotFound"],
    ["/item/search", "2019-03-25", "InvalidApi.NotFound"],
    ["/v2/image/search/", "2019-03-25", "InvalidApi.NotFound"],
    ["/", "2019-03-25", "MissingAction"]
  ])("is nothing at %s of %s: %s", async (path, version, code) => {
    expect((await replyTo(signRoa(KEY, { host: "x", path, version, body: "" }))).body).toMatchObject({ Code: code })
  })
})
