// What really came over the wire: the bytes of one answer as they arrived, and how the connection ended.

import { once } from "node:events"
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
export const openRaw = (url: string, request: Signed, announcedBytes?: number): Socket => {
  const socket = connect(Number(new URL(url).port), "127.0.0.1")
  socket.write(textOf(request, { announcedBytes }))
  return socket
}

const textOf = (
  { method, path, headers, body }: Signed,
  {
    connection = "close",
    announcedBytes = Buffer.byteLength(body)
  }: { readonly connection?: "close" | "keep-alive"; readonly announcedBytes?: number | undefined }
): string => {
  const lines = Object.entries({ ...headers, "content-length": announcedBytes, connection })
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`
}

/** Sends signed requests over one connection without waiting for answers, and reads until the other side ends it. */
export const sendPipelined = async (url: string, requests: readonly Signed[]): Promise<string> => {
  const socket = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined)
  let text = ""
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")))
  socket.write(requests.map((request) => textOf(request, { connection: "keep-alive" })).join(""))
  await once(socket, "close")
  return text
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
