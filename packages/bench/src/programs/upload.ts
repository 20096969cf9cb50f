/**
 * Uploads one file again and again and tells the processor time in ms per MB, or the peak of resident memory in MB:
 * `upload STACK HOST PATH CONCURRENCY CALLS processor|memory`.
 */
import { readFile, stat } from "node:fs/promises"
import { microsPerCall } from "../processorTime.ts"
import { heldUpload, ourUpload, streamedUpload } from "../stacks/uploads.ts"

const stacks = { ours: ourUpload, streamed: streamedUpload, held: heldUpload } as const

const isStack = (name: string): name is keyof typeof stacks => Object.hasOwn(stacks, name)

/**
 * In 10⁶ bytes; the kernel counts in KiB. Not by `process.resourceUsage`: its peak is inherited from the process that
 * started this one, which may have been larger.
 */
const peakMegabytes = async (): Promise<number> => {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile("/proc/self/status", "utf8")) ?? []
  return (Number(kibibytes) * 1_024) / megabyte
}

const megabyte = 1e6

const [, , stack = "", host = "", path = "", concurrency, calls, figure] = process.argv
if (!isStack(stack)) throw new TypeError(`there is no stack "${stack}"`)
await using upload = stacks[stack](host, path)
// Connections and code that is compiled at its first use are no part of an upload.
await upload.call()
const micros = await microsPerCall({ call: upload.call, calls: Number(calls), concurrency: Number(concurrency) })
const { size } = await stat(path)
process.send?.(figure === "memory" ? await peakMegabytes() : micros / 1_000 / (size / megabyte))
process.disconnect()
