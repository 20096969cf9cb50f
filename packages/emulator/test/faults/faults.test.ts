// What each fault does to a request, seen from the socket.

import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Fault } from "../../src/control/index.ts"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { authorize, call, draw, KEY, post, prepare, sdkForm, send, upload } from "../client.ts"
import { form } from "../oss/ownForm.ts"
import { openRaw, sendPipelined, sendRaw } from "./rawReply.ts"

describe("a request that meets a fault", () => {
  let emulator: Emulator
  const warnings: string[] = []

  beforeEach(async () => {
    warnings.length = 0
    emulator = await startEmulator({ ...KEY, endpoints: 2, warn: (line) => void warnings.push(line) })
  })
  afterEach(() => emulator.close())

  const meet = (fault: Fault, operation = "Detail") => emulator.control.addFaults({ operation, faults: [fault] })
  const raw = () => sendRaw(emulator.url, prepare(emulator, "Detail", { InstanceName: "demo" }))

  it.each<[string, Fault, object]>([
    [
      "its documented status and text",
      { kind: "answer", code: "DeniedRequest" },
      { status: 403, code: "DeniedRequest" }
    ],
    ["another status", { kind: "answer", code: "DeniedRequest", status: 503 }, { status: 503, code: "DeniedRequest" }],
    ["a code that no document has", { kind: "answer", code: "Mine", status: 418 }, { status: 418, code: "Mine" }],
    ["InternalError without a code", { kind: "answer" }, { status: 500, code: "InternalError" }]
  ])("is answered with %s", async (_, fault, expected) => {
    await meet(fault)
    const { status, body, headers } = await call(emulator, "Detail")
    expect({ status, code: body["Code"] }).toEqual(expected)
    expect(body["RequestId"]).toBe(headers["x-acs-request-id"])
  })

  it("is answered with the text, the headers and the body that the fault says", async () => {
    await meet({
      kind: "answer",
      status: 429,
      code: "Throttling",
      message: "slow down",
      headers: { "X-Acs-Retry-After": "50" }
    })
    expect(await call(emulator, "Detail")).toMatchObject({
      status: 429,
      headers: { "x-acs-retry-after": "50" },
      body: { Code: "Throttling", Message: "slow down" }
    })
    await emulator.control.removeFaults()
    await meet({
      kind: "answer",
      status: 502,
      code: "x",
      headers: { "content-type": "text/html" },
      body: "<h1>Bad gateway</h1>"
    })
    expect(await call(emulator, "Detail")).toMatchObject({ status: 502, text: "<h1>Bad gateway</h1>" })
  })

  it("is answered in the words of the object store where that was asked", async () => {
    await meet(
      { kind: "answer", code: "SlowDown", status: 503, message: "Please reduce your request rate." },
      "PostObject"
    )
    const ticket = await authorize(emulator)
    const reply = await post(emulator.url, ticket, sdkForm(ticket, await draw({ seed: 1 })))
    expect(reply.status).toBe(503)
    expect(reply.text).toContain("<Code>SlowDown</Code>")
  })

  it("has not been carried out by default, and has with a fault after it", async () => {
    const PicContent = await upload(emulator, await draw({ seed: 1 }))
    const add = (ProductId: string) => call(emulator, "AddImage", { ProductId, PicName: "a", PicContent })
    const faults: Fault[] = [
      { kind: "answer", code: "InternalError" },
      { kind: "answer", code: "InternalError", when: "after" },
      { kind: "reset" },
      { kind: "reset", when: "after" }
    ]
    await emulator.control.addFaults({ operation: "AddImage", faults })
    expect((await add("a")).status).toBe(500)
    expect((await add("b")).status).toBe(500)
    await expect(add("c")).rejects.toMatchObject({ code: "ECONNRESET" })
    await expect(add("d")).rejects.toMatchObject({ code: "ECONNRESET" })
    const exists = async (ProductId: string) =>
      (await call(emulator, "CheckImageExists", { ProductId, PicName: "a" })).body["Exists"]
    expect(await Promise.all(["a", "b", "c", "d"].map(exists))).toEqual([false, true, false, true])
  })

  it("loses a refusal by a fault after it too", async () => {
    await meet({ kind: "reset", when: "after" }, "DeleteImage")
    await expect(call(emulator, "DeleteImage")).rejects.toMatchObject({ code: "ECONNRESET" })
    await emulator.control.removeFaults()
    await meet({ kind: "answer", code: "SlowDown", status: 503, when: "after" }, "GetObject")
    const missing = {
      method: "GET",
      path: "/nowhere",
      headers: { host: "sh-imagesearch-transfer-station.oss-cn-shanghai.localhost" },
      body: ""
    }
    expect(await send(emulator.url, missing)).toMatchObject({ status: 503 })
  })

  it("has its connection reset", async () => {
    await meet({ kind: "reset" })
    expect(await raw()).toMatchObject({ text: "", broken: "ECONNRESET" })
  })

  it("gets its answer cut off behind the bytes said, under the full length", async () => {
    await meet({ kind: "truncate", bytes: 20 })
    const { body, announcedBytes } = await raw()
    expect(body).toHaveLength(20)
    expect(body).toMatch(/^\{"RequestId":"/)
    expect(announcedBytes).toBeGreaterThan(200)
    await expect(call(emulator, "Detail")).rejects.toMatchObject({ code: "ECONNRESET" })
  })

  it.each([7, -7])("gets its answer under a length that is off by %i", async (by) => {
    await meet({ kind: "wrongLength", by })
    const { body, announcedBytes, broken } = await raw()
    expect(body).toMatch(/\}$/)
    expect({ off: announcedBytes - body.length, broken }).toEqual({ off: by, broken: undefined })
  })

  it("gets its answer in drops, complete in the end (real time, 2 ms a drop)", async () => {
    await meet({ kind: "drip", bytes: 25, everyMs: 2 })
    const { body, announcedBytes, pieces } = await raw()
    expect(body).toHaveLength(announcedBytes)
    expect(pieces).toBeGreaterThan(5)
    expect((await call(emulator, "Detail")).body).toMatchObject({ Success: true })
  })

  it.each<[Fault, number]>([
    [{ kind: "truncate", bytes: 5 }, 0],
    [{ kind: "wrongLength", by: 7 }, 7],
    [{ kind: "wrongLength", by: -7 }, -7],
    [{ kind: "drip", bytes: 100, everyMs: 1 }, 0]
  ])(
    "that is a HEAD gets the headers, with the length that GET would have had, after %j off by %i",
    async (fault, by) => {
      const picture = await draw({ seed: 1 })
      const { pathname, host } = new URL(await upload(emulator, picture))
      await meet(fault, "HeadObject")
      const head = { method: "HEAD", path: pathname, headers: { host }, body: "" }
      const { text, body, announcedBytes, broken } = await sendRaw(emulator.url, head)
      expect(text).toMatch(/^HTTP\/1\.1 200 /)
      expect({ body, off: announcedBytes - picture.length, broken }).toEqual({ body: "", off: by, broken: undefined })
    }
  )

  it.each<Fault>([
    { kind: "truncate", bytes: 5 },
    { kind: "wrongLength", by: 7 },
    { kind: "drip", bytes: 1, everyMs: 1 }
  ])("that is answered by 204 gets the headers, and never a length, after %j", async (fault) => {
    await meet(fault, "PostObject")
    const ticket = await authorize(emulator)
    const { text, broken } = await sendRaw(emulator.url, {
      method: "POST",
      path: "/",
      headers: {
        host: `${ticket.Bucket}.${ticket.Endpoint}`,
        "content-type": "multipart/form-data; boundary=b"
      },
      body: form(ticket)
    })
    expect(text).toMatch(/^HTTP\/1\.1 204 /)
    expect(text).toMatch(/\r\n\r\n$/)
    expect(text).not.toMatch(/^content-length:/im)
    expect(broken).toBeUndefined()
  })

  it("gets the headers where its answer is cut off before the first byte", async () => {
    await meet({ kind: "truncate", bytes: 0 })
    const { text, body, announcedBytes } = await raw()
    expect(text).toMatch(/^HTTP\/1\.1 200 /)
    expect(body).toBe("")
    expect(announcedBytes).toBeGreaterThan(200)
  })

  it("is cut off behind the answer to the request in front of it on its connection (real time, 100 ms)", async () => {
    await emulator.control.addFaults({
      operation: "Detail",
      faults: [
        { kind: "delay", delayMs: 100 },
        { kind: "truncate", bytes: 5 }
      ]
    })
    const requests = [1, 2].map(() => prepare(emulator, "Detail", { InstanceName: "demo" }))
    const answers = (await sendPipelined(emulator.url, requests)).split(/(?=HTTP\/1\.1 )/)
    const [whole = "", cut = ""] = answers.map((answer) => answer.split("\r\n\r\n")[1])
    expect(JSON.parse(whole)).toMatchObject({ Success: true })
    expect(cut).toBe('{"Req')
  })

  it("waits, and is answered then (real time, 60 ms)", async () => {
    await meet({ kind: "delay", delayMs: 60 })
    expect((await call(emulator, "Detail")).body).toMatchObject({ Success: true })
    const [recorded] = await emulator.control.requests({ operation: "Detail" })
    // A timer may fire a millisecond early.
    expect(recorded?.elapsedMs).toBeGreaterThanOrEqual(59)
  })

  it("does not wait any longer when its client has left, or when the emulator stops", async () => {
    await meet({ kind: "delay", delayMs: 50_000 })
    const leaving = openRaw(emulator.url, prepare(emulator, "Detail", { InstanceName: "demo" }))
    const met = async () => (await emulator.control.faults())[0]?.met
    await expect.poll(met).toBe(1)
    leaving.destroy()
    const waiting = call(emulator, "Detail").catch((error: unknown) => error)
    await expect.poll(met).toBe(2)
    await emulator.close()
    expect(await waiting).toMatchObject({ code: "ECONNRESET" })
  })

  it("must be signed and permitted: a fault does not hide a wrong signature", async () => {
    await meet({ kind: "answer", code: "DeniedRequest" })
    const forged = { ...prepare(emulator, "Detail", { InstanceName: "demo" }), body: "changed" }
    const { body } = await sendRaw(emulator.url, forged)
    expect(body).toContain("SignatureDoesNotMatch")
    expect((await emulator.control.faults())[0]).toMatchObject({ met: 0 })
  })

  it("for the object store meets it before its ticket is looked at", async () => {
    await meet({ kind: "answer", code: "SlowDown", status: 503 }, "PostObject")
    const ticket = { ...(await authorize(emulator)), Signature: "forged" }
    const sent = () => post(emulator.url, ticket, sdkForm(ticket, Buffer.alloc(1)))
    expect((await sent()).text).toContain("<Code>SlowDown</Code>")
    await emulator.control.removeFaults()
    expect((await sent()).text).toContain("<Code>SignatureDoesNotMatch</Code>")
  })

  it("is no failure of the emulator itself", async () => {
    await emulator.control.addFaults({ faults: [{ kind: "reset" }, { kind: "truncate", bytes: 1 }] })
    for (let count = 0; count < 2; count += 1)
      await expect(call(emulator, "Detail")).rejects.toMatchObject({ code: "ECONNRESET" })
    await emulator.close()
    expect(warnings).toEqual([])
  })

  it("is named with its fault in the log and in the record", async () => {
    const lines: string[] = []
    await using logging = await startEmulator({ ...KEY, log: (line) => void lines.push(line) })
    await logging.control.addFaults({ faults: [{ kind: "reset" }, { kind: "answer" }] })
    await expect(call(logging, "Detail")).rejects.toMatchObject({ code: "ECONNRESET" })
    await call(logging, "Detail")
    expect(await logging.control.requests()).toMatchObject([
      { fault: "reset", status: null, response: null },
      { fault: "answer", status: 500, code: "InternalError" }
    ])
    expect(lines.map((line) => line.replace(/\d+\.\d ms/, "N ms")).filter((line) => line.includes("Detail"))).toEqual([
      "POST Detail - - N ms fault: reset",
      "POST Detail 500 InternalError N ms fault: answer"
    ])
  })
})
