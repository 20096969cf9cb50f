import { parseEndpoint } from "@imagesearch/core"
import http from "node:http"
import net from "node:net"
import tls from "node:tls"
import { setTimeout as wait } from "node:timers/promises"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { describe, expect, it } from "vitest"
import { layerUndici } from "../../src/UndiciSender.ts"
import { selfSigned } from "../chaos/certificates.ts"
import { rawServer } from "../chaos/RawServer.ts"
import * as reply from "../chaos/replies.ts"
import { openSender, testAuthority, type OpenSender, type Running } from "./support/openSender.ts"

/** Answers each first read of a connection, and records what each read brought. */
const recorder = async (isSecure: boolean) => {
  const reads: string[] = []
  const accept = (socket: net.Socket) => {
    socket.on("error", () => {})
    socket.on("data", (chunk) => {
      reads.push(chunk.toString("latin1"))
      socket.write(reply.answerText(200, "{}"))
    })
  }
  const server = isSecure ? tls.createServer(selfSigned, accept) : net.createServer(accept)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as net.AddressInfo // a TCP server has one
  return {
    endpoint: parseEndpoint(`${isSecure ? "https" : "http"}://127.0.0.1:${port}`),
    reads,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

const open = (): Promise<OpenSender> => openSender(layerUndici({ ca: testAuthority("self-signed") }))
const body = new TextEncoder().encode("a=b&c=d".repeat(30))

const collectGarbage = (): void => {
  setFlagsFromString("--expose-gc")
  const collect: unknown = runInNewContext("gc")
  if (typeof collect === "function") collect()
}

describe("a request on the wire", () => {
  it("leaves in one write, head and small body together", async () => {
    await using server = await recorder(false)
    await using sender = await open()
    expect(await sender.send(server.endpoint, { message: { body } })).toMatchObject({ _tag: "Answered" })
    expect(server.reads).toHaveLength(1)
    expect(server.reads[0]).toMatch(/^POST \/ HTTP\/1\.1\r\n/)
    expect(server.reads[0]?.endsWith(Buffer.from(body).toString())).toBe(true)
  })

  it("is not kept by the idle connection that carried it", async () => {
    const server = http.createServer((request, response) => request.resume().on("end", () => response.end("{}")))
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as net.AddressInfo // a TCP server has one
    const endpoint = parseEndpoint(`http://127.0.0.1:${port}`)
    await using sender = await open()
    const send = async (): Promise<WeakRef<ArrayBuffer>> => {
      const sent = new Uint8Array(1_000_000)
      expect(await sender.send(endpoint, { message: { body: sent } })).toMatchObject({ _tag: "Answered" })
      return new WeakRef(sent.buffer)
    }
    const held = await send()
    // What a WeakRef was asked for in a turn stays alive in it.
    await wait(0)
    collectGarbage()
    expect(held.deref()).toBeUndefined()
    server.close()
  })

  it.each([
    ["runs out of time", (running: Running) => running.outcome()],
    ["is interrupted", (running: Running) => wait(100).then(running.interrupt)]
  ] as const)(
    "that %s (in real time, at a socket) is not kept by the pool while another connection is open",
    async (_, end) => {
      await using server = await rawServer(() => reply.stalledBody)
      await using sender = await open()
      sender.start(server.endpoint)
      const send = async (): Promise<WeakRef<ArrayBuffer>> => {
        const sent = new Uint8Array(100_000)
        await end(sender.start(server.endpoint, { message: { body: sent }, limits: { bodyMillis: 200 } }))
        return new WeakRef(sent.buffer)
      }
      const held = await send()
      await wait(10)
      expect(server.requests).toHaveLength(2)
      collectGarbage()
      expect(held.deref()).toBeUndefined()
    }
  )

  it("leaves in one record over TLS", async () => {
    await using server = await recorder(true)
    await using sender = await open()
    expect(await sender.send(server.endpoint, { message: { body } })).toMatchObject({ _tag: "Answered" })
    expect(server.reads).toHaveLength(1)
    expect(server.reads[0]?.endsWith(Buffer.from(body).toString())).toBe(true)
  })

  it.each([
    ["a body", { body }, String(body.byteLength)],
    ["a large body", { body: new Uint8Array(3_000_000) }, "3000000"],
    ["an empty body", { body: new Uint8Array() }, "0"],
    ["a body in parts", { body: [body, new Uint8Array(1_000_000), body] }, String(1_000_000 + 2 * body.byteLength)],
    ["no body", {}, "0"],
    ["no body in a GET", { method: "GET" as const }, undefined]
  ])("carries the length of %s, and is never chunked", async (_, message, length) => {
    await using server = await rawServer(() => reply.ok)
    await using sender = await open()
    expect(await sender.send(server.endpoint, { message })).toMatchObject({ _tag: "Answered" })
    const [request] = server.requests
    expect(request?.headers["content-length"]).toBe(length)
    expect(request?.headers["transfer-encoding"]).toBeUndefined()
    expect(request?.body.byteLength).toBe(Number(length ?? 0))
  })

  it("asks for the encodings that can be undone, and leaves the caller's own wish alone", async () => {
    await using server = await rawServer(() => reply.ok)
    await using sender = await open()
    await sender.send(server.endpoint)
    await sender.send(server.endpoint, { message: { headers: { "accept-encoding": "identity" } } })
    expect(server.requests.map(({ headers }) => headers["accept-encoding"])).toEqual([
      "gzip, deflate, br, zstd",
      "identity"
    ])
  })

  it("resumes the TLS session of an endpoint", async () => {
    const isReused: boolean[] = []
    const server = tls.createServer(selfSigned, (socket) => {
      isReused.push(socket.isSessionReused())
      socket.on("error", () => {})
      socket.on("data", () => socket.end(reply.answerText(200, "{}", { connection: "close" })))
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const { port } = server.address() as net.AddressInfo // a TCP server has one
    {
      await using sender = await open()
      for (let call = 0; call < 2; call++) await sender.send(parseEndpoint(`https://127.0.0.1:${port}`))
    }
    await new Promise((resolve) => server.close(resolve))
    expect(isReused).toEqual([false, true])
  })

  it("may have been seen when a connection that was kept is reset before it answers", async () => {
    await using server = await rawServer(reply.inTurn(reply.ok, reply.resetInRequest))
    await using sender = await open()
    expect(await sender.send(server.endpoint)).toMatchObject({ _tag: "Answered" })
    await wait(5)
    expect(await sender.send(server.endpoint)).toMatchObject({ phase: "headers", sent: "maybe", code: "ECONNRESET" })
    expect(server.connections()).toBe(1)
  })

  it("that cannot be written, for a header that is none, is not sent", async () => {
    await using server = await rawServer(() => reply.ok)
    await using sender = await open()
    const outcome = await sender.send(server.endpoint, { message: { headers: { "x-a": "b\r\nc: d" } } })
    expect(outcome).toMatchObject({ _tag: "Failed", phase: "connect", sent: "no" })
    expect(server.begun()).toBe(0)
  })
})
