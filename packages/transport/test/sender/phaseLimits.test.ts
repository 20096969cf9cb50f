import { parseEndpoint, type Endpoint } from "@imagesearch/core"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { layerFetch } from "../../src/FetchSender.ts"
import { layerUndici } from "../../src/UndiciSender.ts"
import { blackhole } from "../chaos/blackhole.ts"
import { expired, selfSigned } from "../chaos/certificates.ts"
import { rawServer, type Turn } from "../chaos/RawServer.ts"
import * as reply from "../chaos/replies.ts"
import { deadEndpoint } from "../support/scriptedServer.ts"
import { busyResources, leftovers } from "./support/leftovers.ts"
import { openSender, testAuthority, type Facts } from "./support/openSender.ts"
import { seeSockets } from "./support/sockets.ts"

const open = new AsyncDisposableStack()
afterAll(() => open.disposeAsync())

const using = async <A extends AsyncDisposable>(opening: Promise<A>): Promise<A> => open.use(await opening)

/** The address of a server under another scheme or name. */
const seenAs = ({ host }: Endpoint, protocol: "http" | "https", name = "127.0.0.1"): Endpoint =>
  parseEndpoint(`${protocol}://${host.replace("127.0.0.1", name)}`)

/** What a plain server says to a handshake. */
const plainRefusal: Turn = { ...reply.answer(400, "what?"), when: "firstByte" }
const mute = () => rawServer(() => ({ when: "connected", steps: [{ do: "stall" }] }))

interface Row {
  readonly during: string
  readonly open: () => Promise<AsyncDisposable & { readonly endpoint: Endpoint }>
  readonly isSecure?: boolean
  readonly facts: Facts
  readonly outcome: { readonly phase: string; readonly sent: string; readonly code: string }
}

const connect = { phase: "connect", sent: "no", code: "CONNECT_LIMIT" }
const rows: readonly Row[] = [
  {
    during: "a connection that nobody answers",
    open: blackhole,
    facts: { limits: { connectMillis: 60 } },
    outcome: connect
  },
  {
    during: "a TLS handshake that nobody answers",
    open: mute,
    isSecure: true,
    facts: { limits: { connectMillis: 60 } },
    outcome: connect
  },
  {
    during: "a body that nobody reads",
    open: mute,
    facts: { limits: { headersMillis: 60 }, message: { body: new Uint8Array(12 * 1024 * 1024) } },
    outcome: { phase: "request", sent: "maybe", code: "HEADERS_LIMIT" }
  },
  {
    during: "an answer that does not come",
    open: mute,
    facts: { limits: { headersMillis: 60 } },
    outcome: { phase: "headers", sent: "maybe", code: "HEADERS_LIMIT" }
  },
  {
    during: "a connection, when the call has less time",
    open: blackhole,
    facts: { limits: { totalMillis: 60 } },
    outcome: { ...connect, code: "CALL_LIMIT" }
  }
]

// The sender loads it for its first request, which must not be the one that is timed.
beforeAll(() => import("undici"))

// A machine that is busy with other tests may be late once.
describe("the time limit of a phase", { retry: 2 }, () => {
  it.each(rows)("ends $during in real time, and leaves nothing behind", async (row) => {
    const before = busyResources()
    {
      await using server = await row.open()
      await using sender = await openSender(layerUndici())
      const start = performance.now()
      const outcome = await sender.send(
        row.isSecure === true ? seenAs(server.endpoint, "https") : server.endpoint,
        row.facts
      )
      expect(outcome).toMatchObject({ _tag: "Failed", ...row.outcome })
      // A timer may fire a little before its time by another clock.
      const elapsed = performance.now() - start
      expect(elapsed).toBeGreaterThan(55)
      expect(elapsed).toBeLessThan(110)
    }
    expect(await leftovers(before)).toEqual([])
  })

  it("leaves no timer behind after an answer", async () => {
    const before = busyResources()
    {
      await using server = await rawServer(() => reply.ok)
      await using sender = await openSender(layerUndici())
      expect(await sender.send(server.endpoint)).toMatchObject({ _tag: "Answered" })
    }
    expect(await leftovers(before)).toEqual([])
  })
})

