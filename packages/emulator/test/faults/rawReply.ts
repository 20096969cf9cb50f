// What really came over the wire: the bytes of one answer as they arrived, and how the connection ended.

import { connect, type Socket } from "node:net"
import type { Signed } from "../signing.ts"

export interface RawReply {
  readonly text: string
  /** The body, as far as it came. */
  readonly body: string
  /** What the header announced. */
  readonly announcedBytes: number
  /** The code of a broken connection; undefined for an orderly end. */
  readonly broken: string | undefined
  /** How many pieces it came in. */
  readonly pieces: number
}

/** Opens a connection of its own and writes a signed request to it, which may announce more than it brings. */
export const openRaw = (
  url: string,
  { method, path, headers, body }: Signed,
  announcedBytes = Buffer.byteLength(body)
): Socket => {
  const socket = connect(Number(new URL(url).port), "127.0.0.1")
  const lines = Object.entries({ ...headers, "content-length": announcedBytes, connection: "close" })
  socket.write(`${method} ${path} HTTP/1.1\r\n`)
  socket.write(lines.map(([name, value]) => `${name}: ${value}\r\n`).join(""))
  socket.write(`\r\n${body}`)
  return socket
}

/** Sends a signed request over a connection of its own and reads until the other side ends it. */
export const sendRaw = (url: string, request: Signed): Promise<RawReply> =>
  new Promise((resolve) => {
    const socket = openRaw(url, request)
    let text = ""
    let pieces = 0
    let broken: string | undefined
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1")
      pieces += 1
    })
    socket.on("error", (error: NodeJS.ErrnoException) => (broken = error.code))
    socket.on("close", () => {
      const announcedBytes = Number(/^content-length: (\d+)$/im.exec(text)?.[1])
      resolve({ text, body: text.split("\r\n\r\n").slice(1).join("\r\n\r\n"), announcedBytes, broken, pieces })
    })
  })
