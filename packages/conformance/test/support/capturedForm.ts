/**
 * A captured upload with another ticket in it. Tickets are signed by whoever issued them, so the bytes of a form can
 * be replayed only around a ticket of the emulator's own; order, line breaks and chunks stay as they were captured.
 */
import type { Ticket } from "../../src/wire/upload.ts"

export const withTicket = (wire: string, ticket: Ticket): string => {
  const end = wire.indexOf("\r\n\r\n")
  const head = wire.slice(0, end).replace(/^host: .*$/m, `host: ${ticket.Bucket}.${ticket.Endpoint}`)
  const chunks = chunksOf(wire.slice(end + 4)).map((chunk) => withField(chunk, ticket))
  return `${head}\r\n\r\n${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("")}0\r\n\r\n`
}

const chunksOf = (body: string): readonly string[] => {
  const chunks: string[] = []
  for (let at = 0; ;) {
    const line = body.indexOf("\r\n", at)
    const length = Number.parseInt(body.slice(at, line), 16)
    if (length === 0) return chunks
    chunks.push(body.slice(line + 2, line + 2 + length))
    at = line + 2 + length + 2
  }
}

const withField = (chunk: string, ticket: Ticket): string => {
  const values: Readonly<Record<string, string>> = {
    host: ticket.Endpoint,
    OSSAccessKeyId: ticket.AccessKeyId,
    policy: ticket.EncodedPolicy,
    Signature: ticket.Signature,
    key: ticket.ObjectKey
  }
  const value = values[/name="(\w+)"\r\n\r\n/.exec(chunk)?.[1] ?? ""]
  return value === undefined ? chunk : chunk.replace(/\r\n\r\n.*\r\n$/s, `\r\n\r\n${value}\r\n`)
}
