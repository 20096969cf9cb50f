import { once } from "node:events"
import { connect } from "node:net"
import { describe, expect, it } from "vitest"
import { startEmulator } from "../src/index.ts"
import { call, draw, KEY, prepare, send, upload } from "./client.ts"

const control = (url: string, method: string, path: string, host = new URL(url).host) =>
  send(url, { method, path: `/_emulator/${path}`, headers: { host }, body: "" })

describe("a running emulator", () => {
  it("plays one service on several ports: a ticket from one, the upload to another, the operation at a third", async () => {
    await using emulator = await startEmulator({ ...KEY, endpoints: 3 })
    const [first = "", second = "", third = ""] = emulator.urls
    const PicContent = await upload(emulator, await draw({ seed: 1 }), second)
    const added = await call(emulator, "AddImage", { ProductId: "p", PicName: "a", PicContent }, third)
    expect(added.body).toMatchObject({ Success: true })
    expect((await call(emulator, "Detail", {}, first)).body).toMatchObject({ Instance: { TotalCount: 1 } })
  })

  it("refuses at one port what was sent to another before", async () => {
    await using emulator = await startEmulator({ ...KEY, endpoints: 2 })
    const request = prepare(emulator, "Detail", { InstanceName: emulator.instance })
    expect((await send(emulator.urls[0] ?? "", request)).status).toBe(200)
    expect((await send(emulator.urls[1] ?? "", request)).body).toMatchObject({ Code: "SignatureNonceUsed" })
  })

  it("answers an unexpected failure with InternalError, reports it in one line, and goes on", async () => {
    let isBroken = false
    const warnings: string[] = []
    await using emulator = await startEmulator({
      ...KEY,
      warn: (line) => void warnings.push(line),
      clock: () => {
        const wasBroken = isBroken
        isBroken = false
        if (wasBroken) throw new Error("the clock has stopped")
        return Date.now()
      }
    })
    isBroken = true
    const reply = await call(emulator, "Detail")
    expect(reply).toMatchObject({
      status: 500,
      body: { Code: "InternalError", Message: "An internal server error occurred." }
    })
    expect(warnings).toEqual([expect.stringMatching(/^unexpected failure in Detail: the clock has stopped \(at .+\)$/)])
    expect((await call(emulator, "Detail")).status).toBe(200)
  })

  it.each([
    ["AddImage", "UnknownException"],
    ["DeleteImage", "UnknownException"],
    ["UpdateImage", "InternalError"],
    ["SearchImageByName", "InternalError"],
    ["DumpMeta", "Console.InternalError"],
    ["CheckImageExists", "InternalError"]
  ])("answers an unexpected failure within %s with the code that it documents, %s", async (action, code) => {
    // Asked three times of each request before its operation: at its arrival, and by the date and the nonce.
    let untilBroken = Number.POSITIVE_INFINITY
    await using emulator = await startEmulator({
      ...KEY,
      expiresMs: Date.now() + 3_600_000,
      warn: () => undefined,
      clock: () => {
        untilBroken -= 1
        if (untilBroken === 0) throw new Error("the clock has stopped")
        return Date.now()
      }
    })
    untilBroken = 4
    expect(await call(emulator, action)).toMatchObject({
      status: 500,
      body: { Code: code, Message: expect.stringMatching(/.error[ .]/) }
    })
  })

  it("refuses a client whose clock is off, and shows its own in the Date header", async () => {
    const now = Date.UTC(2030, 0, 1)
    await using emulator = await startEmulator({ ...KEY, clock: () => now })
    expect(await call(emulator, "Detail")).toMatchObject({
      status: 400,
      headers: { date: "Tue, 01 Jan 2030 00:00:00 GMT" },
      body: { Code: "InvalidTimeStamp.Expired" }
    })
  })

  it("logs one line per request, and never a secret or a signature", async () => {
    const lines: string[] = []
    await using emulator = await startEmulator({ ...KEY, log: (line) => void lines.push(line) })
    await call(emulator, "Detail", { Foo: "a" })
    await call(emulator, "DeleteImage", {})
    await send(emulator.url, { ...prepare(emulator, "Detail", {}), body: "changed", path: "/?Action=x" })
    await upload(emulator, await draw({ seed: 1 }))
    await control(emulator.url, "GET", "health")
    expect(lines.map((line) => line.replace(/\d+\.\d ms/, "N ms"))).toEqual([
      "POST Detail 200 - N ms unknown: Foo",
      "POST DeleteImage 400 NoSpecifiedProductId N ms",
      "POST Detail 400 SignatureDoesNotMatch N ms differs: body",
      "GET AuthorizeFileUpload 200 - N ms",
      "POST object 201 - N ms",
      "GET control 200 - N ms"
    ])
  })

  it("goes on after a client that leaves in the middle of a request", async () => {
    const warnings: string[] = []
    await using emulator = await startEmulator({ ...KEY, warn: (line) => void warnings.push(line) })
    const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1")
    await once(socket, "connect")
    const head =
      "POST / HTTP/1.1\r\nhost: x\r\nx-acs-action: Detail\r\nx-acs-version: 2020-12-14\r\ncontent-length: 100\r\n\r\nhalf"
    socket.end(head)
    socket.resume()
    await once(socket, "close")
    expect((await call(emulator, "Detail")).status).toBe(200)
    expect(warnings).toEqual([])
  })
})

