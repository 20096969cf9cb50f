import { describe, expect, it } from "vitest"
import { layerFetch } from "../../src/FetchSender.ts"
import type { SendOutcome } from "../../src/Sender.ts"
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
})
