/** A hundred thousand calls with 5 % mixed faults, some of them interrupted: everything settles, and nothing grows. */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import { existsSync, readdirSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"
import v8 from "node:v8"
import vm from "node:vm"
import { Transport } from "../../src/index.ts"
import { execute } from "../support/call.ts"
import { percent, type Row } from "./Row.ts"
import { serverProcess } from "./serve.ts"

const callsInAll = 100_000
const concurrency = 64
const samples = 20
/** Samples before this one are warm-up: code is compiled, pools are filled. */
const warmSamples = 6
/** A silent server is given up sooner than usual, so that the run stays short. */
const limits = { headersMillis: 100, bodyMillis: 200 }

const fileFolder = "/proc/self/fd"

interface Sample {
  readonly rssBytes: number
  /** Connections that keep the process alive. */
  readonly sockets: number
  readonly openFiles: number
  readonly timers: number
  readonly listeners: number
}

/** Memory is only comparable after a collection. */
const collectGarbage = (): void => {
  v8.setFlagsFromString("--expose-gc")
  const gc: unknown = vm.runInNewContext("gc")
  if (typeof gc === "function") gc()
}

const sample = (): Sample => {
  collectGarbage()
  const active = process.getActiveResourcesInfo()
  const countOf = (kind: string) => active.filter((one) => one === kind).length
  const events = process.eventNames()
  // Node counts no idle connections among its resources; where the system lists open files, they are there.
  const openFiles = existsSync(fileFolder) ? readdirSync(fileFolder).length : 0
  return {
    rssBytes: process.memoryUsage.rss(),
    sockets: countOf("TCPSocketWrap"),
    openFiles,
    timers: countOf("Timeout"),
    listeners: events.reduce((sum, name) => sum + process.listenerCount(name), 0)
  }
}

export const enduranceRows = async (): Promise<readonly Row[]> => {
  using one = await serverProcess("mixedFaults")
  using two = await serverProcess("mixedFaults")
  const endpoints = [one.endpoint, two.endpoint]
  const before = sample()
  const taken: Sample[] = []
  const settled = { succeeded: 0, failed: 0, interrupted: 0 }
  const call = execute(endpoints, { limitMillis: 5_000, changes: { limits } })
  const oneCall = Effect.gen(function* () {
    // One call in a hundred loses its patience within 10 ms.
    const isImpatient = (yield* Random.next) < 0.01
    if (isImpatient) {
      const fiber = yield* Effect.forkChild(Effect.exit(call))
      yield* Effect.sleep((yield* Random.next) * 10)
      yield* Fiber.interrupt(fiber)
      settled.interrupted++
      return
    }
    yield* Effect.match(call, {
      onSuccess: () => void settled.succeeded++,
      onFailure: () => void settled.failed++
    })
  })
  const batch = Effect.forEach(Array.from({ length: callsInAll / samples }), () => oneCall, {
    concurrency,
    discard: true
  })
  const program = Effect.gen(function* () {
    for (let taking = 0; taking < samples; taking++) {
      yield* batch
      taken.push(sample())
    }
  })
  await Effect.runPromise(Effect.provide(program, Layer.fresh(Transport.layer)))
  await wait(200)
  return rowsOf({ before, taken, after: sample(), settled })
}

const rowsOf = (facts: {
  readonly before: Sample
  readonly taken: readonly Sample[]
  readonly after: Sample
  readonly settled: { readonly succeeded: number; readonly failed: number; readonly interrupted: number }
}): readonly Row[] => {
  const { before, after, settled } = facts
  const warm = facts.taken.slice(warmSamples)
  const half = Math.floor(warm.length / 2)
  const meanOf = (some: readonly Sample[], field: keyof Sample) =>
    some.reduce((sum, one) => sum + one[field], 0) / some.length
  const growth = (field: keyof Sample) => meanOf(warm.slice(half), field) / meanOf(warm.slice(0, half), field) - 1
  const most = (field: keyof Sample) => Math.max(...warm.map((one) => one[field]))
  const calls = settled.succeeded + settled.failed + settled.interrupted
  const name = "100,000 calls, 5 % mixed faults, 1 % interrupted"
  return [
    {
      figure: `${name}: settled; success of those not interrupted`,
      measured: `${calls}; ${percent(settled.succeeded / (settled.succeeded + settled.failed))}`,
      bar: "100000; stated",
      isMet: calls === callsInAll,
      by: "sockets"
    },
    {
      figure: `${name}: RSS, second half against first after warm-up`,
      measured: `${signed(growth("rssBytes"))} (${Math.round(most("rssBytes") / 2 ** 20)} MiB)`,
      bar: "within 10 %",
      isMet: Math.abs(growth("rssBytes")) <= 0.1,
      by: "sockets"
    },
    {
      figure: `${name}: open files, second half against first; timers between batches, listeners, beyond those before`,
      measured: `${signed(growth("openFiles"))} (at most ${most("openFiles")}); ${most("timers") - before.timers}, ${after.listeners - before.listeners}`,
      bar: "≤ 10 %; 0, 0",
      isMet: growth("openFiles") <= 0.1 && most("timers") <= before.timers && after.listeners <= before.listeners,
      by: "sockets"
    },
    {
      figure: `${name}: open files, sockets and timers left after the layer is closed`,
      measured: `${after.openFiles - before.openFiles}, ${after.sockets - before.sockets}, ${after.timers - before.timers}`,
      bar: "0, 0, 0",
      isMet: after.openFiles <= before.openFiles && after.sockets <= before.sockets && after.timers <= before.timers,
      by: "sockets"
    }
  ]
}

const signed = (share: number): string => `${share < 0 ? "" : "+"}${percent(share)}`
