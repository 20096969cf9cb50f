/**
 * Processor time of a call with nothing failing, against bare undici in the same run: a signed call through the
 * production layer over `Pool.request` with a ready-made body and `JSON.parse`. The server is a process of its own.
 * Whole calls, and the official SDK beside them, are measured by packages/bench.
 */
import { formatEndpoint, operation, type Endpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { Pool } from "undici"
import { acs3Signer, openDeadline, Transport, type HttpMessage } from "../../src/index.ts"
import type { Row } from "./Row.ts"
import { serverProcess } from "./serve.ts"

const rounds = 9
const callsInBatch = 4_000
/** P1 of the performance bars: a whole small call, encoding and decoding included, which are the client's. */
const bars = [
  [1, 1.35],
  [16, 1.25],
  [64, 1.25]
] as const

interface Stack {
  readonly name: "transport" | "undici"
  readonly call: () => Promise<unknown>
}

export const overheadRows = async (): Promise<readonly Row[]> => {
  using server = await serverProcess("plain")
  const pool = new Pool(formatEndpoint(server.endpoint), { connections: 64 })
  const runtime = ManagedRuntime.make(Transport.layer)
  const stacks: readonly Stack[] = [
    { name: "undici", call: undiciCall(pool) },
    { name: "transport", call: transportCall(await runtime.runPromise(Transport), server.endpoint) }
  ]
  const rows: Row[] = []
  for (const [concurrency, bar] of bars) {
    for (const stack of stacks) await batchMicros(stack, concurrency)
    const ratios: number[] = []
    const micros = { undici: [] as number[], transport: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      // Whoever comes second would profit from the caches of the first.
      const order = round % 2 === 0 ? stacks : stacks.toReversed()
      for (const stack of order) micros[stack.name].push(await batchMicros(stack, concurrency))
      ratios.push((micros.transport.at(-1) ?? Number.NaN) / (micros.undici.at(-1) ?? Number.NaN))
    }
    const ratio = median(ratios)
    rows.push({
      figure: `P1: CPU of a signed call, concurrency ${concurrency}, against bare undici (median of ${rounds} rounds of ${callsInBatch} calls)`,
      measured: `${ratio.toFixed(2)} × (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}; ${median(micros.transport).toFixed(0)} and ${median(micros.undici).toFixed(0)} µs)`,
      bar: `≤ ${bar} ×`,
      isMet: ratio <= bar,
      by: "cpu"
    })
  }
  await runtime.dispose()
  await pool.destroy()
  return rows
}

const body = Buffer.from(`Num=10&Start=0&InstanceName=catalogue&PicName=front.jpg&Filter=${"int_attr%3D1".repeat(9)}`)
const contentType = "application/x-www-form-urlencoded"

const undiciCall = (pool: Pool) => async (): Promise<unknown> => {
  const answer = await pool.request({ method: "POST", path: "/", headers: { "content-type": contentType }, body })
  return JSON.parse(await answer.body.text())
}

const transportCall = (transport: Transport["Service"], endpoint: Endpoint) => {
  const named = operation("SearchImageByName")
  const sign = acs3Signer(named, { accessKeyId: "id", accessKeySecret: Redacted.make("secret") })
  const message: HttpMessage = { method: "POST", path: "/", query: [], headers: { "content-type": contentType }, body }
  const call = Effect.flatMap(openDeadline(30_000), (deadline) =>
    transport.execute({ operation: named, message, endpoints: [endpoint], sign, deadline })
  )
  return (): Promise<unknown> => Effect.runPromise(call)
}

/** Microseconds of processor time for each call of a batch. */
const batchMicros = async ({ call }: Stack, concurrency: number): Promise<number> => {
  const before = process.cpuUsage()
  let left = callsInBatch
  const worker = async () => {
    while (left-- > 0) await call()
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / callsInBatch
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
