/** A server of the emulator's `bench` folder in a process of its own, and the processor time that calls cost it. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { key } from "../key.ts"
import { load } from "./signedLoad.ts"

/** How much of the emulator stands in front of the answer: each has all that the one before it has. */
export type Stage = "bare" | "verified" | "formed" | "emulator"

export interface StageServer extends Disposable {
  /** Microseconds of the server's processor time for each of so many calls. */
  readonly microsPerCall: (calls: number) => Promise<number>
  /** Of the last answer. */
  readonly answerBytes: () => number
}

const program = fileURLToPath(new URL("../../../emulator/bench/servers.ts", import.meta.url))

/** Starts it; it ends with the scope, or with this process. */
export const startStageServer = async (stage: Stage): Promise<StageServer> => {
  const child = fork(program, [stage, key.accessKeyId, key.accessKeySecret])
  const [{ url }] = await once(child, "message")
  const cpuMicros = async (): Promise<number> => {
    const answered = once(child, "message")
    child.send("usage")
    const [usage] = await answered
    return Number(usage.cpuMicros)
  }
  let bytes = 0
  return {
    microsPerCall: async (calls) => {
      const before = await cpuMicros()
      bytes = await load(String(url), calls)
      return ((await cpuMicros()) - before) / calls
    },
    answerBytes: () => bytes,
    [Symbol.dispose]: () => child.disconnect()
  }
}
