/**
 * Uploads one file again and again and tells the processor time in ms per MB, or the peak of resident memory in MB:
 * `upload STACK HOST PATH CONCURRENCY CALLS processor|memory`.
 */
import { stat } from "node:fs/promises"
import { microsPerCall } from "../processorTime.ts"
import { heldUpload, ourUpload, streamedUpload } from "../stacks/uploads.ts"

const stacks = { ours: ourUpload, streamed: streamedUpload, held: heldUpload } as const

const isStack = (name: string): name is keyof typeof stacks => Object.hasOwn(stacks, name)

const [, , stack = "", host = "", path = "", concurrency, calls, figure] = process.argv
if (!isStack(stack)) throw new TypeError(`there is no stack "${stack}"`)
await using upload = stacks[stack](host, path)
// Connections and code that is compiled at its first use are no part of an upload.
await upload.call()
const micros = await microsPerCall({ call: upload.call, calls: Number(calls), concurrency: Number(concurrency) })
const { size } = await stat(path)
const megabyte = 1e6
process.send?.(
  figure === "memory" ? (process.resourceUsage().maxRSS * 1_024) / megabyte : micros / 1_000 / (size / megabyte)
)
process.disconnect()
