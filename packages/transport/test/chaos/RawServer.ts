/**
 * A loopback server on raw sockets that does by script what broken networks and services do. It knows just enough HTTP
 * to tell where a request begins and ends, and sends bytes as they are given, so that it can send wrong ones.
 *
 * Each request takes the next turn of the script. A turn says when it acts and which steps it takes; when the steps
 * run out, the connection stays open for the next request, unless a step has ended it.
 */
import { parseEndpoint, type Endpoint } from "@imagesearch/core"
import net from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import tls from "node:tls"

export type Step =
  | { readonly do: "send"; readonly bytes: string | Uint8Array }
  /** One byte at a time. */
  | { readonly do: "trickle"; readonly bytes: string | Uint8Array; readonly everyMillis: number }
  /** The same bytes again and again, as fast as they are taken, until the client has gone. */
  | { readonly do: "repeat"; readonly bytes: string | Uint8Array }
  | { readonly do: "wait"; readonly millis: number }
  /** Sends FIN and keeps reading. */
  | { readonly do: "halfClose" }
  | { readonly do: "close" }
  /** Sends RST. */
  | { readonly do: "reset" }
  /** Says and reads nothing more; the connection stays. */
  | { readonly do: "stall" }

export interface Turn {
  /** `connected` acts before a byte is read, `firstByte` as a request begins, `head` before its body is read. */
  readonly when: "connected" | "firstByte" | "head" | "request"
  readonly steps: readonly Step[]
}

/** The turn of the n-th request, counted from 0 over all connections. */
export type Script = (number: number) => Turn

