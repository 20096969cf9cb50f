/**
 * Fifty callers who are told twice the rate that the service allows: they must find it, keep to it, and share it.
 * Virtual time. The service counts calls in each full second and throttles the rest.
 */
import { parseEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import { execute } from "../support/call.ts"
import { percent, type Row } from "./Row.ts"
import { simulate, type Attempted, type Weather } from "./Simulation.ts"

const endpoint = parseEndpoint("http://127.0.0.1:1")
const callers = 50
/** Milliseconds within which the rate must be found. */
const settleMillis = 15_000
/** Seconds that are measured after it. */
const measuredSeconds = 300

export const throttleRows = async (): Promise<readonly Row[]> => {
  const rows: Row[] = []
  for (const limit of [1, 5, 10]) {
    for (const told of [limit, 2 * limit]) rows.push(...(await throttleOf(limit, told)))
  }
  return rows
}

/** Lets `limit` calls through in each second of the clock. */
const countingService = (limit: number) => {
  let second = -1
  let count = 0
  return ({ at }: Attempted): Weather => {
    const current = Math.floor(at / 1_000)
    if (current !== second) [second, count] = [current, 0]
    count++
    return { millis: 20, ending: count <= limit ? "ok" : "throttled" }
  }
}

const throttleOf = async (limit: number, told: number): Promise<readonly Row[]> => {
  const service = countingService(limit)
  const answers: Array<{ readonly at: number; readonly isThrottled: boolean }> = []
  const successes = Array.from({ length: callers }, () => 0)
  const endMillis = settleMillis + measuredSeconds * 1_000
  await simulate(
    {
      seed: limit,
      weather: (attempted) => {
        const weather = service(attempted)
        answers.push({ at: attempted.at, isThrottled: weather.ending === "throttled" })
        return weather
      }
    },
    ({ now }) => {
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
    }
  )
  const measured = answers.filter(({ at }) => at >= settleMillis && at < endMillis)
  const passed = measured.filter(({ isThrottled }) => !isThrottled).length / measuredSeconds
  const throttledShare = measured.filter(({ isThrottled }) => isThrottled).length / measured.length
  const [fewest, most] = [Math.min(...successes), Math.max(...successes)]
  const facts = `limit ${limit}/s, told ${told}/s, ${callers} callers`
  return [
    {
      figure: `throttle, ${facts}: calls through after 15 s; share throttled`,
      measured: `${passed.toFixed(2)}/s; ${percent(throttledShare)}`,
      bar: "limit ± 10 %; ≤ 1 %",
      isMet: Math.abs(passed - limit) <= 0.1 * limit && throttledShare <= 0.01,
      by: "virtual"
    },
    {
      figure: `the same: successes of the caller with the fewest and the most`,
      measured: `${fewest}; ${most}`,
      bar: "none starves (≥ half of the most)",
      isMet: fewest >= most / 2,
      by: "virtual"
    }
  ]
}
