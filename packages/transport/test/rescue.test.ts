import { parseEndpoint } from "@imagesearch/core"
import { expect, it } from "vitest"
import { simulate } from "./chaos/Simulation.ts"
import { load, successShare, traffic } from "./chaos/traffic.ts"
import { execute } from "./support/call.ts"

it("at 10 % independent faults 99.8 % of calls succeed at 1.12 times the load or less: a repeat that succeeds gets back its cost", async () => {
  const calls = await simulate(
    { seed: 11, weather: ({ random }) => ({ millis: 100, ending: random() < 0.1 ? "503" : "ok" }) },
    (simulation) =>
      traffic(simulation, { perSecond: 1, seconds: 30_000, call: execute([parseEndpoint("http://127.0.0.1:1")]) })
  )
  expect(successShare(calls)).toBeGreaterThanOrEqual(0.998)
  expect(load(calls)).toBeLessThanOrEqual(1.12)
})
