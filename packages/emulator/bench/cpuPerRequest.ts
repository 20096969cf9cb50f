// Processor time of a server for each request, in parts of what bare node:http takes for the same bytes.

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { load } from "./load.ts"
import { median } from "./median.ts"
import type { ServerKind } from "./subject.ts"

/** What one server takes. */
export interface CpuFigure {
  readonly kind: ServerKind
  /** Median of the rounds. */
  readonly micros: number
  /** Median of the ratios to bare node:http in the same round. */
  readonly ratio: number
  readonly answerBytes: number
}

const KINDS: readonly ServerKind[] = ["bare", "verified", "formed", "emulator"]

/** Measures in rounds; within each, the servers take turns, so that what else the machine does meets all of them. */
export const measureCpu = async (size: {
  readonly rounds: number
  readonly calls: number
}): Promise<readonly CpuFigure[]> => {
  const servers = await Promise.all(KINDS.map(start))
  try {
    // Warms up.
    for (const server of servers) await spend(server, size.calls)
    for (let round = 0; round < size.rounds; round += 1)
      for (const server of servers) server.micros.push((await spend(server, size.calls)) / size.calls)
  } finally {
    for (const { child } of servers) child.disconnect()
  }
  const [bare] = servers
  return servers.map(({ kind, micros, answerBytes }) => ({
    kind,
    micros: median(micros),
    ratio: median(micros.map((spent, round) => spent / (bare?.micros[round] ?? Number.NaN))),
    answerBytes
  }))
}

interface Server {
  readonly kind: ServerKind
  readonly child: ChildProcess
  readonly url: string
  readonly micros: number[]
  answerBytes: number
}

const PROGRAM = fileURLToPath(new URL("./servers.ts", import.meta.url))

const start = async (kind: ServerKind): Promise<Server> => {
  const child = fork(PROGRAM, [kind])
  const [message] = await once(child, "message")
  return { kind, child, url: String(message.url), micros: [], answerBytes: 0 }
}

/** The processor time of so many calls, in microseconds. */
const spend = async (server: Server, calls: number): Promise<number> => {
  const before = await cpuOf(server.child)
  server.answerBytes = await load(server.url, calls)
  return (await cpuOf(server.child)) - before
}

const cpuOf = async (child: ChildProcess): Promise<number> => {
  const answered = once(child, "message")
  child.send("usage")
  const [message] = await answered
  return Number(message.cpuMicros)
}
