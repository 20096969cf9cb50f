// The requests that the control plane has recorded.

import { once } from "node:events"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { authorize, call, draw, KEY, post, prepare, sdkForm, send, upload } from "../client.ts"
import { openRaw } from "../faults/rawReply.ts"
import { heldBytes } from "../heldBytes.ts"

/** Of a name in a form. */
const FORM_CHARACTERS = 3_000_000

describe("the recorded requests", () => {
  let emulator: Emulator

  beforeEach(async () => {
    emulator = await startEmulator(KEY)
  })
  afterEach(() => emulator.close())

  it("hold what was sent and what was answered, and nothing of the control plane", async () => {
    const PicContent = await upload(emulator, await draw({ seed: 1 }))
    const added = await call(emulator, "AddImage", { ProductId: "p 1", PicName: "a", PicContent, Foo: 1 })
    await emulator.control.health()
    const [ticket, posted, add, ...others] = await emulator.control.requests()
    expect(others).toEqual([])
    expect(ticket).toMatchObject({ operation: "AuthorizeFileUpload", method: "GET", instance: null, status: 200 })
    expect(posted).toMatchObject({ operation: "PostObject", status: 201, request: { body: null } })
    expect(add).toMatchObject({
      id: 3,
      operation: "AddImage",
      instance: "demo",
      requestId: added.headers["x-acs-request-id"],
      method: "POST",
      url: `${emulator.url}/`,
      status: 200,
      code: null,
      unknownParameters: ["Foo"],
      differing: null,
      fault: null,
      request: { body: expect.stringContaining("ProductId=p%201"), bodyBytes: expect.any(Number) },
      response: { body: added.text, bodyBytes: Buffer.byteLength(added.text) }
    })
    expect(add?.request.headers).toContainEqual({ name: "x-acs-action", value: "AddImage" })
    expect(add?.response?.headers).toContainEqual({ name: "content-type", value: "application/json;charset=utf-8" })
  })

  it("hold 128 characters of a name and 20 unknown names, as the counts do, whatever a form sends", async () => {
    const names = Array.from({ length: 30 }, (_, at) => `${at}${"x".repeat(100_000)}`)
    await call(emulator, "Detail", { InstanceName: "i".repeat(10_000) })
    await call(emulator, "CheckImageExists", {
      ProductId: "p",
      PicName: "a",
      ...Object.fromEntries(names.map((n) => [n, 1]))
    })
    const [{ instance } = { instance: null }, { unknownParameters } = { unknownParameters: [] }] =
      await emulator.control.requests()
    expect(instance).toBe("i".repeat(128))
    expect(unknownParameters.map(({ length }) => length)).toEqual(Array.from({ length: 20 }, () => 128))
    expect(Object.keys((await emulator.control.health()).unknownParameters)[0]).toHaveLength(
      "CheckImageExists.".length + 128
    )
  })

  it("keep nothing else of the forms that names came in", async () => {
    const long = "x".repeat(FORM_CHARACTERS)
    const before = await heldBytes()
    for (let at = 0; at < 20; at += 1) {
      await call(emulator, "DeleteImage", { InstanceName: `${at}${long}` })
      await call(emulator, "CheckImageExists", { ProductId: "p", PicName: "a", [`${at}${long}`]: 1 })
    }
    expect(await emulator.control.requests()).toHaveLength(40)
    expect((await heldBytes()) - before).toBeLessThan(5 * FORM_CHARACTERS)
  })

  it("are found by operation, instance, status and request id, the newest first to be kept", async () => {
    const ids = []
    for (const ProductId of ["", "a", "b"])
      ids.push((await call(emulator, "DeleteImage", { ProductId })).headers["x-acs-request-id"])
    await call(emulator, "Detail", { InstanceName: "other" })
    const found = async (filter: Parameters<typeof emulator.control.requests>[0]) =>
      (await emulator.control.requests(filter)).map(({ id }) => id)
    expect(await found({})).toEqual([1, 2, 3, 4])
    expect(await found({ operation: "DeleteImage" })).toEqual([1, 2, 3])
    expect(await found({ operation: "DeleteImage", status: 400 })).toEqual([1])
    expect(await found({ instance: "other" })).toEqual([4])
    expect(await found({ requestId: String(ids[1]) })).toEqual([2])
    expect(await found({ operation: "DeleteImage", limit: 2 })).toEqual([2, 3])
    expect(await found({ operation: "AddImage" })).toEqual([])
  })

  it("keep the newest thousand, and no body of over 64 KB", async () => {
    await call(emulator, "DeleteImage", { ProductId: "p", Foo: "x".repeat(70_000) })
    expect((await emulator.control.requests())[0]?.request).toMatchObject({ body: null, bodyBytes: expect.any(Number) })
    for (let at = 0; at < 1_004; at += 4)
      await Promise.all(
        [0, 1, 2, 3].map(() => send(emulator.url, { method: "POST", path: "/", headers: { host: "x" }, body: "" }))
      )
    const all = await emulator.control.requests()
    expect({ length: all.length, first: all[0]?.id, last: all.at(-1)?.id }).toEqual({
      length: 1_000,
      first: 6,
      last: 1_005
    })
  })

  it("count the bytes of an upload in chunks, which announces no length", async () => {
    const ticket = await authorize(emulator)
    const chunks = sdkForm(ticket, await draw({ seed: 1 }))
    await post(emulator.url, ticket, chunks)
    const [recorded] = await emulator.control.requests({ operation: "PostObject" })
    expect(recorded?.request).toMatchObject({ body: null, bodyBytes: Buffer.concat(chunks).length })
  })

  it("hold those whose client left before the answer or in the middle of the body, as do the log and the counts", async () => {
    const lines: string[] = []
    await using left = await startEmulator({ ...KEY, log: (line) => void lines.push(line) })
    await left.control.addFaults({ operation: "Detail", faults: [{ kind: "delay", delayMs: 50_000 }] })
    const signed = prepare(left, "Detail", { InstanceName: "demo" })
    const waiting = openRaw(left.url, signed)
    await expect.poll(async () => (await left.control.faults())[0]?.met).toBe(1)
    waiting.destroy()
    const half = openRaw(left.url, { ...signed, headers: { ...signed.headers, "x-acs-action": "DeleteImage" } }, 100)
    await once(half, "connect")
    half.end()
    await expect.poll(async () => (await left.control.requests()).length).toBe(2)
    expect(await left.control.requests()).toMatchObject([
      { operation: "Detail", instance: "demo", fault: "delay", status: null, response: null },
      { operation: "DeleteImage", fault: null, status: null, response: null, request: { bodyBytes: 100 } }
    ])
    expect(lines.filter((line) => !line.includes("control"))).toEqual([
      expect.stringMatching(/^POST Detail - - [\d.]+ ms fault: delay$/),
      expect.stringMatching(/^POST DeleteImage - - [\d.]+ ms$/)
    ])
    expect(await left.control.metrics()).toContain(
      'imagesearch_emulator_answers_total{operation="Detail",status="none",code=""} 1'
    )
  })

  it("become an archive that holds to HAR 1.2", async () => {
    await call(emulator, "Detail", { Foo: "a b" })
    await call(emulator, "DeleteImage", { ProductId: "p q" })
    await emulator.control.addFaults({ faults: [{ kind: "reset" }] })
    await expect(call(emulator, "Detail")).rejects.toMatchObject({ code: "ECONNRESET" })
    const { log } = await emulator.control.har()
    expect(log).toMatchObject({
      version: "1.2",
      creator: { name: "imagesearch-emulator", version: expect.stringMatching(/^\d+\.\d+\.\d+/) }
    })
    expect(log.entries).toHaveLength(3)
    for (const entry of log.entries) {
      expect(entry).toMatchObject({
        startedDateTime: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
        time: expect.any(Number),
        cache: {},
        timings: { send: 0, wait: expect.any(Number), receive: 0 },
        request: { httpVersion: "HTTP/1.1", cookies: [], headersSize: -1, bodySize: expect.any(Number) },
        response: { httpVersion: "HTTP/1.1", cookies: [], redirectURL: "", content: { size: expect.any(Number) } }
      })
    }
    expect(log.entries).toMatchObject([
      {
        request: {
          method: "POST",
          queryString: [
            { name: "Foo", value: "a b" },
            { name: "InstanceName", value: "demo" }
          ]
        }
      },
      {
        request: {
          postData: {
            mimeType: "application/x-www-form-urlencoded",
            params: [
              { name: "InstanceName", value: "demo" },
              { name: "ProductId", value: "p q" }
            ]
          }
        },
        response: {
          status: 200,
          content: { mimeType: "application/json;charset=utf-8", text: expect.stringContaining("Success") }
        },
        _operation: "DeleteImage"
      },
      { response: { status: 0, bodySize: -1 }, _fault: "reset" }
    ])
    expect(await emulator.control.har({ operation: "DeleteImage" })).toMatchObject({
      log: { entries: [{ _operation: "DeleteImage" }] }
    })
  })

  it("say which part of a wrong signature differs", async () => {
    await send(emulator.url, { ...prepare(emulator, "Detail", { InstanceName: "demo" }), body: "changed" })
    expect(await emulator.control.requests()).toMatchObject([{ code: "SignatureDoesNotMatch", differing: "body" }])
  })
})
