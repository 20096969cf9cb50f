// The addresses of the control plane, and what each of them does.

import type { IncomingMessage } from "node:http"
import type { Answer } from "../answer.ts"
import type { EndpointState, Health } from "../control/protocol.ts"
import { toHar } from "../recording/har.ts"
import { recordedRequests } from "../recording/showRequest.ts"
import type { Service } from "../Service.ts"
import { packageVersion } from "../packageVersion.ts"
import { ControlError } from "./ControlError.ts"
import { json } from "./json.ts"
import { checkInstance, endpointAt } from "./known.ts"
import { metricsText } from "./metricsText.ts"
import { readJson, readQuery } from "./readJson.ts"
import { certificate, javaTrustStore } from "./certificates.ts"
import { reset } from "./reset.ts"
import { listPictures, thumbnail } from "./pictures.ts"
import {
  clockSetting,
  faultScript,
  nothing,
  pictureFilter,
  requestFilter,
  resetRequest,
  searchRequest,
  seedRequest
} from "./schemas.ts"
import { searchByPicture } from "./search.ts"
import { seed } from "./seed.ts"
import { settings } from "./settings.ts"

/** A request whose address and method have been found. */
export interface ControlRequest {
  readonly message: IncomingMessage
  /** What the address leaves open, in its order. */
  readonly parts: readonly string[]
  /** Still encoded. */
  readonly query: string
}

interface Route {
  readonly method: "GET" | "POST" | "DELETE"
  /** What follows the prefix. */
  readonly path: RegExp
  readonly handle: (service: Service, request: ControlRequest) => Promise<Answer> | Answer
}

const health = ({ instance: first, instances, counts, startedAt, endpoints }: Service): Health => ({
  instance: first.facts.name,
  instances: Object.fromEntries([...instances].map(([name, { instance }]) => [name, { pictures: instance.size }])),
  pictures: [...instances.values()].reduce((sum, { instance }) => sum + instance.size, 0),
  uptimeMs: Math.round(performance.now() - startedAt),
  requests: counts.requests,
  answered: Object.fromEntries(counts.answered),
  unknownParameters: Object.fromEntries(counts.unknownParameters),
  endpoints: endpoints.map(({ url, isUp }) => ({ url, isUp }))
})

const switchEndpoint: Route["handle"] = async (service, { message, parts: [index, state] }) => {
  const endpoint = endpointAt(service, Number(index))
  await readJson(message, nothing)
  try {
    // The connection that carries this request may belong to the endpoint: it still carries the answer, and ends with
    // it.
    if (state === "up") await endpoint.up()
    else endpoint.down(message.socket)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ControlError(409, `cannot bring ${endpoint.url} up again: ${reason}`)
  }
  const answered: EndpointState = { url: endpoint.url, isUp: endpoint.isUp }
  const answer = json(200, answered)
  return { ...answer, headers: { ...answer.headers, connection: "close" } }
}

const addFaults: Route["handle"] = async (service, { message }) => {
  const script = await readJson(message, faultScript)
  checkInstance(service, script.instance)
  if (script.endpoint !== undefined) endpointAt(service, script.endpoint)
  return json(200, service.faults.add(script))
}

const removeFaults: Route["handle"] = ({ faults }, { parts: [id] }) => {
  if (id === undefined) faults.clear()
  else if (!faults.remove(Number(id))) throw new ControlError(404, `there is no fault script ${id}`)
  return json(200, faults.states)
}

const setClock: Route["handle"] = async ({ clock }, { message }) => {
  const setting = await readJson(message, clockSetting)
  try {
    clock.set(setting)
  } catch (error) {
    throw error instanceof RangeError ? new ControlError(400, error.message) : error
  }
  return json(200, clock.state)
}

export const ROUTES: readonly Route[] = [
  { method: "GET", path: /^health$/, handle: (service) => json(200, health(service)) },
  { method: "GET", path: /^ca\.pem$/, handle: certificate },
  { method: "GET", path: /^ca\.p12$/, handle: javaTrustStore },
  { method: "GET", path: /^metrics$/, handle: metricsText },
  { method: "GET", path: /^settings$/, handle: (service) => json(200, settings(service)) },
  {
    method: "GET",
    path: /^pictures$/,
    handle: (service, { query }) => json(200, listPictures(service, readQuery(query, pictureFilter)))
  },
  {
    method: "GET",
    path: /^thumbnails\/([0-9a-f]{64})$/,
    handle: (service, { parts: [sha256 = ""] }) => thumbnail(service, sha256)
  },
  {
    method: "POST",
    path: /^search$/,
    handle: async (service, { message }) =>
      json(200, await searchByPicture(service, await readJson(message, searchRequest)))
  },
  { method: "POST", path: /^endpoints\/(\d{1,3})\/(up|down)$/, handle: switchEndpoint },
  {
    method: "POST",
    path: /^reset$/,
    handle: async (service, { message }) => json(200, await reset(service, await readJson(message, resetRequest)))
  },
  {
    method: "POST",
    path: /^seed$/,
    handle: async (service, { message }) => json(200, await seed(service, await readJson(message, seedRequest)))
  },
  { method: "GET", path: /^clock$/, handle: ({ clock }) => json(200, clock.state) },
  { method: "POST", path: /^clock$/, handle: setClock },
  { method: "GET", path: /^faults$/, handle: ({ faults }) => json(200, faults.states) },
  { method: "POST", path: /^faults$/, handle: addFaults },
  { method: "DELETE", path: /^faults(?:\/(\d{1,9}))?$/, handle: removeFaults },
  {
    method: "GET",
    path: /^requests$/,
    handle: (service, { query }) => json(200, recordedRequests(service, readQuery(query, requestFilter)))
  },
  {
    method: "GET",
    path: /^requests\.har$/,
    handle: (service, { query }) =>
      json(200, toHar(recordedRequests(service, readQuery(query, requestFilter)), packageVersion()))
  }
]
