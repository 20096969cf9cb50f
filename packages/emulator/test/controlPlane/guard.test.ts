import { describe, expect, it } from "vitest"
import { checkAccess } from "../../src/controlPlane/guard.ts"
import { startEmulator } from "../../src/index.ts"
import { KEY, send } from "../client.ts"

const HOST = "127.0.0.1:8080"

/** A request from `remoteAddress`, as far as the guard looks at it. */
const from = (remoteAddress: string, headers: Readonly<Record<string, string>> = {}, url = "/_emulator/health") =>
  checkAccess({ url, headers: { host: HOST, ...headers }, socket: { remoteAddress } })

describe("the control plane", () => {
  it.each(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])("answers a program at %s", (address) => {
    expect(() => from(address)).not.toThrow()
  })

  it.each(["192.168.1.7", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1", ""])(
    "does not answer a program at %s",
    (address) => {
      expect(() => from(address)).toThrow("the control plane answers programs on the same machine only")
    }
  )

  it.each([
    ["a page of another site", { origin: "https://evil.example" }],
    ["a page of another port on this machine", { origin: "http://127.0.0.1:3000" }],
    ["a page in a sandbox or a file", { origin: "null" }],
    ["a picture or a script of another site", { "sec-fetch-site": "cross-site" }],
    ["a picture or a script of another port", { "sec-fetch-site": "same-site" }],
    ["a name that a page could have resolved to it", { host: "evil.example" }],
    ["a name that ends as a loopback name begins", { host: "127.0.0.1.evil.example" }]
  ])("does not answer %s", async (_, headers) => {
    expect(() => from("127.0.0.1", headers)).toThrow(/^the control plane /)
    await using emulator = await startEmulator(KEY)
    const host = new URL(emulator.url).host
    const request = { method: "POST", path: "/_emulator/reset", headers: { host, ...headers }, body: "" }
    expect(await send(emulator.url, request)).toMatchObject({ status: 403, body: { error: expect.any(String) } })
  })

  it("goes by the host of a target that names one, as to a proxy, and not by the header", () => {
    expect(() => from("127.0.0.1", {}, "http://evil.example/_emulator/health")).toThrow('not under "evil.example"')
    expect(() => from("127.0.0.1", { host: "evil.example" }, `http://${HOST}/_emulator/health`)).not.toThrow()
  })

  it.each([
    ["its own pages", { origin: `http://${HOST}`, "sec-fetch-site": "same-origin" }],
    ["its own pages over TLS", { origin: `https://${HOST}` }],
    ["an address typed into a browser", { "sec-fetch-site": "none" }]
  ])("answers %s", (_, headers) => {
    expect(() => from("::1", headers)).not.toThrow()
  })

  it("answers under every address of loopback that an emulator may listen on", async () => {
    await using emulator = await startEmulator({ ...KEY, host: "127.1.2.3" })
    expect(await emulator.control.health()).toMatchObject({ instance: "demo" })
  })

  it("takes no body of a type that a page may send without asking first, and allows no page to ask", async () => {
    await using emulator = await startEmulator(KEY)
    const { host } = new URL(emulator.url)
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const headers = { host, "content-type": type }
      const reply = await send(emulator.url, { method: "POST", path: "/_emulator/reset", headers, body: "{}" })
      expect(reply.status).toBe(415)
    }
    const asked = await send(emulator.url, { method: "OPTIONS", path: "/_emulator/reset", headers: { host }, body: "" })
    expect(asked.status).toBe(405)
    expect(asked.headers).not.toHaveProperty("access-control-allow-origin")
  })
})
