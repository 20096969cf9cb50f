/**
 * The form of PostObject, second hop of an upload: the object store's multipart form (RFC 7578) with the ticket's policy.
 *
 * The file comes last, since the store ignores every field after it. It is not copied into the form: the body is what
 * stands before it, the picture itself, and what stands behind it.
 */
import type { BodyParts } from "@imagesearch/transport"
import { randomUUID } from "node:crypto"
import type { UploadTicket } from "./AuthorizeFileUpload.ts"

/** The body of an upload and its content type. */
export const postObjectForm = (
  ticket: UploadTicket,
  bytes: Uint8Array
): { readonly headers: Readonly<Record<string, string>>; readonly body: BodyParts } => {
  const boundary = `imagesearch-${randomUUID()}`
  const fields: ReadonlyArray<readonly [string, string]> = [
    ["OSSAccessKeyId", ticket.AccessKeyId],
    ["policy", ticket.EncodedPolicy],
    ["Signature", ticket.Signature],
    ["key", ticket.ObjectKey],
    ["success_action_status", "201"]
  ]
  const head = fields.map(([name, value]) => `--${boundary}\r\n${disposition(name)}\r\n\r\n${value}\r\n`).join("")
  const file = `--${boundary}\r\n${disposition("file")}; filename="picture"\r\nContent-Type: application/octet-stream\r\n\r\n`
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: [Buffer.from(head + file), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]
  }
}

const disposition = (name: string): string => `Content-Disposition: form-data; name="${name}"`
