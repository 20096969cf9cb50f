/** Services that are half ill: slow, faulty, or with one of their hosts dead. Virtual time, 10 calls/s. */
import { formatEndpoint, parseEndpoint, type Endpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import { unsigned, type PostObject } from "../../src/index.ts"
import { execute } from "../support/call.ts"
import { millis, percent, times, type Row } from "./Row.ts"
import { simulate, type World } from "./Simulation.ts"
import { load, p99, successShare, traffic, type Settled } from "./traffic.ts"

const [first, second, platform, store] = [1, 2, 3, 4].map((port) => parseEndpoint(`http://127.0.0.1:${port}`)) as [
  Endpoint,
  Endpoint,
  Endpoint,
  Endpoint
] // as many as there are ports
const perSecond = 10
const healthyMillis = 100
const mostLoad = 1.12

/** One row: success, load and 99th percentile of these calls. */
const row = (figure: string, calls: readonly Settled[], isLoadBound = true): Row => ({
  figure: `brownout: ${figure}: success, load, p99`,
  measured: `${percent(successShare(calls))}, ${times(load(calls))}, ${millis(p99(calls))}`,
  bar: isLoadBound ? `load ≤ ${mostLoad} ×` : undefined,
  isMet: isLoadBound ? load(calls) <= mostLoad : undefined,
  by: "virtual"
})

export const brownoutRows = async (): Promise<readonly Row[]> => [
  row(
    "first of two endpoints 10 × slower",
    await simulate(
      {
        seed: 1,
        weather: ({ endpoint }) => ({
          millis: endpoint === formatEndpoint(first) ? 10 * healthyMillis : healthyMillis,
          ending: "ok"
        })
      },
      (simulation) => traffic(simulation, { perSecond, seconds: 300, call: execute([first, second]) })
    )
  ),
  row(
    "30 % errors for 5 minutes, one endpoint",
    await simulate(
      { seed: 2, weather: ({ random }) => ({ millis: healthyMillis, ending: random() < 0.3 ? "503" : "ok" }) },
      (simulation) => traffic(simulation, { perSecond, seconds: 300, call: execute([first]) })
    )
  ),
  ...(await deadHostRows("openplatform dead", platform)),
  ...(await deadHostRows("OSS dead", store))
]

const postObject: PostObject = { name: "PostObject", safety: "idempotent" }

/** Half of the calls upload, in three hops with one deadline; the other half need no upload. 2 % of all attempts fail. */
const deadHostRows = async (name: string, dead: Endpoint): Promise<readonly Row[]> => {
  const [well, ill] = [await withUploads(undefined), await withUploads(formatEndpoint(dead))]
  const loss = successShare(well.others) - successShare(ill.others)
  return [
    {
      figure: `brownout: ${name}, calls that upload: success, load (attempts for each hop), p99`,
      measured: `${percent(successShare(ill.uploads))}, ${times(ill.load)}, ${millis(p99(ill.uploads))}`,
      bar: `load ≤ ${mostLoad} ×`,
      isMet: ill.load <= mostLoad,
      by: "virtual"
    },
    {
      figure: `brownout: ${name}, calls that need no upload, 2 % faults: success; the same without the outage`,
      measured: `${percent(successShare(ill.others))}; ${percent(successShare(well.others))}`,
      bar: "untouched (≤ 0.1 % less)",
      isMet: loss <= 0.001,
      by: "virtual"
    }
  ]
}

const withUploads = async (dead: string | undefined) => {
  let attempts = 0
  let hops = 0
  const hop = (...args: Parameters<typeof execute>) =>
    Effect.suspend(() => {
      hops++
      return execute(...args)
    })
  const upload = Effect.gen(function* () {
    yield* hop([platform], { operation: "AuthorizeFileUpload" })
    yield* hop([store], { changes: { operation: postObject, sign: unsigned } })
    return yield* hop([first], { operation: "SearchImageByPic" })
  })
  const world: World = {
    seed: 4,
    weather: ({ endpoint, random }) => ({
      millis: healthyMillis,
      ending: endpoint === dead || random() < 0.02 ? "503" : "ok"
    }),
    onAttempt: () => void attempts++
  }
  const calls = await simulate(world, (simulation) =>
    Effect.all(
      {
        uploads: traffic(simulation, { perSecond: perSecond / 2, seconds: 600, call: upload }),
        others: traffic(simulation, { perSecond: perSecond / 2, seconds: 600, call: hop([first]) })
      },
      { concurrency: 2 }
    )
  )
  return { ...calls, load: attempts / hops }
}
