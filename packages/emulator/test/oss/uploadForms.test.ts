// The forms of an upload as the SDKs of other languages write them. Each was taken from the source of that SDK's own
// form writer; the SDK itself does not run here.

import { describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { authorize, call, draw, KEY, type Reply, send, type Sent, type Ticket } from "../client.ts"

const BOUNDARY = "xKzq83hdYqAnVb"

type Fields = readonly (readonly [name: string, value: string])[]

const fieldsOf = (ticket: Ticket): Fields => [
  ["OSSAccessKeyId", ticket.AccessKeyId],
  ["policy", ticket.EncodedPolicy],
  ["Signature", ticket.Signature],
  ["key", ticket.ObjectKey],
  ["success_action_status", "201"]
]

const field = ([name, value]: Fields[number], end: string): Buffer =>
  Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}${end}`)

const fileHead = (filename: string, contentType: string): Buffer =>
  Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename=${filename}\r\nContent-Type: ${contentType}\r\n\r\n`
  )

const close = (before: string): Buffer => Buffer.from(`${before}--${BOUNDARY}--\r\n`)

type Form = (ticket: Ticket, file: Buffer) => readonly Buffer[]

/** Java: the order of a hash map, the file last, everything well formed; sent in chunks. */
const java: Form = (ticket, file) => [
  ...fieldsOf(ticket)
    .toReversed()
    .map((each) => field(each, "\r\n")),
  fileHead(`"${ticket.ObjectKey}"`, ""),
  file,
  close("\r\n")
]

/** Python: the fields as they come, the file last; the length is known before, so nothing is chunked. */
const python: Form = (ticket, file) => [
  ...fieldsOf(ticket).map((each) => field(each, "\r\n")),
  fileHead(`"${ticket.ObjectKey}"`, ""),
  file,
  close("\r\n")
]

/** Go: any order, the file last, and a blank line behind it that becomes part of the file; sent in chunks. */
const go: Form = (ticket, file) => [
  ...fieldsOf(ticket)
    .toSorted(([a], [b]) => b.localeCompare(a))
    .map((each) => field(each, "\r\n")),
  fileHead(`"${ticket.ObjectKey}"`, ""),
  file,
  close("\r\n\r\n")
]

/** PHP: sorted by name, so that fields follow the file; a blank line behind every value; no quotes around a file name. */
const php: Form = (ticket, file) => {
  const fields = fieldsOf(ticket).map((each) => [each[0], field(each, "\r\n\r\n")] as const)
  const parts = [
    ...fields,
    ["file", Buffer.concat([fileHead(ticket.ObjectKey, "image/png"), file, Buffer.from("\r\n")])]
  ]
  return [
    ...parts.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)).map(([, part]) => Buffer.from(part ?? "")),
    close("")
  ]
}

/** curl -F: headers in another case and order, a blank before nothing, and the browser's way of naming a type. */
const browser: Form = (ticket, file) => [
  ...fieldsOf(ticket).map((each) => field(each, "\r\n")),
  Buffer.from(
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`
  ),
  file,
  close("\r\n")
]

const post = async (
  emulator: Emulator,
  ticket: Ticket,
  body: Sent["body"],
  where: Partial<Sent> = {}
): Promise<Reply> =>
  send(emulator.url, {
    method: "POST",
    path: "/",
    headers: {
      host: `${ticket.Bucket}.${ticket.Endpoint}`,
      "content-type": `multipart/form-data; boundary=${BOUNDARY}`
    },
    body,
    ...where
  })

const add = (emulator: Emulator, ticket: Ticket, ProductId: string): Promise<Reply> =>
  call(emulator, "AddImage", {
    ProductId,
    PicName: "n",
    PicContent: `http://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`
  })

