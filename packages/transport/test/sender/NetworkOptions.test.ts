import { parseEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { describe, expect, it } from "vitest"
import { networkOptionNames } from "../../src/networkOptionProblem.ts"
import type { NetworkOptions } from "../../src/NetworkOptions.ts"
import { Transport } from "../../src/Transport.ts"
import { keepAliveMillis, layerUndici } from "../../src/UndiciSender.ts"
import { selfSigned } from "../chaos/certificates.ts"
import { rawServer } from "../chaos/RawServer.ts"
import * as reply from "../chaos/replies.ts"
import { openSender, testAuthority } from "./support/openSender.ts"
import { proxyServer } from "./support/proxyServer.ts"

const ca = testAuthority("self-signed")

/** For each option a test that what it says is so: it fails without the option. */
const shown: Readonly<Record<keyof NetworkOptions, () => Promise<void>>> = {
  proxy: async () => {
    await using proxy = await proxyServer()
    await using sender = await openSender(layerUndici({ proxy: proxy.url }))
    await sender.send(parseEndpoint("http://imagesearch.test"))
    expect(proxy.asked).toHaveLength(1)
  },
  ca: async () => {
    await using server = await rawServer(() => reply.ok, selfSigned)
    await using sender = await openSender(layerUndici({ ca: [ca] }))
    expect(await sender.send(server.endpoint)).toMatchObject({ _tag: "Answered" })
  },
  tlsMinVersion: async () => {
    const dated = { ...selfSigned, maxVersion: "TLSv1.2" }
    await using server = await rawServer(() => reply.ok, dated)
    await using modern = await openSender(layerUndici({ ca, tlsMinVersion: "TLSv1.3" }))
    expect(await modern.send(server.endpoint)).toMatchObject({
      phase: "connect",
      sent: "no",
      message: "the TLS handshake failed: no version of TLS suits both sides"
    })
    await using older = await openSender(layerUndici({ ca, tlsMinVersion: "TLSv1.2" }))
    expect(await older.send(server.endpoint)).toMatchObject({ _tag: "Answered" })
  },
  keepAliveMillis: async () => {
    // The server's own announcement does not lengthen it.
    await using server = await rawServer(() => reply.answer(200, "{}", { "keep-alive": "timeout=600" }))
    await using sender = await openSender(layerUndici({ keepAliveMillis: 50 }))
    await sender.send(server.endpoint)
    expect(server.open()).toBe(1)
    // Less than the default, which would keep it open.
    await expect.poll(() => server.open(), { timeout: keepAliveMillis - 1_000 }).toBe(0)
  },
  maxConnections: async () => {
    await using server = await rawServer(() => reply.ok)
    await using sender = await openSender(layerUndici({ maxConnections: 2 }))
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => sender.send(server.endpoint)))
    expect(outcomes.map(({ _tag }) => _tag)).toEqual(outcomes.map(() => "Answered"))
    expect(server.connections()).toBe(2)
  },
  answerLimitBytes: async () => {
    await using server = await rawServer(() => reply.ok)
    const size = Buffer.byteLength(reply.okBody)
    await using strict = await openSender(layerUndici({ answerLimitBytes: size - 1 }))
    expect(await strict.send(server.endpoint)).toMatchObject({ code: "ANSWER_TOO_LARGE" })
    await using exact = await openSender(layerUndici({ answerLimitBytes: size }))
    expect(await exact.send(server.endpoint)).toMatchObject({ _tag: "Answered" })
  },
  addresses: async () => {
    await using server = await rawServer(() => reply.ok)
    await using sender = await openSender(layerUndici({ addresses: "public" }))
    const named = parseEndpoint(server.endpoint.host.replace("127.0.0.1", "http://picture.localhost"))
    for (const endpoint of [server.endpoint, named]) {
      expect(await sender.send(endpoint)).toMatchObject({ phase: "connect", sent: "no", code: "ADDRESS_NOT_PUBLIC" })
    }
    expect(server.connections()).toBe(0)
  }
}

describe("every option of the network", () => {
  it.each(Object.entries(shown))("does what it says: %s (idle time is real)", (_, expectShown) => expectShown())

  it("is shown here", () => {
    expect(Object.keys(shown).toSorted()).toEqual(networkOptionNames.toSorted())
  })
})

const problemOf = (options: object) =>
  // Callers in plain JavaScript pass what the types forbid.
  Effect.runPromise(Effect.flip(Effect.scoped(Layer.build(layerUndici(options as NetworkOptions)))))

describe("an option of the network that cannot be used", () => {
  it.each([
    ["proxy", "socks5://user:secret@proxy", "neither"],
    ["proxy", "on", "neither"],
    ["ca", "/etc/ssl/ca.pem", "no PEM text"],
    ["ca", ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"], "no PEM text"],
    ["ca", [], "no PEM text"],
    ["ca", [ca, "nonsense"], "no PEM text"],
    ["tlsMinVersion", "TLSv1.1", '"TLSv1.1" is neither "TLSv1.2" nor "TLSv1.3"'],
    ["keepAliveMillis", 0, "0 is no whole number from 1 to 600000"],
    ["maxConnections", 1.5, "1.5 is no whole number from 1 to 65535"],
    ["maxConnections", "4", '"4" is no whole number from 1 to 65535'],
    ["answerLimitBytes", Number.NaN, "NaN is no whole number"],
    ["addresses", "private", '"private" is neither "any" nor "public"'],
    ["keepAlive", true, "there is no such option; there are proxy, ca,"]
  ])("is named: %s = %j", async (option, value, why) => {
    const error = await problemOf({ [option]: value })
    expect(error).toMatchObject({ _tag: "InvalidNetworkOptionError", option })
    expect(error.message).toContain(`The network option "${option}" cannot be used: `)
    expect(error.message).toContain(why)
    expect(error.message).not.toContain("secret")
  })

  it("is named when it contradicts another", async () => {
    const error = await problemOf({ addresses: "public", proxy: "http://proxy.example:3128" })
    expect(error).toMatchObject({ option: "addresses", why: "a proxy connects to addresses nobody here sees" })
  })

  it("counts as absent when it is undefined", async () => {
    await using sender = await openSender(layerUndici({ maxConnections: undefined }))
    await using server = await rawServer(() => reply.ok)
    expect(await sender.send(server.endpoint)).toMatchObject({ _tag: "Answered" })
  })

  it("fails the whole transport", async () => {
    const building = Effect.scoped(Layer.build(Transport.layerWith({ maxConnections: 0 })))
    expect(await Effect.runPromise(Effect.flip(building))).toMatchObject({ option: "maxConnections" })
  })
})
