// Takes the emulator, or parts of it, back to the start.

import { RESET_PARTS, type ResetAnswer, type ResetPart, type ResetRequest } from "../control/protocol.ts"
import type { EndpointControl, PlayedInstance, Service } from "../Service.ts"
import { ControlError } from "./ControlError.ts"

/**
 * Resets the parts that are named, or all of them. A running task is stopped with the others. Throws a ControlError for
 * an endpoint whose port another program has taken, when all else has been done.
 */
export const reset = async (service: Service, { parts = RESET_PARTS }: ResetRequest): Promise<ResetAnswer> => {
  for (const part of RESET_ORDER) if (parts.includes(part)) await RESETS[part](service)
  return { parts: RESET_PARTS.filter((part) => parts.includes(part)) }
}

const each = <A>(instances: Service["instances"], run: (played: PlayedInstance) => A): readonly A[] =>
  [...instances.values()].map(run)

const RESETS: Readonly<Record<ResetPart, (service: Service) => Promise<unknown> | void>> = {
  tasks: ({ instances }) => Promise.all(each(instances, ({ tasks }) => tasks.clear())),
  pictures: ({ instances }) => Promise.all(each(instances, ({ instance }) => instance.removeWhere(() => true))),
  uploads: ({ transfers }) => transfers.clear(),
  nonces: ({ nonces }) => nonces.clear(),
  rates: ({ instances }) => void each(instances, ({ limiter }) => limiter.clear()),
  clock: ({ clock }) => clock.set({ mode: "real" }),
  faults: ({ faults }) => {
    faults.clear()
    faults.endWaits()
  },
  requests: ({ recorder }) => recorder.clear(),
  counts: ({ counts }) => counts.clear(),
  endpoints: async ({ endpoints }) => {
    const ended = await Promise.allSettled(endpoints.map(bringUp))
    for (const end of ended) if (end.status === "rejected") throw end.reason
  }
}

const bringUp = (endpoint: EndpointControl): Promise<void> =>
  endpoint.up().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ControlError(409, `cannot bring ${endpoint.url} up again, all else is reset: ${reason}`)
  })

/** A batch import that still runs, or an addition that a fault delays, would store pictures behind the removal. */
const FIRST: readonly ResetPart[] = ["tasks", "faults"]

const RESET_ORDER: readonly ResetPart[] = [...FIRST, ...RESET_PARTS.filter((part) => !FIRST.includes(part))]
