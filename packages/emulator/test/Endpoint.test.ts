import { once } from "node:events"
import { connect, createServer, type Socket } from "node:net"
import { describe, expect, it } from "vitest"
import { DEFAULT_LIMITS, type ConnectionLimits } from "../src/connectionLimits.ts"
import { Endpoint } from "../src/Endpoint.ts"
import { restOf, withEndpoint } from "./withEndpoint.ts"

/** An endpoint, and the way to connect to it. */
const withPlain = (
  limits: Partial<ConnectionLimits>,
  use: (open: () => Promise<Socket>) => Promise<void>
): Promise<void> => withEndpoint({ limits }, ({ where, opened }) => use(() => opened(connect(where), "connect")))

describe("an endpoint", () => {
  it("ends a connection whose headers do not arrive in time (real time, 100 ms)", () =>
    withPlain({ headersMs: 100 }, async (open) => {
      const socket = await open()
      socket.write("GET / HTTP/1.1\r\nhost: x\r\nslow: ")
      expect(await restOf(socket)).toMatch(/^HTTP\/1\.1 408 /)
    }))

  it("ends a connection whose body does not arrive in time, although bytes keep coming (real time, 200 ms)", () =>
    withPlain({ headersMs: 100, requestMs: 200 }, async (open) => {
      const socket = await open()
      socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n")
      const drip = setInterval(() => socket.write("x"), 20)
      expect(await restOf(socket)).toMatch(/^HTTP\/1\.1 408 /)
      clearInterval(drip)
    }))

  it("ends a connection that stands still (real time, 100 ms)", () =>
    withPlain({ stillMs: 100 }, async (open) => {
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
    withPlain({ mostConnections: 2 }, async (open) => {
      const [first] = [await open(), await open()]
      expect(await restOf(await open())).toBe("")
      first.end("GET / HTTP/1.1\r\nhost: x\r\n\r\n")
      expect(await restOf(first)).toContain("done")
    }))

  it("refuses headers that are longer than 16 KB", () =>
    withPlain({}, async (open) => {
      const socket = await open()
      socket.write(`GET / HTTP/1.1\r\nhost: x\r\nlong: ${"x".repeat(17_000)}\r\n\r\n`)
      expect(await restOf(socket)).toMatch(/^HTTP\/1\.1 431 /)
    }))

  it("comes back once for all who bring it up at the same time, and says to all that the port is taken", async () => {
    const endpoint = new Endpoint({ host: "127.0.0.1", listener: () => (_, response) => response.end("done") })
    await endpoint.open(0)
    endpoint.down()
    await Promise.all([endpoint.up(), endpoint.up()])
    expect(endpoint.isUp).toBe(true)
    endpoint.down()
    const other = createServer().listen(endpoint.port, "127.0.0.1")
    await once(other, "listening")
    const refused = { status: "rejected", reason: { code: "EADDRINUSE" } }
    expect(await Promise.allSettled([endpoint.up(), endpoint.up()])).toMatchObject([refused, refused])
    other.close()
    await once(other, "close")
    await endpoint.up()
    expect(endpoint.isUp).toBe(true)
    await endpoint.close()
  })
})
