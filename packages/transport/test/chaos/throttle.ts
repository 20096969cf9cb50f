/**
 * Fifty callers who are told twice the rate that the service allows: they must find it, keep to it, and share it.
 * Virtual time. The service counts calls in each full second and throttles the rest.
 */
import { parseEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import { execute } from "../support/call.ts"
import { percent, type Row } from "./Row.ts"
import { simulate, type Attempted, type Simulation, type Weather } from "./Simulation.ts"

const endpoint = parseEndpoint("http://127.0.0.1:1")
const callers = 50
/** Milliseconds within which the rate must be found. */
const settleMillis = 15_000
/** Seconds that are measured after it. */
const measuredSeconds = 300
const seeds = [1, 2, 3, 4, 5]

export const throttleRows = async (): Promise<readonly Row[]> => {
  const rows: Row[] = []
  for (const limit of [1, 5, 10]) {
    for (const told of [limit, 2 * limit]) rows.push(...(await throttleOf(limit, told)))
  }
  return rows
}

/** Lets `limit` calls through in each second of its own clock, which starts somewhere within a second of ours. */
const countingService = (limit: number, startsAt: number) => {
  let second = -1
  let count = 0
  return ({ at, random }: Attempted & Simulation): Weather => {
    const current = Math.floor((at + startsAt) / 1_000)
    if (current !== second) [second, count] = [current, 0]
    count++
    return { millis: 20 + 160 * random(), ending: count <= limit ? "ok" : "throttled" }
  }
}

const throttleOf = async (limit: number, told: number): Promise<readonly Row[]> => {
  const runs = []
  for (const seed of seeds) runs.push(await runOf(seed, limit, told))
  const rates = runs.map(({ passed }) => passed / measuredSeconds)
  const throttledShare = sum(runs.map((run) => run.throttled)) / sum(runs.map((run) => run.throttled + run.passed))
  const [slowest, fastest] = [Math.min(...rates), Math.max(...rates)]
  const fairness = Math.min(...runs.map(({ successes }) => Math.min(...successes) / Math.max(...successes)))
  return [
    {
      figure: `throttle, limit ${limit}/s, told ${told}/s, ${callers} callers, ${seeds.length} runs: calls through after 15 s; share throttled; fewest successes of a caller against most`,
      measured: `${slowest.toFixed(2)} to ${fastest.toFixed(2)}/s; ${percent(throttledShare)}; ${fairness.toFixed(2)}`,
      bar: "limit ± 10 %; ≤ 1 %; ≥ 0.5",
      isMet: slowest >= 0.9 * limit && fastest <= 1.1 * limit && throttledShare <= 0.01 && fairness >= 0.5,
      by: "virtual"
    }
  ]
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** What the service let through and throttled in the measured time, and how many calls of each caller succeeded. */
const runOf = async (seed: number, limit: number, told: number) => {
  const service = countingService(limit, (1_000 * seed) / seeds.length)
  const successes = Array.from({ length: callers }, () => 0)
  const endMillis = settleMillis + measuredSeconds * 1_000
  let [passed, throttled] = [0, 0]
  const weather = (attempted: Attempted & Simulation): Weather => {
    const answer = service(attempted)
    if (attempted.at >= settleMillis && attempted.at < endMillis) {
      if (answer.ending === "ok") passed++
      else throttled++
    }
    return answer
  }
  await simulate({ seed, weather }, ({ now }) => {
    const call = execute([endpoint], {
      operation: "AddImage",
      limitMillis: 10 * 60_000,
      changes: { pace: { key: "instance/add", perSecond: told } }
    })
    const caller = Effect.fnUntraced(function* (index: number) {
      while (now() < endMillis) {
        const isSuccess = yield* Effect.match(call, { onFailure: () => false, onSuccess: () => true })
        if (isSuccess) successes[index] = (successes[index] ?? 0) + 1
        else yield* Effect.sleep(100)
      }
    })
    return Effect.forEach(successes.keys(), caller, { concurrency: callers, discard: true })
  })
  return { passed, throttled, successes }
}
