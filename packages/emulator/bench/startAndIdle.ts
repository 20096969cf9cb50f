// How long the built command takes until it listens, in parts of the start of an empty Node process, and what it holds
// while it waits.

import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { median } from "./median.ts"

export interface StartFigures {
  readonly emptyMs: number
  readonly readyMs: number
  /** Median of the ratios of each round. */
  readonly ratio: number
}

const COMMAND = fileURLToPath(new URL("../bin/imagesearch-emulator.js", import.meta.url))

/** Starts both in turns. */
export const measureStart = async ({ rounds }: { readonly rounds: number }): Promise<StartFigures> => {
  const empty: number[] = []
  const ready: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const emptyMs = await timeOf(async () => void (await once(spawn(process.execPath, ["-e", ""]), "exit")))
    let child: ChildProcess | undefined
    const readyMs = await timeOf(async () => void (child = await startCommand()))
    child?.kill()
    // The first round fills the file cache.
    if (round > 0) {
      empty.push(emptyMs)
      ready.push(readyMs)
    }
  }
  const ratio = median(ready.map((ms, round) => ms / (empty[round] ?? Number.NaN)))
  return { emptyMs: median(empty), readyMs: median(ready), ratio }
}

/** Resident memory in megabytes (10⁶ bytes) of an emulator that has been left alone for `waitMs`. */
export const measureIdle = async ({ waitMs }: { readonly waitMs: number }): Promise<number> => {
  const child = await startCommand()
  await sleep(waitMs)
  const status = await readFile(`/proc/${child.pid}/status`, "utf8")
  child.kill()
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? []
  return (Number(kibibytes) * 1_024) / 1e6
}

const startCommand = async () => {
  const child = spawn(process.execPath, [COMMAND, "--json"], { stdio: ["ignore", "pipe", "inherit"] })
  await once(child.stdout, "data")
  return child
}

const timeOf = async (run: () => Promise<void>): Promise<number> => {
  const startedAt = performance.now()
  await run()
  return performance.now() - startedAt
}
