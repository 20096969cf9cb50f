/** What keeps this process busy: sockets, connections being made, and timers. */
import { setTimeout as wait } from "node:timers/promises"

/** Those that an exchange can leave behind, by name, in order. */
export const busyResources = (): readonly string[] =>
  process
    .getActiveResourcesInfo()
    .filter((name) => /^TCPSocketWrap|^TCPConnectWrap|^TLSWrap|^Timeout|^Immediate|^GetAddrInfo/.test(name))
    .toSorted()

/**
 * What is busy beyond `before`. The test's own server must be gone by now, as its half of each connection is in this
 * process too; what is closed needs a turn of the loop or two to go.
 */
export const leftovers = async (before: readonly string[], withinMillis = 50): Promise<readonly string[]> => {
  const end = performance.now() + withinMillis
  for (;;) {
    const rest = difference(busyResources(), before)
    if (rest.length === 0 || performance.now() > end) return rest
    await wait(1)
  }
}

const difference = (now: readonly string[], before: readonly string[]): readonly string[] => {
  const known = [...before]
  return now.filter((name) => {
    const index = known.indexOf(name)
    if (index >= 0) known.splice(index, 1)
    return index < 0
  })
}
