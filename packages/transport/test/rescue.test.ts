import { parseEndpoint } from "@imagesearch/core"
import { expect, it } from "vitest"
import { simulate } from "./chaos/Simulation.ts"
import { load, successShare, traffic } from "./chaos/traffic.ts"
import { execute } from "./support/call.ts"

/** Calls to one endpoint that refuses this share of them by chance. */
const callsAt = ({ failing, perSecond, seconds }: { failing: number; perSecond: number; seconds: number }) =>
  simulate(
    { seed: 11, weather: ({ random }) => ({ millis: 100, ending: random() < failing ? "503" : "ok" }) },
    (simulation) => traffic(simulation, { perSecond, seconds, call: execute([parseEndpoint("http://127.0.0.1:1")]) })
  )

it("at 10 % independent faults 99.8 % of calls succeed at 1.12 times the load or less: a repeat that succeeds gets back its cost", async () => {
  const calls = await callsAt({ failing: 0.1, perSecond: 1, seconds: 30_000 })
  expect(successShare(calls)).toBeGreaterThanOrEqual(0.998)
  expect(load(calls)).toBeLessThanOrEqual(1.12)
})

it("at 30 % faults the load stays at 1.12 times or less, and a tenth of the failures is rescued: a repeat gets back a part", async () => {
  const calls = await callsAt({ failing: 0.3, perSecond: 10, seconds: 3_000 })
  expect(load(calls)).toBeLessThanOrEqual(1.12)
  expect(successShare(calls)).toBeGreaterThanOrEqual(0.73)
})
