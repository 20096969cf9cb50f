/**
 * P10: the processor time of the emulator for a request, by its stages and in requests of bare `node:http` with the same
 * bytes; how long its command takes until it listens; and what it holds while it waits.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import { compare } from "../compare.ts"
import { startCommand } from "../emulator/startCommand.ts"
import { startStageServer, type Stage } from "../emulator/stageServer.ts"
import type { Figure } from "../Figure.ts"
import { spreadOf } from "../spread.ts"

const rounds = 7
const callsInBatch = 4_000
/** Batches before the first that counts: the engine compiles the longest path for some 15,000 calls. */
const warmUps = 3
const startRounds = 15
const idleRounds = 3
const idleMillis = 3_000

const why = "a server that is read as the specification is written, see ADR 0032"

/** The emulator as a whole also searches, so it has no bar. */
const stages: ReadonlyArray<Pick<Figure, "what" | "bar" | "tolerated"> & { readonly stage: Stage }> = [
  { stage: "verified", what: "the signature verified", bar: { atMost: 1.3 }, tolerated: { share: 0.5, why } },
  {
    stage: "formed",
    what: "the form read and the answer written too",
    bar: { atMost: 2 },
    tolerated: { share: 0.3, why }
  },
  { stage: "emulator", what: "all of the emulator, search included", bar: "stated" }
]

/** All of them, one after the other. */
export const emulatorFigures = async (): Promise<readonly Figure[]> => [
  ...(await processorFigures()),
  await startFigure(),
  await idleFigure()
]

const processorFigures = async (): Promise<readonly Figure[]> => {
  using bare = await startStageServer("bare")
  using verified = await startStageServer("verified")
  using formed = await startStageServer("formed")
  using emulator = await startStageServer("emulator")
  const servers = { bare, verified, formed, emulator } as const
  const contestants = (["bare", "verified", "formed", "emulator"] as const).map((name) => ({
    name,
    cost: () => servers[name].microsPerCall(callsInBatch)
  }))
  for (let batch = 0; batch < warmUps; batch += 1) for (const { cost } of contestants) await cost()
  const { ratio, costs } = await compare(contestants, rounds)
  const micros = (stage: Stage) => `${costs(stage).median.toFixed(1)} µs`
  return stages.map(({ stage, what, ...limits }) => ({
    ...limits,
    name: "P10",
    what: `a request with ${what}, in requests of bare node:http`,
    measured: ratio(stage, "bare"),
    absolute: `${micros(stage)} and ${micros("bare")}, answer of ${servers[stage].answerBytes()} bytes`
  }))
}

const startFigure = async (): Promise<Figure> => {
  const { ratio, costs } = await compare(
    [
      {
        name: "empty",
        cost: () => millisOf(async () => void (await once(spawn(process.execPath, ["-e", ""]), "exit")))
      },
      { name: "command", cost: startMillis }
    ] as const,
    startRounds
  )
  const millis = (name: "empty" | "command") => `${costs(name).median.toFixed(0)} ms`
  return {
    name: "P10",
    what: "start of the command until it listens, in starts of an empty Node process",
    measured: ratio("command", "empty"),
    bar: { atMost: 10 },
    absolute: `${millis("command")} and ${millis("empty")}`
  }
}

const startMillis = async (): Promise<number> => {
  const startedAt = performance.now()
  const child = await startCommand()
  const millis = performance.now() - startedAt
  child.kill()
  return millis
}

const millisOf = async (run: () => Promise<void>): Promise<number> => {
  const startedAt = performance.now()
  await run()
  return performance.now() - startedAt
}

const idleFigure = async (): Promise<Figure> => {
  const megabytes: number[] = []
  for (let round = 0; round < idleRounds; round += 1) megabytes.push(await idleMegabytes())
  return {
    name: "P10",
    what: `resident memory of an emulator left alone for ${idleMillis / 1_000} s, in MB`,
    measured: spreadOf(megabytes),
    bar: { atMost: 130 },
    absolute: ""
  }
}

/** In 10⁶ bytes; the kernel counts in KiB. */
const idleMegabytes = async (): Promise<number> => {
  const child = await startCommand()
  await sleep(idleMillis)
  const status = await readFile(`/proc/${child.pid}/status`, "utf8")
  child.kill()
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? []
  return (Number(kibibytes) * 1_024) / 1e6
}
