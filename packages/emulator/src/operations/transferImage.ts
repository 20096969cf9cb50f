// The service's own fetch of an uploaded picture: a look into the transfer bucket, unless a fault script slows it down or
// breaks it.

import type { Fault } from "../control/faults.ts"
import { refuse } from "../errors.ts"
import { type FaultScripts, TRANSFER_IMAGE } from "../faults/FaultScripts.ts"
import { ClientGone } from "../request.ts"
import type { Service } from "../Service.ts"
import type { Arrival } from "./Operation.ts"

/** Documented: the service waits 5 seconds for a picture. */
const MOST_MS = 5_000

/**
 * The bytes that a PicContent names; undefined if nothing is there. Rejects with TimeoutForTransferImage where a fault
 * makes the transfer last 5 s or longer, when these are over, and with PictureError where one breaks it.
 */
export const transferImage = async (
  service: Service,
  picContent: string,
  { port }: Pick<Arrival, "port">
): Promise<Uint8Array | undefined> => {
  const bytes = service.transfers.at(picContent)?.bytes
  if (bytes === undefined) return undefined
  const fault = service.faults.meet({
    operation: TRANSFER_IMAGE,
    instance: service.instance.facts.name,
    endpoint: service.endpoints.findIndex((endpoint) => endpoint.port === port)
  })
  if (fault === undefined) return bytes
  await waitFor(service.faults, durationOf(fault, bytes))
  if (BREAKING.has(fault.kind)) throw refuse("PictureError")
  return bytes
}

const BREAKING: ReadonlySet<Fault["kind"]> = new Set(["answer", "reset", "truncate", "wrongLength"])

/** How long a transfer takes, in milliseconds. */
const durationOf = (fault: Fault, { length }: Uint8Array): number => {
  if (fault.kind === "pass") return 0
  const drips = fault.kind === "drip" ? Math.ceil(length / fault.bytes) * fault.everyMs : 0
  return (fault.delayMs ?? 0) + drips
}

const waitFor = async (scripts: FaultScripts, ms: number): Promise<void> => {
  // A client that leaves ends its request, not the transfer.
  await scripts.wait(Math.min(ms, MOST_MS), new AbortController().signal).catch(() => {
    // All waits were ended: what was asked for is not carried out, and nobody is answered.
    throw new ClientGone()
  })
  if (ms >= MOST_MS) throw refuse("TimeoutForTransferImage")
}
