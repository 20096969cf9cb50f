// The form of an upload, with boundary "b".

import type { Ticket } from "../client.ts"

/** A form as our own clients write it: the file last, with its CRLF. A field set to undefined is left out. */
export const form = (ticket: Ticket, changes: Readonly<Record<string, string | undefined>> = {}): string => {
  const fields: Record<string, string | undefined> = {
    OSSAccessKeyId: ticket.AccessKeyId,
    policy: ticket.EncodedPolicy,
    Signature: ticket.Signature,
    key: ticket.ObjectKey,
    file: "picture",
    ...changes
  }
  const { file, ...others } = fields
  const parts = Object.entries({ ...others, file }).filter(([, value]) => value !== undefined)
  return `${parts
    .map(([name, value]) => {
      const filename = name === "file" ? '; filename="a.jpg"' : ""
      return `--b\r\nContent-Disposition: form-data; name="${name}"${filename}\r\n\r\n${value}\r\n`
    })
    .join("")}--b--\r\n`
}