describe("the object store", () => {
  it.each([
    ["Java", java, "chunked"],
    ["Python", python, "whole"],
    ["Go", go, "chunked"],
    ["PHP", php, "whole"],
    ["a browser", browser, "whole"]
  ] as const)("takes the form of %s, whose picture then passes every check", async (name, form, coding) => {
    await using emulator = await startEmulator({ ...KEY, strict: true })
    for (const format of ["png", "jpeg"] as const) {
      const ticket = await authorize(emulator)
      const chunks = form(ticket, await draw({ seed: 1, format }))
      const reply = await post(emulator, ticket, coding === "chunked" ? chunks : Buffer.concat(chunks))
      expect(reply).toMatchObject({
        status: 201,
        headers: { "content-type": "application/xml" },
        text: expect.stringContaining(`<Key>${ticket.ObjectKey}</Key>`)
      })
      expect((await add(emulator, ticket, `${name} ${format}`)).body).toMatchObject({ Success: true })
    }
  })

  it.each([
    ["200", 200],
    ["201", 201],
    ["204", 204],
    ["", 204],
    ["404", 204]
  ])('answers the wish for status "%s" with %i', async (wish, status) => {
    await using emulator = await startEmulator({ ...KEY })
    const ticket = await authorize(emulator)
    const fields = fieldsOf(ticket).map((each) =>
      each[0] === "success_action_status" ? ([each[0], wish] as const) : each
    )
    const form = [...fields.map((each) => field(each, "\r\n")), fileHead('"a"', ""), Buffer.from("x"), close("\r\n")]
    const reply = await post(emulator, ticket, Buffer.concat(form))
    expect(reply.status).toBe(status)
    expect(reply.text === "").toBe(status !== 201)
  })

  it.each([
    ["by its host with a port", "/", (ticket: Ticket) => `${ticket.Bucket}.${ticket.Endpoint}`],
    ["by its host without one", "/", (ticket: Ticket) => `${ticket.Bucket}.${ticket.Endpoint.replace(/:\d+$/, "")}`],
    ["by its host in capitals", "/", (ticket: Ticket) => `${ticket.Bucket}.${ticket.Endpoint}`.toUpperCase()],
    [
      "by its internal host",
      "/",
      (ticket: Ticket) => `${ticket.Bucket}.${ticket.Endpoint.replace("shanghai", "shanghai-internal")}`
    ],
    ["by the service's own host", "/", (ticket: Ticket) => `${ticket.Bucket}.oss-cn-shanghai.aliyuncs.com`],
    ["in the path", "/sh-imagesearch-transfer-station", () => "127.0.0.1"],
    ["in the path with a slash behind", "/sh-imagesearch-transfer-station/", () => "localhost:1"]
  ] as const)("finds the bucket named %s", async (_, path, hostOf) => {
    await using emulator = await startEmulator({ ...KEY })
    const ticket = await authorize(emulator)
    const body = Buffer.concat(python(ticket, await draw({ seed: 1 })))
    const headers = { host: hostOf(ticket), "content-type": `multipart/form-data; boundary=${BOUNDARY}` }
    expect((await post(emulator, ticket, body, { path, headers })).status).toBe(201)
    expect((await add(emulator, ticket, "p")).body).toMatchObject({ Success: true })
  })

  it.each([
    ["the bucket in the host", (ticket: Ticket) => `http://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`],
    ["https", (ticket: Ticket) => `https://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`],
    ["the bucket in the path", (ticket: Ticket) => `http://127.0.0.1:80/${ticket.Bucket}/${ticket.ObjectKey}`],
    [
      "an encoded slash in the key",
      (ticket: Ticket) => `http://${ticket.Bucket}.${ticket.Endpoint}/${encodeURIComponent(ticket.ObjectKey)}`
    ]
  ] as const)("fetches the picture that an operation names with %s", async (_, urlOf) => {
    await using emulator = await startEmulator({ ...KEY })
    const ticket = await authorize(emulator)
    await post(emulator, ticket, Buffer.concat(python(ticket, await draw({ seed: 1 }))))
    const reply = await call(emulator, "AddImage", { ProductId: "p", PicName: "n", PicContent: urlOf(ticket) })
    expect(reply.body).toMatchObject({ Success: true })
  })
})
