import { parseEndpoint } from "@imagesearch/core"
import { once } from "node:events"
import { createServer } from "node:http"
import { networkInterfaces } from "node:os"
import { describe, expect, it } from "vitest"
import { layerUndici } from "../../src/UndiciSender.ts"
import { blackhole } from "../chaos/blackhole.ts"
import { openSender } from "./support/openSender.ts"

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"))

/** Answers on the loopback of IPv6 only, on this port. */
const serverOnIpv6 = async (port: number): Promise<AsyncDisposable & { readonly port: number }> => {
  const server = createServer((_, response) => response.end("{}")).listen(port, "::1")
  await once(server, "listening")
  const address = server.address()
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

const portOf = (host: string): number => Number(new URL(`http://${host}`).port)

describe.skipIf(!hasIpv6)("a host of two addresses (skipped where the machine has no IPv6)", () => {
  it("is reached by the second one when the first one answers nothing", async () => {
    await using silent = await blackhole()
    await using server = await serverOnIpv6(portOf(silent.endpoint.host))
    await using sender = await openSender(layerUndici())
    const outcome = await sender.send(parseEndpoint(`http://localhost:${server.port}`))
    expect(outcome).toMatchObject({ _tag: "Answered", answer: { status: 200 } })
  })

  it("is reached by the second one when the first one refuses", async () => {
    await using server = await serverOnIpv6(0)
    await using sender = await openSender(layerUndici())
    const outcome = await sender.send(parseEndpoint(`http://bucket.localhost:${server.port}`))
    expect(outcome).toMatchObject({ _tag: "Answered", answer: { status: 200 } })
  })

  it("is refused, with nothing sent, when neither of them takes the connection", async () => {
    const { port } = await (async () => {
      await using server = await serverOnIpv6(0)
      return { port: server.port }
    })()
    await using sender = await openSender(layerUndici())
    const outcome = await sender.send(parseEndpoint(`http://localhost:${port}`))
    expect(outcome).toMatchObject({ _tag: "Failed", phase: "connect", sent: "no", code: "ECONNREFUSED" })
  })
})
