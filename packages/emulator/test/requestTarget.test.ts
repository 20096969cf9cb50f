import { describe, expect, it } from "vitest"
import { startEmulator } from "../src/index.ts"
import { targetOf } from "../src/requestTarget.ts"
import { draw, KEY, prepare, send, upload } from "./client.ts"

describe("the target of a request", () => {
  it.each([
    ["/a?b=http://c/d", "/a?b=http://c/d", "h"],
    ["http://localhost:1/a?b#c", "/a?b#c", "localhost:1"],
    ["HTTPS://[::1]:1", "/", "[::1]:1"],
    ["http://x?Action=Detail", "/?Action=Detail", "x"],
    ["http:///a", "http:///a", "h"],
    ["http://user@x/a", "http://user@x/a", "h"],
    ["*", "*", "h"]
  ])("%s is for %s of %s, where the header says h", (url, rest, host) => {
    expect(targetOf({ url, headers: { host: "h" } })).toEqual({ url: rest, host })
  })

  it("may name the host, as clients write it that take the emulator for a proxy", async () => {
    await using emulator = await startEmulator(KEY)
    const detail = prepare(emulator, "Detail", { InstanceName: "demo" })
    expect(await send(emulator.url, { ...detail, path: `${emulator.url}${detail.path}` })).toMatchObject({
      status: 200,
      body: { Instance: { Name: "demo" } }
    })
    expect(await emulator.control.requests()).toMatchObject([{ url: `${emulator.url}${detail.path}` }])
    const get = { method: "GET", headers: { host: new URL(emulator.url).host }, body: "" }
    expect(await send(emulator.url, { ...get, path: `${emulator.url}/_emulator/health` })).toMatchObject({
      status: 200,
      body: { instance: "demo" }
    })
    const picture = await draw({ seed: 1 })
    const object = await upload(emulator, picture)
    expect(await send(emulator.url, { ...get, path: object })).toMatchObject({
      status: 200,
      headers: { "content-length": String(picture.length) }
    })
  })
})
