// Tells a CallbackAddress that a batch import has ended. Method, body and repeats of the service are documented nowhere:
// one POST of the task as JSON, as the list shows it.

import { showTask } from "../operations/taskParameters.ts"
import type { EndpointControl } from "../Service.ts"
import type { Task } from "../store/taskRows.ts"

/** A receiver on the same machine answers at once, or not at all. */
const WAIT_MS = 5_000

/** From where an address is called. */
export interface Caller {
  /** Those of the emulator itself, where its control plane is. */
  readonly endpoints: readonly Pick<EndpointControl, "port">[]
  readonly warn: (line: string) => void
  readonly signal: AbortSignal
}

/**
 * Calls the address of a task, if it has one and may be called. Never rejects; what went wrong is a line to `warn`.
 */
export const callBack = async (task: Task, { endpoints, warn, signal }: Caller): Promise<void> => {
  const { callbackAddress: address, id } = task
  if (address === "") return
  const obstacle = obstacleTo(new URL(address), endpoints)
  if (obstacle !== undefined) {
    warn(`task ${id} has ended; ${address} was not called, because ${obstacle}`)
    return
  }
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json;charset=utf-8" },
      body: JSON.stringify({ ...showTask(task), BucketName: task.bucketName, Path: task.path }),
      // Followed, a redirection would lead anywhere.
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)])
    })
    await answer.body?.cancel()
    if (!answer.ok) warn(`task ${id} has ended; ${address} answered ${answer.status}`)
  } catch (error) {
    warn(`task ${id} has ended; ${address} could not be called: ${reasonOf(error)}`)
  }
}

/**
 * What an emulator is told must not make it reach other machines; nor itself, since its control plane trusts whoever
 * calls from this machine, and the one who submitted the task may be elsewhere.
 */
const obstacleTo = ({ hostname, protocol, port }: URL, endpoints: Caller["endpoints"]): string | undefined => {
  if (!isLoopback(hostname)) return "the emulator calls loopback addresses only"
  const called = port === "" ? DEFAULT_PORTS[protocol] : Number(port)
  return endpoints.some((own) => own.port === called) ? "that is an address of the emulator itself" : undefined
}

/** A URL leaves out the port that its scheme implies. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 }

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname)

/** `fetch` hides the reason in the cause. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
