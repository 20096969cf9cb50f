import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { gzipSync } from "node:zlib"
import { describe, expect, it, onTestFinished } from "vitest"
import { layerFetch } from "../../src/FetchSender.ts"
import type { BodyPart, SendOutcome } from "../../src/Sender.ts"
import { layerUndici } from "../../src/UndiciSender.ts"
import { rawServer } from "../chaos/RawServer.ts"
import { inTurn } from "../chaos/replies.ts"
import { cases } from "./support/cases.ts"
import { openSender } from "./support/openSender.ts"

const ended = (outcome: SendOutcome) =>
  outcome._tag === "Answered"
    ? { status: outcome.answer.status, body: new TextDecoder().decode(outcome.answer.body) }
    : { phase: outcome.phase, sent: outcome.sent, code: outcome.code }

describe.each([
  ["undici", layerUndici()],
  ["fetch", layerFetch]
])("over %s, an attempt at a server that", (name, layer) => {
  it.each(cases)("$title", async ({ turn, limits = {}, outcome, fetchOutcome }) => {
    await using server = await rawServer(inTurn(turn))
    await using sender = await openSender(layer)
    const expected = name === "fetch" && fetchOutcome !== undefined ? fetchOutcome : outcome
    // fetch has one limit for the connection and the head: here the connection's adds nothing.
    const given = name === "fetch" ? { connectMillis: 0, ...limits } : limits
    expect(ended(await sender.send(server.endpoint, { limits: given }))).toEqual(expected)
    expect(server.requests).toHaveLength(1)
  })

  it("answers bit by bit tells of each part as it comes, and of none that is encoded", async () => {
    const half = Promise.withResolvers<void>()
    const server = createServer(async (request, response) => {
      if (request.url === "/encoded") {
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("body"))
        return
      }
      response.writeHead(201).write("bo")
      await half.promise
      response.end("dy")
    }).listen(0, "127.0.0.1")
    onTestFinished(() => void server.close())
    await once(server, "listening")
    const { port } = server.address() as AddressInfo // a TCP server has one
    const endpoint = { protocol: "http", host: `127.0.0.1:${port}` } as const
    await using sender = await openSender(layer)
    const parts: Array<string> = []
    const onBody = ({ status, bytes }: BodyPart) => {
      parts.push(`${status} ${new TextDecoder().decode(bytes)}`)
      // The rest never comes, if the first part is told with the whole.
      half.resolve()
    }
    expect(ended(await sender.send(endpoint, { onBody }))).toEqual({ status: 201, body: "body" })
    expect(parts).toEqual(["201 bo", "201 dy"])
    const encoded = await sender.send(endpoint, { onBody, message: { path: "/encoded" } })
    expect(ended(encoded)).toEqual({ status: 200, body: "body" })
    expect(parts).toHaveLength(2)
  })
})
