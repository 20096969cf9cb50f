import { parseEndpoint, type Endpoint } from "@imagesearch/core"
import { setTimeout as wait } from "node:timers/promises"
import { beforeAll, describe, expect, it } from "vitest"
import { layerFetch } from "../../src/FetchSender.ts"
import { layerUndici } from "../../src/UndiciSender.ts"
import { blackhole } from "../chaos/blackhole.ts"
import { rawServer } from "../chaos/RawServer.ts"
import * as reply from "../chaos/replies.ts"
import { busyResources, leftovers } from "./support/leftovers.ts"
import { openSender, type Facts } from "./support/openSender.ts"
import { listenerCount, seeSockets } from "./support/sockets.ts"

type Server = AsyncDisposable & { readonly endpoint: Endpoint }

const facts: Facts = { message: { body: new Uint8Array(12 * 1024 * 1024) } }
/** Milliseconds after which an exchange at loopback has come to its phase, and stays there. */
const settledMillis = 40

const late = reply.onRequest({ do: "wait", millis: 150 }, { do: "send", bytes: reply.answerText(200, reply.okBody) })

const mute = () => rawServer(() => ({ when: "connected", steps: [{ do: "stall" }] }))
const secure = ({ host }: Endpoint): Endpoint => parseEndpoint(`https://${host}`)

interface Row {
  readonly phase: string
  readonly open: () => Promise<Server>
  readonly isSecure?: boolean
  readonly facts?: Facts
}

const phases: readonly Row[] = [
  { phase: "a connection that nobody answers", open: blackhole },
  { phase: "a TLS handshake that nobody answers", open: mute, isSecure: true },
  { phase: "the sending of a body", open: mute, facts },
  { phase: "the wait for an answer", open: () => rawServer(() => reply.silent) },
  { phase: "the reading of a body", open: () => rawServer(() => reply.slowBody(5)) }
]

const endpointOf = ({ isSecure }: Row, { endpoint }: Server) => (isSecure === true ? secure(endpoint) : endpoint)

// The sender loads it for its first request, which must not be the one that is timed.
beforeAll(() => import("undici"))

// 50 ms is what a caller may rely on; a machine that is busy with other tests may be late once.
describe("an interruption in real time", { retry: 2 }, () => {
  it.each(phases)("ends $phase within 50 ms, and leaves no socket and no timer", async (row) => {
    const before = busyResources()
    {
      await using server = await row.open()
      await using sender = await openSender(layerUndici())
      using sockets = seeSockets()
      const running = sender.start(endpointOf(row, server), row.facts)
      await wait(settledMillis)
      expect(sockets.all).toHaveLength(1)
      expect(await running.interrupt()).toBeLessThan(50)
      expect(sockets.all.map(({ destroyed }) => destroyed)).toEqual([true])
    }
    expect(await leftovers(before)).toEqual([])
  })

  it.each([
    { part: "a tunnel that the proxy does not answer", saying: undefined },
    { part: "the handshake within a tunnel", saying: "HTTP/1.1 200 Established\r\n\r\n" }
  ])("ends $part, and leaves no socket and no timer", async ({ saying }) => {
    const before = busyResources()
    {
      await using proxy = await rawServer(() => ({
        when: "head",
        steps: [...(saying === undefined ? [] : [{ do: "send", bytes: saying } as const]), { do: "stall" }]
      }))
      await using sender = await openSender(layerUndici({ proxy: new URL(`http://${proxy.endpoint.host}`) }))
      using sockets = seeSockets()
      const running = sender.start(parseEndpoint("https://imagesearch.test"))
      await expect.poll(() => proxy.begun()).toBe(1)
      await wait(settledMillis)
      expect(await running.interrupt()).toBeLessThan(50)
      expect(sockets.all.map(({ destroyed }) => destroyed)).toEqual([true])
    }
    expect(await leftovers(before)).toEqual([])
  })

  it("takes a call out of the queue for a connection, and the connection serves the next one", async () => {
    await using server = await rawServer((number) => (number === 0 ? late : reply.ok))
    await using sender = await openSender(layerUndici({ maxConnections: 1 }))
    const first = sender.start(server.endpoint)
    await wait(settledMillis)
    const second = sender.start(server.endpoint)
    const third = sender.start(server.endpoint)
    expect(await second.interrupt()).toBeLessThan(50)
    expect(await first.outcome()).toMatchObject({ _tag: "Answered" })
    expect(await third.outcome()).toMatchObject({ _tag: "Answered" })
    expect(server.requests).toHaveLength(2)
    expect(server.connections()).toBe(1)
  })

  it("of one call that connects leaves the connection of another alone", async () => {
    await using server = await rawServer(() => reply.ok)
    await using sender = await openSender(layerUndici())
    const [first, second] = [sender.start(server.endpoint), sender.start(server.endpoint)]
    await first.interrupt()
    expect(await second.outcome()).toMatchObject({ _tag: "Answered" })
    expect(server.requests).toHaveLength(1)
  })
})

describe("the end of the sender", () => {
  it("ends calls and connections in every phase", async () => {
    const before = busyResources()
    {
      await using servers = new AsyncDisposableStack()
      const endpoints: Endpoint[] = []
      for (const row of phases) endpoints.push(endpointOf(row, servers.use(await row.open())))
      const sender = await openSender(layerUndici())
      using sockets = seeSockets()
      const outcomes = Promise.all(endpoints.map((endpoint) => sender.start(endpoint).outcome()))
      await wait(settledMillis)
      await sender[Symbol.asyncDispose]()
      expect((await outcomes).map(({ _tag }) => _tag)).toEqual(phases.map(() => "Failed"))
      expect(sockets.all.map(({ destroyed }) => destroyed)).toEqual(phases.map(() => true))
    }
    expect(await leftovers(before)).toEqual([])
  })
})

describe("a connection that is used again and again", () => {
  it("gathers no listeners", async () => {
    await using server = await rawServer(() => reply.ok)
    await using sender = await openSender(layerUndici())
    using sockets = seeSockets()
    const listeners = async () => {
      for (let call = 0; call < 20; call++)
        expect(await sender.send(server.endpoint)).toMatchObject({ _tag: "Answered" })
      return sockets.all.map(listenerCount)
    }
    const before = await listeners()
    expect(await listeners()).toEqual(before)
    // undici frees a connection one turn of the loop after its answer: a call that follows at once opens a second one.
    expect(server.connections()).toBeLessThanOrEqual(2)
  })
})

// Last: the runtime connects once more on its own after each of them, and others would count that socket.
describe("an interruption of fetch in real time", { retry: 2 }, () => {
  it.each(phases)("ends $phase within 50 ms, and leaves no timer", async (row) => {
    await using server = await row.open()
    await using sender = await openSender(layerFetch)
    const timers = () => busyResources().filter((name) => name === "Timeout").length
    const before = timers()
    const running = sender.start(endpointOf(row, server), row.facts)
    await wait(settledMillis)
    expect(await running.interrupt()).toBeLessThan(50)
    // The runtime's own fetch has a timer for all of its connections.
    expect(timers()).toBeLessThanOrEqual(before + 1)
  })
})
