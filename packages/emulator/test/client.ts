// A small client for tests: signed calls over a socket, and uploads the way real clients send them.

import { type IncomingHttpHeaders, request as httpRequest } from "node:http"
import sharp from "sharp"
import { chance as randomOf } from "../src/faults/chance.ts"
import type { Emulator } from "../src/index.ts"
import { type Key, type Signed, sign } from "./signing.ts"

export { randomOf }

export const KEY: Key = { accessKeyId: "testid", accessKeySecret: "testsecret" }

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON; empty if it is none. */
  readonly body: Record<string, unknown>
}

export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | readonly Uint8Array[]
}

/** Sends a request to the address of `url`, whatever its Host header says. Several chunks go out in chunked coding. */
export const send = (url: string, { method, path, headers, body }: Sent): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const request = httpRequest({ host: hostname, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.on("error", reject)
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8")
        const isJson = (response.headers["content-type"] ?? "").startsWith("application/json")
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: isJson && text !== "" ? JSON.parse(text) : {}
        })
      })
    })
    request.on("error", reject)
    if (typeof body === "string" || body instanceof Uint8Array) request.end(body)
    else {
      for (const chunk of body) request.write(chunk)
      request.end()
    }
  })

/** What a call needs to know of an emulator, in this process or in another. */
export type Target = Pick<Emulator, "url" | "instance" | "region">

/** Parameters of a call; those of the instance and of tasks go by query, all else by form, as the official SDK does it. */
export type Values = Readonly<Record<string, string | number | boolean>>

const BY_QUERY: ReadonlySet<string> = new Set([
  "Detail",
  "DumpMeta",
  "DumpMetaList",
  "IncreaseInstance",
  "IncreaseList"
])

export const prepare = (emulator: Target, action: string, values: Values, url = emulator.url): Signed => {
  const pairs = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
  const isUpload = action === "AuthorizeFileUpload"
  const isByQuery = isUpload || BY_QUERY.has(action)
  return sign(KEY, {
    method: isUpload ? "GET" : "POST",
    host: new URL(url).host,
    action,
    version: isUpload ? "2019-12-19" : "2020-12-14",
    query: isByQuery ? pairs : {},
    form: isByQuery ? undefined : pairs
  })
}

/** Calls an operation of the emulator's own instance. */
export const call = (emulator: Target, action: string, values: Values = {}, url = emulator.url): Promise<Reply> =>
  send(
    url,
    prepare(
      emulator,
      action,
      action === "AuthorizeFileUpload" ? values : { InstanceName: emulator.instance, ...values },
      url
    )
  )

export interface Ticket {
  readonly AccessKeyId: string
  readonly Bucket: string
  readonly EncodedPolicy: string
  readonly Endpoint: string
  readonly ObjectKey: string
  readonly Signature: string
}

export const authorize = async (emulator: Target, url = emulator.url): Promise<Ticket> => {
  const { body } = await call(
    emulator,
    "AuthorizeFileUpload",
    { Product: "ImageSearch", RegionId: emulator.region },
    url
  )
  const text = (name: string): string => String(body[name])
  return {
    AccessKeyId: text("AccessKeyId"),
    Bucket: text("Bucket"),
    EncodedPolicy: text("EncodedPolicy"),
    Endpoint: text("Endpoint"),
    ObjectKey: text("ObjectKey"),
    Signature: text("Signature")
  }
}

/** The chunks of a form as the official SDK writes it: no CRLF behind the file, and a field after it. */
export const sdkForm = (ticket: Ticket, file: Uint8Array, boundary = "boundaryf094372aa4bc"): readonly Buffer[] => {
  const field = (name: string, value: string): Buffer =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  return [
    field("host", ticket.Endpoint),
    field("OSSAccessKeyId", ticket.AccessKeyId),
    field("policy", ticket.EncodedPolicy),
    field("Signature", ticket.Signature),
    field("key", ticket.ObjectKey),
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${ticket.ObjectKey}"\r\nContent-Type: \r\n\r\n`
    ),
    Buffer.from(file),
    field("success_action_status", "201"),
    Buffer.from(`\r\n--${boundary}--\r\n`)
  ]
}

export const post = (
  url: string,
  ticket: Ticket,
  body: Sent["body"],
  boundary = "boundaryf094372aa4bc"
): Promise<Reply> =>
  send(url, {
    method: "POST",
    path: "/",
    headers: {
      host: `${ticket.Bucket}.${ticket.Endpoint}`,
      "content-type": `multipart/form-data; boundary=${boundary}`
    },
    body
  })

/** The members of an answer that is itself an object, such as Data; empty if it is none. */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {}

/** The hits of an answer. */
export const hitsOf = (body: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(body["Auctions"]) ? body["Auctions"].map(membersOf) : []

/** Uploads a picture and returns the PicContent that names it. */
export const upload = async (emulator: Target, file: Uint8Array, url = emulator.url): Promise<string> => {
  const ticket = await authorize(emulator, url)
  const reply = await post(url, ticket, sdkForm(ticket, file))
  if (reply.status !== 201) throw new Error(`upload failed: ${reply.status} ${reply.text}`)
  return `http://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`
}

export interface Drawing {
  readonly seed: number
  readonly width?: number
  readonly height?: number
  readonly format?: "png" | "jpeg"
  readonly orientation?: number
}

/** Draws a picture of some coloured shapes on a light ground; the same seed gives the same picture. */
export const draw = async ({
  seed,
  width = 320,
  height = 240,
  format = "png",
  orientation
}: Drawing): Promise<Buffer> => {
  const next = randomOf(seed)
  const shapes = Array.from({ length: 6 }, () => {
    const [x, y, r] = [0.2 + next() * 0.6, 0.2 + next() * 0.6, 0.08 + next() * 0.15]
    const fill = `hsl(${Math.floor(next() * 360)} 80% ${30 + Math.floor(next() * 40)}%)`
    return next() < 0.5
      ? `<circle cx="${x * width}" cy="${y * height}" r="${r * height}" fill="${fill}"/>`
      : `<rect x="${(x - r) * width}" y="${(y - r) * height}" width="${2 * r * width}" height="${2 * r * height}" fill="${fill}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f4f4f0"/>${shapes.join("")}</svg>`
  const image = sharp(Buffer.from(svg)).removeAlpha()
  return (orientation === undefined ? image : image.withMetadata({ orientation })).toFormat(format).toBuffer()
}
