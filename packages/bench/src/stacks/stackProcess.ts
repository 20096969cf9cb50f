/**
 * A stack in a process of its own, as its users run it: two clients in one process share the engine's caches of call
 * sites, and each costs up to a fifth more than alone. The process runs a batch when it is asked, and tells what it cost.
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { microsPerCall } from "../processorTime.ts"
import { bareSearch, officialSearch, ourSearch } from "./searches.ts"

const stacks = { bare: bareSearch, ours: ourSearch, official: officialSearch } as const

export type StackName = keyof typeof stacks

export interface StackProcess extends Disposable {
  /** Microseconds of processor time for each call of the batch. */
  readonly microsPerCall: (batch: { readonly calls: number; readonly concurrency: number }) => Promise<number>
}

/** Starts it; it ends with the scope, or with this process. */
export const startStack = async (name: StackName, host: string): Promise<StackProcess> => {
  const child = fork(fileURLToPath(import.meta.url), [name, host], { stdio: ["ignore", "ignore", "inherit", "ipc"] })
  await once(child, "message")
  return {
    microsPerCall: async (batch) => {
      child.send(batch)
      const [micros] = await once(child, "message")
      return Number(micros)
    },
    [Symbol.dispose]: () => void child.kill()
  }
}

const isStack = (name: string | undefined): name is StackName => name !== undefined && Object.hasOwn(stacks, name)

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , name, host = ""] = process.argv
  if (!isStack(name)) throw new Error(`there is no stack ${name}`)
  const { call } = stacks[name](host)
  process.once("disconnect", () => process.exit())
  process.on("message", (batch: { readonly calls: number; readonly concurrency: number }) => {
    void microsPerCall({ call, ...batch }).then((micros) => process.send?.(micros))
  })
  process.send("ready")
}
