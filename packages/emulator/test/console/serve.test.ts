// The console at the socket: who gets it, and what a browser is told to allow it.

import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { KEY, send } from "../client.ts"

describe("the console", () => {
  let emulator: Emulator

  const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET") =>
    send(emulator.url, { method, path, headers: { host: new URL(emulator.url).host, ...headers }, body: "" })

  beforeAll(async () => {
    emulator = await startEmulator(KEY)
  })
  afterAll(() => emulator.close())

  it.each([
    ["", "text/html;charset=utf-8"],
    ["main.js", "text/javascript;charset=utf-8"],
    ["style.css", "text/css;charset=utf-8"],
    ["icon.svg", "image/svg+xml"]
  ])("serves /_console/%s as %s, with a policy that lets nothing in from elsewhere", async (path, type) => {
    const { status, headers } = await ask(`/_console/${path}`)
    expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type })
    expect(headers["x-content-type-options"]).toBe("nosniff")
    const policy = String(headers["content-security-policy"])
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "trusted-types 'none'"])
      expect(policy.split("; ")).toContain(rule)
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it("sends those who leave out the slash to it, since its files are named from there", async () => {
    const { status, headers } = await ask("/_console")
    expect({ status, location: headers["location"] }).toEqual({ status: 308, location: "/_console/" })
    expect((await ask("/_console", { origin: "https://evil.example" })).status).toBe(403)
  })

  it.each([
    ["a page of another site", { origin: "https://evil.example" }],
    ["a link or a frame of another site", { "sec-fetch-site": "cross-site" }],
    ["a page of another port", { "sec-fetch-site": "same-site" }],
    ["a name that a page could have resolved to it", { host: "evil.example" }]
  ])("is not shown to %s", async (_, headers) => {
    const reply = await ask("/_console/", headers)
    expect(reply.status).toBe(403)
    expect(reply.text).not.toContain("<html")
  })

  it("has its own files only, and takes GET only", async () => {
    for (const path of ["../../package.json", "%2e%2e/serve.ts", "tsconfig.json", "serve.js", "main.ts"])
      expect((await ask(`/_console/${path}`)).status).toBe(404)
    expect((await ask("/_console/", {}, "POST")).status).toBe(405)
  })

  it("is not among the requests that it shows", async () => {
    await ask("/_console/")
    expect(await emulator.control.requests()).toEqual([])
  })
})
