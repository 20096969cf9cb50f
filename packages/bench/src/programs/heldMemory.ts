/**
 * Tells the megabytes that 100 finished calls with bodies of 1 MB still hold one second later: `heldMemory STACK HOST`.
 * Needs `--expose-gc`.
 */
import { setTimeout as sleep } from "node:timers/promises"
import { pictureOf } from "../picture.ts"
import { microsPerCall } from "../processorTime.ts"
import { officialPictureSearch, ourPictureSearch } from "../stacks/pictureSearches.ts"

const stacks = { ours: ourPictureSearch, official: officialPictureSearch } as const

/** 1 MB in Base64. */
const pictureBytes = 750_000

const isStack = (name: string): name is keyof typeof stacks => Object.hasOwn(stacks, name)

/** Heap and what hangs on it, after everything that can be freed has been. */
const heldBytes = (): number => {
  if (globalThis.gc === undefined) throw new Error("start Node with --expose-gc")
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const [, , stack = "", host = ""] = process.argv
if (!isStack(stack)) throw new TypeError(`there is no stack "${stack}"`)
// What the first calls load and keep for good is not held by a call. Their bodies are small.
await using small = stacks[stack](host, pictureOf(1_000))
await microsPerCall({ call: small.call, calls: 100, concurrency: 16 })
await using search = stacks[stack](host, pictureOf(pictureBytes))
const before = heldBytes()
await microsPerCall({ call: search.call, calls: 100, concurrency: 16 })
await sleep(1_000)
process.send?.((heldBytes() - before) / 1e6)
// The official SDK's timers would keep the process for ten seconds more.
process.exit()
