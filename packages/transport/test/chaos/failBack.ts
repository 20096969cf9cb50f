/** How a dead first endpoint is probed and comes back. Virtual time, 10 calls/s over two endpoints. */
import { formatEndpoint, parseEndpoint } from "@imagesearch/core"
import type { TransportEvent } from "../../src/index.ts"
import { execute } from "../support/call.ts"
import { percent, type Row } from "./Row.ts"
import { simulate, type Attempted } from "./Simulation.ts"
import { successShare, traffic } from "./traffic.ts"

const [first, second] = [parseEndpoint("http://127.0.0.1:1"), parseEndpoint("http://127.0.0.1:2")]
const firstName = formatEndpoint(first)
/** Milliseconds at which the first endpoint dies and is well again. */
const [diesAt, recoversAt] = [10_000, 310_000]

export const failBackRows = async (): Promise<readonly Row[]> => {
  const told: Array<{ readonly event: TransportEvent; readonly at: number }> = []
  const attempts: Attempted[] = []
  let now = () => 0
  const calls = await simulate(
    {
      seed: 3,
      weather: ({ endpoint, at }) =>
        endpoint === firstName && at >= diesAt && at < recoversAt
          ? { millis: 1, ending: "refused" }
          : { millis: 20, ending: "ok" },
      tell: (event) => void told.push({ event, at: now() }),
      onAttempt: (attempted) => void attempts.push(attempted)
    },
    (simulation) => {
      now = simulation.now
      return traffic(simulation, { perSecond: 10, seconds: 500, call: execute([first, second]) })
    }
  )
  const instants = (tag: TransportEvent["_tag"]) => told.filter(({ event }) => event._tag === tag).map(({ at }) => at)
  const [ejectedAt = Number.NaN] = instants("Ejected")
  const probes = instants("Probe")
  const restoredAt = instants("Restored").at(-1) ?? Number.NaN
  const firstProbe = ((probes[0] ?? Number.NaN) - ejectedAt) / 1_000
  const gaps = probes.slice(1).map((at, index) => (at - (probes[index] ?? at)) / 1_000)
  const longestGap = Math.max(...gaps)
  const late = attempts.filter(({ at }) => at > restoredAt + 1_000)
  const back = late.filter(({ endpoint }) => endpoint === firstName).length / late.length
  const goodProbes = probes.filter((at) => at >= recoversAt).length
  return [
    {
      figure: "fail-back: first probe after the ejection; longest time between two probes in an outage of 300 s",
      measured: `${firstProbe.toFixed(1)} s; ${longestGap.toFixed(0)} s (${probes.length} probes)`,
      bar: "≤ 5 s; ≤ 60 s",
      // A probe is an ordinary call: it comes with the first one after the time is over, here within a second.
      isMet: firstProbe <= 5 + 1 && longestGap <= 60 + 1,
      by: "virtual"
    },
    {
      figure:
        "fail-back: probes after the recovery until all calls are back; share of attempts there then; success over all",
      measured: `${goodProbes}; ${percent(back)}; ${percent(successShare(calls))}`,
      bar: "1; 100 %; stated",
      isMet: goodProbes === 1 && back === 1,
      by: "virtual"
    }
  ]
}
