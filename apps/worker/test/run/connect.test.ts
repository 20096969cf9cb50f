import { Transport } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import { createServer } from "node:http"
import { describe, expect, it, onTestFinished } from "vitest"
import { askRate, connect } from "../../src/run/connect.ts"

/** A service that answers every call with this code. */
const startRefusing = async (status: number, code: string): Promise<string> => {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(status, { "content-type": "application/json" })
    response.end(JSON.stringify({ Code: code, Message: "no", RequestId: "1" }))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("the server has no port")
  return `http://127.0.0.1:${address.port}`
}

const ask = (endpoint: string, wanted: number | undefined) =>
  Effect.runPromise(
    connect({
      config: { endpoint, instance: "demo", accessKeyId: "tester", accessKeySecret: "secret" },
      environment: {},
      paceKey: "demo/add"
    }).pipe(
      Effect.flatMap((connection) => askRate(connection, wanted)),
      Effect.match({ onSuccess: (rate) => rate, onFailure: (error) => error.message }),
      Effect.provide(Transport.layer),
      Effect.scoped
    )
  )

describe("askRate", () => {
  it("is content with a key that may only add, if the rate is given", async () => {
    const endpoint = await startRefusing(403, "Forbidden.RAM")
    expect(await ask(endpoint, 7)).toBe(7)
    expect(await ask(endpoint, undefined)).toContain("Forbidden.RAM")
  })

  it("ends the run for a wrong key, whether a rate is given or not", async () => {
    const endpoint = await startRefusing(404, "InvalidAccessKeyId.NotFound")
    expect(await ask(endpoint, 7)).toContain("InvalidAccessKeyId.NotFound")
  })
})
