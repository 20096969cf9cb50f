// The client of the control plane. It needs nothing but `fetch`, so that it runs wherever a test does.

import type { FaultScript, FaultState } from "./faults.ts"
import type { ClockSetting, ClockState, EndpointState, Health, ResetAnswer, ResetPart } from "./protocol.ts"
import type { PictureFilter, PicturePage, SearchAnswer, SearchRequest } from "./pictures.ts"
import type { Har, RecordedRequest, RequestFilter } from "./requests.ts"
import type { SeedAnswer, SeedRequest } from "./seeding.ts"
import type { Settings } from "./settings.ts"

/** The control plane has refused a request, or something else answered in its place. */
export class ControlRefused extends Error {
  /** The HTTP status. */
  readonly status: number

  constructor(what: string, status: number, reason: string) {
    super(`${what} was refused with ${status}: ${reason}`)
    this.name = "ControlRefused"
    this.status = status
  }
}

/** What a test may ask of a running emulator. Every method rejects with ControlRefused, or with the error of `fetch`. */
export interface EmulatorControl {
  readonly health: () => Promise<Health>
  /** How it was started, without secrets. */
  readonly settings: () => Promise<Settings>
  /** A page of the stored pictures, in the order in which they were added. */
  readonly pictures: (filter?: PictureFilter) => Promise<PicturePage>
  /** Searches as SearchImageByPic does, without a signature, a rate and a record. */
  readonly search: (request: SearchRequest) => Promise<SearchAnswer>
  /** The counts in the text format of Prometheus. */
  readonly metrics: () => Promise<string>
  /** Takes these parts, or everything, back to the start: pictures, tasks, clock, faults and records among them. */
  readonly reset: (...parts: readonly ResetPart[]) => Promise<ResetAnswer>
  /** Stores pictures as AddImage does. The first row that fails ends it; the error names the row. */
  readonly seed: (request: SeedRequest) => Promise<SeedAnswer>
  readonly clock: () => Promise<ClockState>
  readonly setClock: (setting: ClockSetting) => Promise<ClockState>
  /** Those of the newest requests to the service, up to 1,000 and 32 MB of bodies, that match, the oldest first, without secrets. */
  readonly requests: (filter?: RequestFilter) => Promise<readonly RecordedRequest[]>
  /** The same as an archive of HTTP requests, version 1.2. */
  readonly har: (filter?: RequestFilter) => Promise<Har>
  readonly faults: () => Promise<readonly FaultState[]>
  /** Lets faults happen to requests from now on. */
  readonly addFaults: (script: FaultScript) => Promise<FaultState>
  /** Removes one script, or all of them, and returns those that are left. */
  readonly removeFaults: (id?: number) => Promise<readonly FaultState[]>
  /** Takes the endpoint with that index away at once, with its open connections. */
  readonly takeDown: (index: number) => Promise<EndpointState>
  /** Brings it back on the same port. */
  readonly bringUp: (index: number) => Promise<EndpointState>
}

/** Talks to the control plane of the emulator at `url`, such as `http://127.0.0.1:18080`. Nothing is sent yet. */
export const connectControl = (url: string): EmulatorControl => {
  // The one boundary where an answer gets its type: both sides are built from the same declarations.
  const ask = async <A>(method: string, path: string, body?: object): Promise<A> =>
    (await (await send(url, { method, path, body })).json()) as A
  return {
    health: () => ask("GET", "health"),
    settings: () => ask("GET", "settings"),
    pictures: (filter = {}) => ask("GET", `pictures${queryOf(filter)}`),
    search: (request) => ask("POST", "search", request),
    metrics: async () => (await send(url, { method: "GET", path: "metrics" })).text(),
    reset: (...parts) => ask("POST", "reset", parts.length === 0 ? {} : { parts }),
    seed: (request) => ask("POST", "seed", request),
    clock: () => ask("GET", "clock"),
    setClock: (setting) => ask("POST", "clock", setting),
    requests: (filter = {}) => ask("GET", `requests${queryOf(filter)}`),
    har: (filter = {}) => ask("GET", `requests.har${queryOf(filter)}`),
    faults: () => ask("GET", "faults"),
    addFaults: (script) => ask("POST", "faults", script),
    removeFaults: (id) => ask("DELETE", id === undefined ? "faults" : `faults/${id}`),
    takeDown: (index) => ask("POST", `endpoints/${index}/down`),
    bringUp: (index) => ask("POST", `endpoints/${index}/up`)
  }
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly body?: object | undefined
}

const send = async (url: string, { method, path, body }: Sent): Promise<Response> => {
  const answer = await fetch(new URL(`/_emulator/${path}`, url), {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
  })
  if (answer.ok) return answer
  throw new ControlRefused(`${method} /_emulator/${path}`, answer.status, reasonIn(await answer.text()))
}

/** The sentence of a refusal; another program at that address answers in its own way. */
const reasonIn = (text: string): string => {
  try {
    const refusal: unknown = JSON.parse(text)
    if (typeof refusal === "object" && refusal !== null && "error" in refusal) return String(refusal.error)
  } catch {
    // No JSON, so no refusal of the control plane: the text is all there is to show.
  }
  return text.slice(0, MOST_SHOWN)
}

/** Characters of a foreign answer that an error shows. */
const MOST_SHOWN = 200

const queryOf = (filter: RequestFilter | PictureFilter): string => {
  const pairs = Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)])
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`
}
