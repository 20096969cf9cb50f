/** Calls that arrive at random at a given rate, and what became of them. */
import * as Effect from "effect/Effect"
import type { Transport } from "../../src/index.ts"
import type { TransportError } from "../../src/TransportError.ts"
import type { CallResult } from "../../src/Call.ts"
import type { Simulation } from "./Simulation.ts"

/** One call, settled. Times are milliseconds since the start of the simulation. */
export interface Settled {
  readonly startedAt: number
  readonly endedAt: number
  readonly isSuccess: boolean
  readonly attempts: number
}

export interface Traffic {
  readonly perSecond: number
  readonly seconds: number
  readonly call: Effect.Effect<CallResult, TransportError, Transport>
}

/** Independent callers (a Poisson process); ends when the last call has ended. */
export const traffic = Effect.fnUntraced(function* (
  { now, random }: Simulation,
  { perSecond, seconds, call }: Traffic
): Effect.fn.Return<readonly Settled[], never, Transport> {
  const settled: Settled[] = []
  const startsAt = now()
  let started = 0
  for (;;) {
    yield* Effect.sleep((-Math.log(1 - random()) / perSecond) * 1_000)
    if (now() - startsAt > seconds * 1_000) break
    started++
    const startedAt = now()
    const settle = (isSuccess: boolean, attempts: number) =>
      void settled.push({ startedAt, endedAt: now(), isSuccess, attempts })
    yield* call.pipe(
      Effect.match({
        onFailure: (error) => settle(false, error.attempts.length),
        onSuccess: (result) => settle(true, result.attempts.length)
      }),
      Effect.forkChild
    )
  }
  while (settled.length < started) yield* Effect.sleep(100)
  return settled
})

export const successShare = (calls: readonly Settled[]): number =>
  calls.filter(({ isSuccess }) => isSuccess).length / calls.length

/** Attempts for each call. */
export const load = (calls: readonly Settled[]): number =>
  calls.reduce((sum, { attempts }) => sum + attempts, 0) / calls.length

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** Milliseconds within which 99 % of the calls end. */
export const p99 = (calls: readonly Settled[]): number =>
  quantile(
    calls.map(({ startedAt, endedAt }) => endedAt - startedAt),
    0.99
  )
