/** Bytes to a port as they are, and the answer to them. */
import { connect } from "node:net"

export interface RawAnswer {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** Sends the bytes and reads one answer of a stated length. Rejects when the connection ends before it is complete. */
export const rawExchange = (url: string, wire: Uint8Array): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    let received = ""
    socket.setEncoding("latin1")
    socket.on("error", reject)
    socket.on("data", (part: string) => {
      received += part
      const answer = complete(received)
      if (answer === undefined) return
      socket.destroy()
      resolve(answer)
    })
    socket.on("end", () => reject(new Error(`the connection ended after: ${received}`)))
    socket.write(wire)
  })

const complete = (received: string): RawAnswer | undefined => {
  const end = received.indexOf("\r\n\r\n")
  if (end < 0) return undefined
  const head = received.slice(0, end)
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0)
  const body = received.slice(end + 4)
  return body.length < length ? undefined : { status: Number(head.split(" ")[1]), head, body }
}
