// The process of an emulator that another process has started. It ends when it is told to, and when the other one is
// gone: the channel between them breaks with either.

import { type Emulator, startEmulator } from "../emulator.ts"
import { failureOf } from "./failure.ts"
import type { FromChild, ProcessOptions, ToChild } from "./messages.ts"

let emulator: Emulator | undefined

const start = async (options: ProcessOptions): Promise<void> => {
  try {
    emulator = await startEmulator(options)
    const { url, urls, secureUrls, authority, instance, region, accessKeyId, accessKeySecret } = emulator
    const ready = { url, urls, secureUrls, authority, instance, region, accessKeyId, accessKeySecret }
    tell({ kind: "ready", emulator: ready })
    // The other process may have gone while this one started.
    if (!process.connected) await stop()
  } catch (error) {
    tell({ kind: "failed", failure: failureOf(error) })
    process.exit(1)
  }
}

const stop = async (): Promise<void> => {
  await emulator?.close()
  process.exit()
}

const tell = (message: FromChild): void => void process.send?.(message)

process.on("message", (message: ToChild) => void (message.kind === "start" ? start(message.options) : stop()))
process.on("disconnect", () => void stop())