/** A request as far as it came. */
export interface RawRequest {
  readonly connection: number
  readonly method: string
  readonly path: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface RawServer extends AsyncDisposable {
  readonly endpoint: Endpoint
  /** Requests whose head was read. */
  readonly requests: readonly RawRequest[]
  /** Requests of which at least one byte was seen: attempts as the service counts them. */
  readonly begun: () => number
  /** Connections accepted so far. */
  readonly connections: () => number
  /** Connections that are open now. */
  readonly open: () => number
}

export interface Certificate {
  readonly key: string | Buffer
  readonly cert: string | Buffer
}

/** Listens on a free port of 127.0.0.1; with a certificate, over TLS. */
export const rawServer = async (script: Script, certificate?: Certificate): Promise<RawServer> => {
  const state: State = { script, turns: 0, begun: 0, connections: 0, requests: [], sockets: new Set() }
  const accept = (socket: net.Socket) => {
    state.sockets.add(socket)
    socket.once("close", () => state.sockets.delete(socket))
    socket.on("error", () => socket.destroy())
    void converse(state, socket, state.connections++)
  }
  const options = { allowHalfOpen: true, noDelay: true }
  const server =
    certificate === undefined
      ? net.createServer(options, accept)
      : tls.createServer({ ...options, ...certificate }, accept).on("tlsClientError", () => {})
  // Under TLS also the connections whose handshake fails: half-open ones would keep the server from closing.
  const raw = new Set<net.Socket>()
  server.on("connection", (socket: net.Socket) => {
    raw.add(socket)
    socket.once("close", () => raw.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as net.AddressInfo // a TCP server has one
  return {
    endpoint: parseEndpoint(`${certificate === undefined ? "http" : "https"}://127.0.0.1:${port}`),
    requests: state.requests,
    begun: () => state.begun,
    connections: () => state.connections,
    open: () => state.sockets.size,
    [Symbol.asyncDispose]: () => {
      for (const socket of [...state.sockets, ...raw]) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}

interface State {
  readonly script: Script
  turns: number
  begun: number
  connections: number
  readonly requests: RawRequest[]
  readonly sockets: Set<net.Socket>
}

/** Requests of one connection, one after the other. */
const converse = async (state: State, socket: net.Socket, connection: number): Promise<void> => {
  // Asked at the connection only for a turn that acts there: a client may open connections that it does not use.
  if (state.script(state.turns).when === "connected") return takeSteps(socket, state.script(state.turns++).steps)
  let pending: Buffer = Buffer.alloc(0)
  for (;;) {
    pending = pending.length > 0 ? pending : ((await nextBytes(socket)) ?? pending)
    if (pending.length === 0) return void socket.end()
    state.begun++
    const { when, steps } = state.script(state.turns++)
    if (when === "firstByte") await takeSteps(socket, steps)
    const head = await readUntil(socket, pending, (bytes) => {
      const end = bytes.indexOf("\r\n\r\n")
      return end < 0 ? undefined : end + 4
    })
    if (head === undefined) return
    const request = parseHead(head.bytes.toString("latin1"), connection)
    if (when === "head") await takeSteps(socket, steps)
    const length = Number(request.headers["content-length"] ?? 0)
    const body = await readUntil(socket, head.rest, (bytes) => (bytes.length < length ? undefined : length))
    state.requests.push({ ...request, body: body?.bytes ?? head.rest })
    if (body === undefined) return
    if (when === "request") await takeSteps(socket, steps)
    if (socket.destroyed || socket.writableEnded) return
    pending = body.rest
  }
}

const takeSteps = async (socket: net.Socket, steps: readonly Step[]): Promise<void> => {
  for (const step of steps) {
    if (socket.destroyed) return
    await takeStep(socket, step)
  }
}

const takeStep = async (socket: net.Socket, step: Step): Promise<void> => {
  switch (step.do) {
    case "send":
      return void socket.write(step.bytes)
    case "trickle":
      for (const byte of Buffer.from(step.bytes)) {
        if (socket.destroyed) return
        socket.write(Buffer.of(byte))
        await wait(step.everyMillis)
      }
      return
    case "repeat":
      while (!socket.destroyed) {
        if (!socket.write(step.bytes)) await oneOf(socket, ["drain", "close"])
      }
      return
    case "wait":
      return wait(step.millis)
    case "halfClose":
      return void socket.end()
    case "close":
      return void socket.destroy()
    case "reset":
      return void socket.resetAndDestroy()
    case "stall":
      if (!socket.destroyed) await oneOf(socket, ["close"])
  }
}

interface Read {
  readonly bytes: Buffer
  readonly rest: Buffer
}

/** Reads on until `lengthOf` knows how many bytes belong together; undefined when the connection ends first. */
const readUntil = async (
  socket: net.Socket,
  start: Buffer,
  lengthOf: (bytes: Buffer) => number | undefined
): Promise<Read | undefined> => {
  let bytes: Buffer = start
  for (;;) {
    const length = lengthOf(bytes)
    if (length !== undefined) return { bytes: bytes.subarray(0, length), rest: bytes.subarray(length) }
    const more = await nextBytes(socket)
    if (more === undefined) return undefined
    bytes = Buffer.concat([bytes, more])
  }
}

/** Paused reading: nothing is taken from the socket while a script does not ask for it. */
const nextBytes = async (socket: net.Socket): Promise<Buffer | undefined> => {
  for (;;) {
    if (socket.destroyed) return undefined
    const chunk: Buffer | null = socket.read()
    if (chunk !== null) return chunk
    if (socket.readableEnded) return undefined
    await oneOf(socket, ["readable", "end", "close"])
  }
}

const oneOf = (socket: net.Socket, events: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    const finish = () => {
      for (const event of events) socket.off(event, finish)
      resolve()
    }
    for (const event of events) socket.on(event, finish)
  })

const parseHead = (head: string, connection: number): Omit<RawRequest, "body"> => {
  const [requestLine = "", ...lines] = head.trimEnd().split("\r\n")
  const [method = "", path = ""] = requestLine.split(" ")
  const headers = lines.map((line) => {
    const colon = line.indexOf(":")
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return { connection, method, path, headers: Object.fromEntries(headers) }
}
