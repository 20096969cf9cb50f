// Takes the emulator, or parts of it, back to the start.

import { RESET_PARTS, type ResetAnswer, type ResetPart, type ResetRequest } from "../control/protocol.ts"
import type { PlayedInstance, Service } from "../Service.ts"

/** Resets the parts that are named, or all of them. A running task is stopped with the others. */
export const reset = async (service: Service, { parts = RESET_PARTS }: ResetRequest): Promise<ResetAnswer> => {
  // Tasks first: a batch import that still runs would store pictures behind the removal.
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
  faults: ({ faults }) => faults.clear(),
  requests: ({ recorder }) => recorder.clear(),
  counts: ({ counts }) => counts.clear()
}

const RESET_ORDER: readonly ResetPart[] = ["tasks", ...RESET_PARTS.filter((part) => part !== "tasks")]
