/** The official SDK as its users set it up, in front of a server that answers as a test says and keeps what it was sent. */
import { once } from "node:events"
import { createServer, type ServerResponse } from "node:http"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import type Official from "@alicloud/imagesearch20201214"
import type OpenApi from "@alicloud/openapi-core"
import type Dara from "@darabonba/typescript"
import { onTestFinished } from "vitest"

// Required, as CommonJS packages with a default export of their own come out otherwise in each loader.
const require = createRequire(import.meta.url)
export const sdk: typeof Official = require("@alicloud/imagesearch20201214")
export const dara: typeof Dara = require("@darabonba/typescript")
export const openApi: typeof OpenApi = require("@alicloud/openapi-core")

export interface Sent {
  readonly method: string
  readonly path: string
  readonly body: string
}

/** Ends the answer, or leaves it hanging. */
export type Answer = (response: ServerResponse) => unknown

export interface Stage {
  readonly host: string
  /** Requests in the order of their arrival. */
  readonly sent: readonly Sent[]
  readonly client: Official.default
}

/** A JSON answer. */
export const json =
  (status: number, body: unknown): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))

export const good = json(200, { RequestId: "R", Success: true, Instance: { Name: "demo" } })

/** `settings` are those of `Config`, beside a key and the server's address. */
export const officialClient = async (answer: Answer, settings: object = {}): Promise<Stage> => {
  const sent: Sent[] = []
  const server = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request) body += String(chunk)
    sent.push({ method: request.method ?? "", path: request.url ?? "", body })
    answer(response)
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server has one
  const basis = { accessKeyId: "testid", accessKeySecret: "testsecret", regionId: "cn-shanghai", protocol: "HTTP" }
  return { host, sent, client: open({ ...basis, endpoint: host, ...settings }) }
}

/** A client with these settings and no others. */
export const open = (settings: object): Official.default =>
  new sdk.default(new openApi.$OpenApiUtil.Config({ ...settings }))

export const detail = new sdk.DetailRequest({ instanceName: "demo" })

/** What a promise was rejected with; throws when it was not. */
export const failureOf = async (call: Promise<unknown>): Promise<Error & { readonly code?: string }> => {
  const outcome = await call.then(
    () => "resolved",
    (error: unknown) => error
  )
  if (outcome instanceof Error) return outcome
  throw new Error(`expected a failure, got ${String(outcome)}`)
}
