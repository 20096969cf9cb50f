// One port for HTTP and for TLS: the first byte that a client sends tells which it speaks.

import type { Socket } from "node:net"

/** RFC 8446 section 5.1: the record of a handshake, which opens every TLS connection. No request starts with it. */
const HANDSHAKE = 0x16

/** Who takes over a connection. */
export interface Speakers {
  readonly plain: (socket: Socket) => void
  readonly encrypted: (socket: Socket) => void
}

/**
 * Waits for the first byte and hands the connection over with that byte still to be read. A connection that sends none
 * within `waitMs`, or breaks before, is closed.
 */
export const handOver = (socket: Socket, { plain, encrypted }: Speakers, waitMs: number): void => {
  const close = (): void => void socket.destroy()
  const look = (): void => {
    const first: unknown = socket.read(1)
    // The end of what the client sends makes it readable too.
    if (!(first instanceof Uint8Array)) return
    clearTimeout(overdue)
    socket.off("readable", look).off("error", close).off("end", close)
    socket.unshift(first)
    if (first[0] === HANDSHAKE) encrypted(socket)
    else plain(socket)
  }
  const overdue = setTimeout(close, waitMs)
  socket
    .on("readable", look)
    .on("error", close)
    .on("end", close)
    .once("close", () => clearTimeout(overdue))
}
