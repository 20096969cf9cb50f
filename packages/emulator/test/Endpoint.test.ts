import { once } from "node:events"
import { connect, type Socket } from "node:net"
import { describe, expect, it } from "vitest"
import { DEFAULT_LIMITS, type ConnectionLimits } from "../src/connectionLimits.ts"
import { Endpoint } from "../src/Endpoint.ts"

/** An endpoint that reads requests to their end and answers "done". */
const withEndpoint = async (
  limits: Partial<ConnectionLimits>,
  use: (open: () => Promise<Socket>) => Promise<void>
): Promise<void> => {
  const endpoint = new Endpoint({
    host: "127.0.0.1",
    listener: () => (request, response) => void request.resume().on("end", () => response.end("done")),
    limits: { ...DEFAULT_LIMITS, ...limits }
  })
  await endpoint.open(0)
  const sockets: Socket[] = []
  try {
    await use(async () => {
      const socket = connect(endpoint.port, "127.0.0.1").on("error", () => undefined)
      sockets.push(socket)
      await once(socket, "connect")
      return socket
    })
  } finally {
    for (const socket of sockets) socket.destroy()
    await endpoint.close()
  }
}

/** What comes back on a connection until the other side closes it. */
const restOf = async (socket: Socket): Promise<string> => {
  let text = ""
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")))
  await once(socket, "close")
  return text
}

describe("an endpoint", () => {
  it("ends a connection whose headers do not arrive in time (real time, 100 ms)", () =>
    withEndpoint({ headersMs: 100 }, async (open) => {
      const socket = await open()
      socket.write("GET / HTTP/1.1\r\nhost: x\r\nslow: ")
      expect(await restOf(socket)).toMatch(/^HTTP\/1\.1 408 /)
    }))

  it("ends a connection whose body does not arrive in time, although bytes keep coming (real time, 200 ms)", () =>
    withEndpoint({ headersMs: 100, requestMs: 200 }, async (open) => {
      const socket = await open()
      socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n")
      const drip = setInterval(() => socket.write("x"), 20)
      expect(await restOf(socket)).toMatch(/^HTTP\/1\.1 408 /)
      clearInterval(drip)
    }))

  it("ends a connection that stands still (real time, 100 ms)", () =>
    withEndpoint({ stillMs: 100 }, async (open) => {
      const socket = await open()
      socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n")
      expect(await restOf(socket)).toBe("")
    }))

  it("ends a connection whose client does not read its answer (real time, 100 ms)", async () => {
    let closed: Promise<unknown> | undefined
    const endpoint = new Endpoint({
      host: "127.0.0.1",
      listener: () => (request, response) => {
        closed = once(request.socket, "close")
        response.end(Buffer.alloc(64 * 1_024 * 1_024))
      },
      limits: { ...DEFAULT_LIMITS, stillMs: 100 }
    })
    await endpoint.open(0)
    const socket = connect(endpoint.port, "127.0.0.1").on("error", () => undefined)
    socket.pause().write("GET / HTTP/1.1\r\nhost: x\r\n\r\n")
    await expect.poll(() => closed).toBeDefined()
    await closed
    socket.destroy()
    await endpoint.close()
  })

  it("closes connections over its number at once, and serves the others", () =>
    withEndpoint({ mostConnections: 2 }, async (open) => {
      const [first] = [await open(), await open()]
      expect(await restOf(await open())).toBe("")
      first.end("GET / HTTP/1.1\r\nhost: x\r\n\r\n")
      expect(await restOf(first)).toContain("done")
    }))

  it("refuses headers that are longer than 16 KB", () =>
    withEndpoint({}, async (open) => {
      const socket = await open()
      socket.write(`GET / HTTP/1.1\r\nhost: x\r\nlong: ${"x".repeat(17_000)}\r\n\r\n`)
      expect(await restOf(socket)).toMatch(/^HTTP\/1\.1 431 /)
    }))
})