describe("an emulator in this process", () => {
  it("may be closed twice", async () => {
    const emulator = await startEmulator({ ...KEY })
    await Promise.all([emulator.close(), emulator.close()])
    await expect(call(emulator, "Detail")).rejects.toMatchObject({ code: "ECONNREFUSED" })
  })

  it("does not listen on an address that other machines reach with a key that it makes up", async () => {
    await expect(startEmulator({ host: "0.0.0.0" })).rejects.toThrow(
      '"0.0.0.0" lets other machines in, so the emulator wants a key of your own to listen on it'
    )
  })
})

describe("the control plane", () => {
  it("reports the instance, its pictures, the requests so far and the parameters that nobody knows", async () => {
    await using emulator = await startEmulator({ ...KEY, instance: "mine" })
    await call(emulator, "Detail", { Foo: "1" })
    await call(emulator, "Detail", { Foo: "2" })
    const { status, body } = await control(emulator.url, "GET", "health")
    expect(status).toBe(200)
    expect(body).toEqual({
      instance: "mine",
      instances: { mine: { pictures: 0 } },
      pictures: 0,
      uptimeMs: expect.any(Number),
      requests: 3,
      answered: { Detail: 2 },
      unknownParameters: { "Detail.Foo": 2 },
      endpoints: [{ url: emulator.url, isUp: true }]
    })
  })

  it("takes an endpoint down at once, with its open connections, and brings it up on the same port", async () => {
    await using emulator = await startEmulator({ ...KEY, endpoints: 2 })
    const [first = "", second = ""] = emulator.urls
    const open = connect(Number(new URL(second).port), "127.0.0.1")
    await once(open, "connect")
    // The connection must have reached the server before it can be broken there.
    open.write("GET /_emulator/health HTTP/1.1\r\nhost: localhost\r\n\r\n")
    await once(open, "data")
    const broken = once(open, "error")
    expect((await control(first, "POST", "endpoints/1/down")).body).toEqual({ url: second, isUp: false })
    expect(await broken).toMatchObject([{ code: "ECONNRESET" }])
    await expect(call(emulator, "Detail", {}, second)).rejects.toMatchObject({ code: "ECONNREFUSED" })
    expect((await call(emulator, "Detail", {}, first)).status).toBe(200)
    expect((await control(first, "POST", "endpoints/1/up")).body).toEqual({ url: second, isUp: true })
    expect((await call(emulator, "Detail", {}, second)).status).toBe(200)
  })

  it("answers the one who takes down the endpoint that was asked, before that one is gone", async () => {
    await using emulator = await startEmulator({ ...KEY, endpoints: 2 })
    const [first = ""] = emulator.urls
    expect((await control(first, "POST", "endpoints/0/down")).body).toEqual({ url: first, isUp: false })
    await expect(control(first, "GET", "health")).rejects.toMatchObject({ code: "ECONNREFUSED" })
  })

  it.each([
    ["GET", "nothing", 404, "the control plane has no /_emulator/nothing"],
    ["POST", "health", 405, "/_emulator/health takes GET"],
    ["POST", "endpoints/7/down", 404, "there is no endpoint 7; this emulator has 1, counted from 0"]
  ])("answers %s %s with %i and a sentence", async (method, path, status, error) => {
    await using emulator = await startEmulator({ ...KEY })
    expect(await control(emulator.url, method, path)).toMatchObject({ status, body: { error } })
  })

  it("does not answer under a name that is not loopback, such as a web page could have resolved to it", async () => {
    await using emulator = await startEmulator({ ...KEY })
    expect(await control(emulator.url, "GET", "health", "evil.example")).toMatchObject({ status: 403 })
    expect(await control(emulator.url, "GET", "health", "localhost:1")).toMatchObject({ status: 200 })
  })
})
