// How much memory this process holds.

import { setImmediate as nextTurn } from "node:timers/promises"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** What one collection leaves for the next: buffers are freed behind the objects that hold them. */
const COLLECTIONS = 5

/** What is in use after the rest has been collected. */
export const heldBytes = async (): Promise<number> => {
  setFlagsFromString("--expose-gc")
  const collect: () => void = runInNewContext("gc")
  for (let at = 0; at < COLLECTIONS; at += 1) {
    collect()
    await nextTurn()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
