// Tells a CallbackAddress that a batch import has ended. Method, body and repeats of the service are documented nowhere:
// one POST of the task as JSON, as the list shows it.

import { showTask } from "../operations/taskParameters.ts"
import type { Task } from "../store/taskRows.ts"

/** A receiver on the same machine answers at once, or not at all. */
const WAIT_MS = 5_000

/**
 * Calls the address of a task, if it has one and that is on loopback: what an emulator is told must not make it reach
 * other machines. Never rejects; what went wrong is a line to `warn`.
 */
export const callBack = async (task: Task, warn: (line: string) => void, signal: AbortSignal): Promise<void> => {
  const { callbackAddress: address, id } = task
  if (address === "") return
  if (!isLoopback(new URL(address).hostname)) {
    warn(`task ${id} has ended; ${address} was not called, because the emulator calls loopback addresses only`)
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

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname)

/** `fetch` hides the reason in the cause. */
const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
