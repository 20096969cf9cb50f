import { createHmac } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { authorize, call, KEY, post, sdkForm, send } from "../client.ts"
import { form } from "./ownForm.ts"

describe("an upload into the transfer bucket", () => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, region: "cn-shanghai" })
  })
  afterAll(() => emulator.close())

  it("starts with a ticket that names the region's bucket and the port the request came in on", async () => {
    const { status, body } = await call(emulator, "AuthorizeFileUpload", {
      Product: "ImageSearch",
      RegionId: "ap-southeast-1"
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      Bucket: "sg-imagesearch-transfer-station-new",
      Endpoint: `oss-ap-southeast-1.localhost:${new URL(emulator.url).port}`,
      UseAccelerate: false
    })
    expect(body["AccessKeyId"]).not.toBe(KEY.accessKeyId)
    const policy = JSON.parse(Buffer.from(String(body["EncodedPolicy"]), "base64").toString())
    expect(Date.parse(policy.expiration)).toBeGreaterThan(Date.now())
  })

  it("accepts the form of the official SDK byte by byte, answers 201 as its last field asks, and hands the object out again", async () => {
    const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, at) => (at * 7) % 256))
    const ticket = await authorize(emulator)
    const singleBytes = Array.from(Buffer.concat(sdkForm(ticket, bytes)), (byte) => Uint8Array.of(byte))
    const reply = await post(emulator.url, ticket, singleBytes)
    expect(reply.status).toBe(201)
    expect(reply.text).toContain(`<Key>${ticket.ObjectKey}</Key>`)
    const object = {
      method: "GET",
      path: `/${ticket.ObjectKey}`,
      headers: { host: `${ticket.Bucket}.${ticket.Endpoint}` },
      body: ""
    }
    const fetched = await send(emulator.url, object)
    expect(fetched).toMatchObject({ status: 200, headers: { "content-length": "1000", etag: reply.headers.etag } })
    expect(await send(emulator.url, { ...object, method: "HEAD" })).toMatchObject({
      status: 200,
      text: "",
      headers: { "content-length": "1000" }
    })
  })

  it.each([
    ["text/html", "text/html"],
    ["image/png; a=b", "image/png; a=b"],
    ["", "application/octet-stream"],
    ["image/png\u0001", "application/octet-stream"],
    ["image/图", "application/octet-stream"]
  ])("is handed out again as a file to be saved, never as a page: the type %j as %s", async (sent, shown) => {
    const ticket = await authorize(emulator)
    const typed = form(ticket).replace('filename="a.jpg"', `filename="a.jpg"\r\nContent-Type: ${sent}`)
    expect((await post(emulator.url, ticket, typed, "b")).status).toBe(204)
    const path = `/${ticket.Bucket}/${ticket.ObjectKey}`
    expect(
      await send(emulator.url, { method: "GET", path, headers: { host: new URL(emulator.url).host }, body: "" })
    ).toMatchObject({
      status: 200,
      headers: {
        "content-type": shown,
        "content-disposition": "attachment",
        "x-content-type-options": "nosniff"
      },
      text: "picture"
    })
  })

  it.each([
    ["200", 200],
    ["201", 201],
    ["204", 204],
    ["302", 204],
    [undefined, 204]
  ])("answers success_action_status %s with %i", async (asked, status) => {
    const ticket = await authorize(emulator)
    expect((await post(emulator.url, ticket, form(ticket, { success_action_status: asked }), "b")).status).toBe(status)
  })

  it("takes the bucket from the path too, for clients that cannot resolve *.localhost", async () => {
    const ticket = await authorize(emulator)
    const headers = { host: new URL(emulator.url).host, "content-type": "multipart/form-data; boundary=b" }
    const reply = await send(emulator.url, { method: "POST", path: `/${ticket.Bucket}`, headers, body: form(ticket) })
    expect(reply.status).toBe(204)
    const fetched = await send(emulator.url, {
      method: "GET",
      path: `/${ticket.Bucket}/${ticket.ObjectKey}`,
      headers,
      body: ""
    })
    expect(fetched).toMatchObject({ status: 200, text: "picture" })
  })

  it.each([
    ["another key", { key: "imagesearch/mine" }, 403, "AccessDenied"],
    [
      "a changed policy",
      { policy: Buffer.from('{"expiration":"2999-01-01T00:00:00Z","conditions":[]}').toString("base64") },
      403,
      "SignatureDoesNotMatch"
    ],
    ["a wrong signature", { Signature: "AAAA" }, 403, "SignatureDoesNotMatch"],
    ["the caller's own key id", { OSSAccessKeyId: KEY.accessKeyId }, 403, "InvalidAccessKeyId"],
    ["no policy", { policy: undefined }, 400, "InvalidArgument"],
    ["no signature", { Signature: undefined }, 400, "InvalidArgument"],
    ["no key id", { OSSAccessKeyId: undefined }, 400, "InvalidArgument"],
    ["no key", { key: undefined }, 400, "InvalidArgument"],
    ["no file", { file: undefined }, 400, "IncorrectNumberOfFilesInPOSTRequest"],
    ["a field over 2 MB", { note: "x".repeat(2 * 1_024 * 1_024 + 1) }, 400, "FieldItemTooLong"],
    ["a field whose name is over 8 KB", { ["n".repeat(8 * 1_024 + 1)]: "x" }, 400, "FieldItemTooLong"],
    ["a file over 5 MB", { file: "x".repeat(5 * 1_024 * 1_024 + 1) }, 400, "EntityTooLarge"],
    ["a form over every bound", { file: "x".repeat(9 * 1_024 * 1_024) }, 400, "EntityTooLarge"]
  ])("is refused in XML for %s", async (_, changes, status, code) => {
    const ticket = await authorize(emulator)
    const reply = await post(emulator.url, ticket, form(ticket, changes), "b")
    expect(reply).toMatchObject({ status, headers: { "content-type": "application/xml" } })
    expect(reply.text).toContain(`<Code>${code}</Code>`)
  })

  it("may hold a field with a name of 8 KB, and is refused in few words for a longer one", async () => {
    const ticket = await authorize(emulator)
    const longest = { ["n".repeat(8 * 1_024)]: "x" }
    expect((await post(emulator.url, ticket, form(ticket, longest), "b")).status).toBe(204)
    const long = form(ticket, { ["n".repeat(1_000_000)]: "x" })
    expect((await post(emulator.url, ticket, long, "b")).text.length).toBeLessThan(1_000)
  })

  it("is refused with a ticket that has expired, and the object of a valid one is gone after an hour", async () => {
    let now = Date.now()
    await using later = await startEmulator({ ...KEY, clock: () => now })
    const ticket = await authorize(later)
    expect((await post(later.url, ticket, form(ticket), "b")).status).toBe(204)
    now += 31 * 60_000
    const late = await post(later.url, ticket, form(ticket), "b")
    expect(late.status).toBe(403)
    expect(late.text).toContain("<Message>Invalid according to Policy: Policy expired.</Message>")
    now += 30 * 60_000
    const fetch = {
      method: "GET",
      path: `/${ticket.ObjectKey}`,
      headers: { host: `${ticket.Bucket}.${ticket.Endpoint}` },
      body: ""
    }
    expect(await send(later.url, fetch)).toMatchObject({ status: 404 })
  })

  it("is refused for a bucket that the ticket does not name, and for one that does not exist", async () => {
    const ticket = await authorize(emulator)
    const other = { ...ticket, Bucket: "bj-imagesearch-transfer-station" }
    expect((await post(emulator.url, other, form(ticket), "b")).text).toContain("<Code>AccessDenied</Code>")
    expect((await post(emulator.url, { ...ticket, Bucket: "mine" }, form(ticket), "b")).text).toContain(
      "<Code>NoSuchBucket</Code>"
    )
  })

  it("is refused when the form is cut off", async () => {
    const ticket = await authorize(emulator)
    expect((await post(emulator.url, ticket, form(ticket).slice(0, -8), "b")).text).toContain(
      "<Code>MalformedPOSTRequest</Code>"
    )
  })

  it("signs its policy by HMAC-SHA1 with a secret that is not the caller's", async () => {
    const { EncodedPolicy, Signature } = await authorize(emulator)
    expect(Buffer.from(Signature, "base64")).toHaveLength(20)
    expect(Signature).not.toBe(createHmac("sha1", KEY.accessKeySecret).update(EncodedPolicy).digest("base64"))
  })
})
