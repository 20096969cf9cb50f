// The fault scripts that a test has set, and which fault a request meets.

import { setTimeout as sleep } from "node:timers/promises"
import type { Fault, FaultScript, FaultState } from "../control/faults.ts"
import { chance } from "./chance.ts"

/** The service's own fetch of an uploaded picture. It is no request, so that only a script that names it meets it. */
export const TRANSFER_IMAGE = "TransferImage"

/** What a script matches a request by. */
export interface Met {
  readonly operation: string
  /** The one that the request names; undefined if it names none. */
  readonly instance: string | undefined
  /** The index of the endpoint that it came to. */
  readonly endpoint: number
}

interface Running {
  readonly id: number
  readonly script: FaultScript
  /** Numbers from 0 to 1 that depend on the seed alone. */
  readonly draw: () => number
  met: number
}

const DEFAULT_SEED = 1

/** All scripts; the first one that fires decides, in the order in which they were added. */
export class FaultScripts {
  readonly #running = new Map<number, Running>()
  #stop = new AbortController()
  #isClosed = false
  #lastId = 0

  get states(): readonly FaultState[] {
    return [...this.#running.values()].map(stateOf)
  }

  add(script: FaultScript): FaultState {
    this.#lastId += 1
    const running = { id: this.#lastId, script, draw: chance(script.seed ?? DEFAULT_SEED), met: 0 }
    this.#running.set(running.id, running)
    return stateOf(running)
  }

  /** Whether there was a script with that id. */
  remove(id: number): boolean {
    return this.#running.delete(id)
  }

  clear(): void {
    this.#running.clear()
    this.#lastId = 0
  }

  /** Ends the waits of requests that have met a fault: these are not carried out any more. */
  endWaits(): void {
    // Once the emulator stops, no wait begins again.
    if (this.#isClosed) return
    this.#stop.abort()
    this.#stop = new AbortController()
  }

  /** The fault of a request; undefined if it meets none. */
  meet(met: Met): Fault | undefined {
    for (const running of this.#running.values()) {
      if (!matches(running.script, met) || !fires(running)) continue
      const { faults } = running.script
      running.met += 1
      return faults[(running.met - 1) % faults.length]
    }
    return undefined
  }

  /** Waits as a fault says, or until the client is gone, all waits are ended or the emulator stops; then it rejects. */
  async wait(ms: number, gone: AbortSignal): Promise<void> {
    await sleep(ms, undefined, { signal: AbortSignal.any([gone, this.#stop.signal]) })
  }

  /** Ends all waits, and lets no further one begin. */
  close(): void {
    this.#isClosed = true
    this.#stop.abort()
  }
}

const matches = ({ operation, instance, endpoint }: FaultScript, met: Met): boolean =>
  (operation === undefined ? met.operation !== TRANSFER_IMAGE : operation === met.operation) &&
  (instance === undefined || instance === met.instance) &&
  (endpoint === undefined || endpoint === met.endpoint)

/** An ended script draws no more, and one without a probability never does. */
const fires = ({ script: { count, probability }, met, draw }: Running): boolean =>
  (count === undefined || met < count) && (probability === undefined || draw() < probability)

const stateOf = ({ id, script, met }: Running): FaultState => ({ id, ...script, met })
