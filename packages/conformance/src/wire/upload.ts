/** The upload of a picture by bare requests: a ticket, then the object store's form. */
import { objectOf, textOf } from "../drivers/values.ts"
import type { Target } from "../Target.ts"
import { send, type ReceivedAnswer, type Send, type SentRequest } from "./exchange.ts"
import { signedRequest } from "./signedRequest.ts"

export interface Ticket {
  readonly AccessKeyId: string
  readonly Bucket: string
  readonly EncodedPolicy: string
  readonly Endpoint: string
  readonly ObjectKey: string
  readonly Signature: string
}

/** The order of the form's parts: as the object store's rules want it, or as the official SDK writes it. */
export type FormShape = "file last" | "official SDK"

/** A hop of an upload that did not succeed, with what came back. */
export class UploadError extends Error {
  override readonly name = "UploadError"

  readonly answer: ReceivedAnswer

  constructor(hop: "AuthorizeFileUpload" | "PostObject", answer: ReceivedAnswer) {
    super(`${hop} ended with ${answer.status}: ${Buffer.from(answer.body).toString().slice(0, 500)}`)
    this.answer = answer
  }
}

/** Stores the bytes by two requests and returns the address that PicContent takes. Rejects with `UploadError`. */
export const upload = async (target: Target, bytes: Uint8Array, sendBy: Send = send): Promise<string> => {
  const answer = await sendBy(ticketRequest(target), "AuthorizeFileUpload")
  if (answer.status !== 200) throw new UploadError("AuthorizeFileUpload", answer)
  const ticket = readTicket(answer)
  const form = storeRequest(target, { ticket, bytes, shape: "file last" })
  const stored = await sendBy(form, "PostObject")
  if (stored.status >= 300) throw new UploadError("PostObject", stored)
  return `http://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`
}

export const ticketRequest = (target: Target): SentRequest =>
  signedRequest({
    call: { operation: "AuthorizeFileUpload", parameters: {} },
    texts: { Product: "ImageSearch", RegionId: target.region },
    target
  })

/** The ticket in an answer; an absent member is an empty text, which the object store refuses by name. */
export const readTicket = ({ body }: ReceivedAnswer): Ticket => {
  const members = objectOf(JSON.parse(Buffer.from(body).toString()))
  const text = (name: string): string => textOf(members[name])
  return {
    AccessKeyId: text("AccessKeyId"),
    Bucket: text("Bucket"),
    EncodedPolicy: text("EncodedPolicy"),
    Endpoint: text("Endpoint"),
    ObjectKey: text("ObjectKey"),
    Signature: text("Signature")
  }
}

interface Stored {
  readonly ticket: Ticket
  readonly bytes: Uint8Array
  readonly shape: FormShape
}

/** The form to the bucket's host, by the protocol that the API is spoken to with. */
export const storeRequest = (target: Target, { ticket, bytes, shape }: Stored): SentRequest => {
  const boundary = "boundaryf094372aa4bc"
  const body = shape === "file last" ? fileLast(ticket, bytes, boundary) : asOfficialSdk(ticket, bytes, boundary)
  return {
    method: "POST",
    url: `${new URL(target.endpoint).protocol}//${ticket.Bucket}.${ticket.Endpoint}/`,
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": String(body.length)
    },
    body
  }
}

const fileLast = (ticket: Ticket, bytes: Uint8Array, boundary: string): Buffer =>
  Buffer.concat([
    Buffer.from(fields([...signedFields(ticket), ["success_action_status", "201"]], boundary)),
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="picture"\r\n`),
    Buffer.from("Content-Type: application/octet-stream\r\n\r\n"),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`)
  ])

/** No line break behind the file, a field after it, and an empty content type: bytes of the official SDK's own. */
const asOfficialSdk = (ticket: Ticket, bytes: Uint8Array, boundary: string): Buffer =>
  Buffer.concat([
    Buffer.from(fields([["host", ticket.Endpoint], ...signedFields(ticket)], boundary)),
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${ticket.ObjectKey}"\r\n`),
    Buffer.from("Content-Type: \r\n\r\n"),
    bytes,
    Buffer.from(`${fields([["success_action_status", "201"]], boundary)}\r\n--${boundary}--\r\n`)
  ])

const signedFields = (ticket: Ticket): ReadonlyArray<readonly [string, string]> => [
  ["OSSAccessKeyId", ticket.AccessKeyId],
  ["policy", ticket.EncodedPolicy],
  ["Signature", ticket.Signature],
  ["key", ticket.ObjectKey]
]

const fields = (pairs: ReadonlyArray<readonly [string, string]>, boundary: string): string =>
  pairs
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("")