describe("a failure before the request has left", () => {
  const certificateOf = (certificate: typeof selfSigned) => using(rawServer(() => reply.ok, certificate))
  const refusals = [
    { of: "a port on which nobody listens", endpoint: deadEndpoint, code: "ECONNREFUSED", says: "refused" },
    {
      of: "a name that does not resolve",
      endpoint: async () => parseEndpoint("https://imagesearch.invalid"),
      // The set-up of the tests lets no look-up leave this machine.
      code: expect.stringMatching(/^(?:ENOTFOUND|EAI_AGAIN|OUTSIDE_LOOPBACK)$/),
      says: ""
    },
    {
      of: "a certificate that vouches for itself",
      endpoint: async () => (await certificateOf(selfSigned)).endpoint,
      code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      says: "not trusted"
    },
    {
      of: "a certificate that has expired",
      trust: "expired",
      endpoint: async () => (await certificateOf(expired)).endpoint,
      code: "CERT_HAS_EXPIRED",
      says: "expired"
    },
    {
      of: "a certificate for another name",
      trust: "self-signed",
      endpoint: async () => seenAs((await certificateOf(selfSigned)).endpoint, "https", "two.labels.localhost"),
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
      says: "another host name"
    },
    {
      of: "a plain server that is spoken to in TLS",
      endpoint: async () => seenAs((await using(rawServer(() => plainRefusal))).endpoint, "https"),
      code: expect.stringMatching(/^ERR_SSL_|^ECONNRESET$/),
      says: ""
    },
    {
      of: "a reset in the handshake",
      endpoint: async () => seenAs((await using(rawServer(() => reply.resetOnConnect))).endpoint, "https"),
      code: "ECONNRESET",
      says: "reset"
    }
  ] as const

  it.each(refusals)("is told as such: $of", async (refusal) => {
    const options = "trust" in refusal ? { ca: testAuthority(refusal.trust) } : {}
    await using sender = await openSender(layerUndici(options))
    const outcome = await sender.send(await refusal.endpoint())
    expect(outcome).toMatchObject({ _tag: "Failed", phase: "connect", sent: "no", code: refusal.code })
    const message = outcome._tag === "Failed" ? outcome.message : ""
    expect(message).toContain(refusal.says)
    expect(message).not.toMatch(/openssl|error:|\.c:/i)
  })

  it("is seen through fetch where its cause proves it", async () => {
    await using sender = await openSender(layerFetch)
    expect(await sender.send(await deadEndpoint())).toMatchObject({
      phase: "connect",
      sent: "no",
      code: "ECONNREFUSED"
    })
    const untrusted = await certificateOf(selfSigned)
    expect(await sender.send(untrusted.endpoint)).toMatchObject({
      phase: "connect",
      sent: "no",
      code: "DEPTH_ZERO_SELF_SIGNED_CERT"
    })
  })

  it.each([
    ["undici", layerUndici()],
    ["fetch", layerFetch]
  ])("is not claimed over %s for a route that is lost after the request has arrived", async (_, layer) => {
    await using server = await rawServer(() => reply.silent)
    await using sender = await openSender(layer)
    using sockets = seeSockets()
    const running = sender.start(server.endpoint)
    await vi.waitFor(() => expect(server.requests).toHaveLength(1))
    // As Linux ends a connection that stood: `read EHOSTUNREACH`.
    const lost = Object.assign(new Error("read EHOSTUNREACH"), { code: "EHOSTUNREACH", syscall: "read" })
    sockets.all[0]?.destroy(lost)
    expect(await running.outcome()).toMatchObject({ phase: "headers", sent: "maybe", code: "EHOSTUNREACH" })
  })
})
