/** A server on loopback that answers each operation as a recording says, for clients that read its answers. */
import { createServer, type IncomingMessage } from "node:http"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import type { Recording } from "../../src/live/Recording.ts"
import type { RecordedExchange } from "../../src/live/redact.ts"

export interface ReplayServer extends AsyncDisposable {
  readonly url: string
  /** Operations that were asked for and stand in no exchange. */
  readonly missing: readonly string[]
}

export const replayServer = async ({ exchanges }: Recording): Promise<ReplayServer> => {
  const answers = Map.groupBy(exchanges, ({ request }) => operationOf(request))
  const missing: string[] = []
  const server = createServer((request: IncomingMessage, response) => {
    request.resume().on("end", () => {
      const operation = operationOf({ url: request.url ?? "", headers: request.headers })
      const recorded = answers.get(operation)
      // The last answer stands for repeats, which a client may make.
      const answer = (recorded !== undefined && recorded.length > 1 ? recorded.shift() : recorded?.[0])?.answer
      if (answer === undefined) {
        missing.push(operation)
        return void response.writeHead(500).end()
      }
      const { port } = server.address() as AddressInfo // a TCP server has one
      response.writeHead(answer.status, contentHeaders(answer)).end(withOwnStore(answer.body, port))
    })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo // as above
  return {
    url: `http://127.0.0.1:${port}`,
    missing,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    }
  }
}

/** Older operations are named by their path; the form of an upload has neither that nor a name. */
const operationOf = ({
  url,
  headers
}: {
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}): string => {
  const action = headers["x-acs-action"]
  return typeof action === "string" ? action : new URL(url, "http://127.0.0.1").pathname
}

/** Uploads of a replay stay on this machine. */
const withOwnStore = (body: string, port: number): string =>
  body.replace(/"Endpoint":"(oss-[a-z0-9-]+)\.[^"]*"/, `"Endpoint":"$1.localhost:${port}"`)

/** Framing is this server's own matter. */
const contentHeaders = ({ headers }: RecordedExchange["answer"]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => name === "content-type" || name.startsWith("x-acs-") || name === "date")
  )
