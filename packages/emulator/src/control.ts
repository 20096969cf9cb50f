// The control plane: what a test or a person asks of the emulator itself, under /_emulator/.

import type { Socket } from "node:net"
import type { Answer } from "./answer.ts"
import type { Service } from "./Service.ts"

/** A request to the control plane; `path` is what follows the prefix. */
export interface ControlRequest {
  readonly method: string
  readonly path: string
  readonly host: string
  readonly socket: Socket
}

type Handler = (service: Service, request: ControlRequest, parts: readonly string[]) => Promise<Answer> | Answer

interface Route {
  readonly method: "GET" | "POST"
  readonly path: RegExp
  readonly handle: Handler
}

/** Answers a request to the control plane. */
export const control = async (service: Service, request: ControlRequest): Promise<Answer> => {
  const { method, path, host } = request
  if (!LOOPBACK_HOST.test(host))
    return plain(403, { error: `the control plane answers only under a loopback name, not under "${host}"` })
  const route = ROUTES.find((candidate) => candidate.path.test(path))
  if (route === undefined) return plain(404, { error: `the control plane has no /_emulator/${path}` })
  if (route.method !== method) return plain(405, { error: `/_emulator/${path} takes ${route.method}` })
  const [, ...parts] = route.path.exec(path) ?? []
  return route.handle(service, request, parts)
}

/** A page of another site may know the port, but its requests carry a name of its own: DNS rebinding ends here. */
const LOOPBACK_HOST = /^(?:127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)*localhost)(?::\d{1,5})?$/i

const health: Handler = ({ instance, counts, startedMs, now, endpoints }) =>
  plain(200, {
    instance: instance.facts.name,
    pictures: instance.size,
    uptimeMs: now() - startedMs,
    requests: counts.requests,
    answered: Object.fromEntries(counts.answered),
    unknownParameters: Object.fromEntries(counts.unknownParameters),
    endpoints: endpoints.map(({ url, isUp }) => ({ url, isUp }))
  })

const switchEndpoint: Handler = async ({ endpoints }, { socket }, [index, state]) => {
  const endpoint = endpoints[Number(index)]
  if (endpoint === undefined)
    return plain(404, { error: `there is no endpoint ${index}; this emulator has ${endpoints.length}, counted from 0` })
  try {
    // The connection that carries this request may belong to the endpoint: it still carries the answer, and ends with
    // it.
    if (state === "up") await endpoint.up()
    else endpoint.down(socket)
  } catch (error) {
    return plain(409, {
      error: `cannot bring ${endpoint.url} up again: ${error instanceof Error ? error.message : String(error)}`
    })
  }
  const answer = plain(200, { url: endpoint.url, isUp: endpoint.isUp })
  return { ...answer, headers: { ...answer.headers, connection: "close" } }
}

const ROUTES: readonly Route[] = [
  { method: "GET", path: /^health$/, handle: health },
  { method: "POST", path: /^endpoints\/(\d{1,3})\/(up|down)$/, handle: switchEndpoint }
]

const plain = (status: number, body: Readonly<Record<string, unknown>>): Answer => ({
  status,
  headers: { "content-type": "application/json;charset=utf-8" },
  body: `${JSON.stringify(body)}\n`
})
