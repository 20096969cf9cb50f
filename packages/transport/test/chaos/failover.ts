/** A dead first endpoint of every kind beside a healthy second one, on real sockets. */
import { formatEndpoint, type Endpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Transport, TransportEvents, type OwnLimits, type TransportEvent } from "../../src/index.ts"
import { execute } from "../support/call.ts"
import { deadEndpoint } from "../support/scriptedServer.ts"
import { blackhole } from "./blackhole.ts"
import { selfSigned } from "./certificates.ts"
import { rawServer } from "./RawServer.ts"
import { broken, inTurn, ok, silent } from "./replies.ts"
import { millis, type Row } from "./Row.ts"
import { quantile } from "./traffic.ts"

/** Enough for a 99th percentile; all of them end before an ejected endpoint is due for its first probe (2.5 s). */
const callsToTime = 500
/** Milliseconds that a slow endpoint is given: the usual 10 s would only make the run longer. */
const slowLimits: OwnLimits = { headersMillis: 200 }

interface Dead {
  readonly kind: string
  readonly endpoint: Endpoint
  readonly limits?: OwnLimits
}

export const failoverRows = async (): Promise<readonly Row[]> => {
  await using hole = await blackhole()
  await using unavailable = await rawServer(inTurn(broken))
  await using slow = await rawServer(inTurn(silent))
  await using strange = await rawServer(inTurn(ok), selfSigned)
  const kinds: readonly Dead[] = [
    { kind: "refuses", endpoint: await deadEndpoint() },
    { kind: "drops SYN", endpoint: hole.endpoint },
    { kind: "answers 503", endpoint: unavailable.endpoint },
    { kind: "never answers", endpoint: slow.endpoint, limits: slowLimits },
    { kind: "shows a certificate that is not trusted", endpoint: strange.endpoint }
  ]
  const rows: Row[] = []
  for (const dead of kinds) rows.push(...(await failoverOf(dead)))
  return rows
}

const failoverOf = async ({ kind, endpoint, limits }: Dead): Promise<readonly Row[]> => {
  await using healthy = await rawServer(inTurn(ok))
  const events: TransportEvent[] = []
  const timed = (endpoints: readonly Endpoint[]) =>
    Effect.promise(async () => performance.now()).pipe(
      Effect.flatMap((startedAt) =>
        Effect.match(execute(endpoints, { limitMillis: 30_000, changes: { limits } }), {
          onSuccess: () => ({ isSuccess: true, millis: performance.now() - startedAt }),
          onFailure: () => ({ isSuccess: false, millis: performance.now() - startedAt })
        })
      )
    )
  const program = Effect.gen(function* () {
    // The first calls of a process compile code; they are no measure of an endpoint.
    for (let call = 0; call < 200; call++) yield* timed([healthy.endpoint])
    const before = yield* Effect.replicateEffect(timed([healthy.endpoint]), callsToTime)
    const during = []
    while (!events.some(({ _tag }) => _tag === "Ejected") && during.length < 20)
      during.push(yield* timed([endpoint, healthy.endpoint]))
    const after = yield* Effect.replicateEffect(timed([endpoint, healthy.endpoint]), callsToTime)
    return { before, during, after }
  })
  const sink = Layer.succeed(TransportEvents, (event) => void events.push(event))
  const { before, during, after } = await Effect.runPromise(
    Effect.provide(program, Transport.layer.pipe(Layer.provide(sink)))
  )

  const name = formatEndpoint(endpoint)
  const firstEjection = events.findIndex(({ _tag }) => _tag === "Ejected")
  const failures = events
    .slice(0, firstEjection < 0 ? events.length : firstEjection)
    .filter((event) => event._tag === "Attempt" && event.attempt.endpoint === name).length
  const lost = [...during, ...after].filter(({ isSuccess }) => !isSuccess).length
  const p99Of = (calls: ReadonlyArray<{ readonly millis: number }>) =>
    quantile(
      calls.map((call) => call.millis),
      0.99
    )
  const [healthyP99, ejectedP99] = [p99Of(before), p99Of(after)]
  return [
    {
      figure: `first endpoint ${kind}: failures until it is ejected; calls lost meanwhile; slowest`,
      measured: `${firstEjection < 0 ? "not ejected" : failures}; ${lost}; ${millis(Math.max(...during.map((call) => call.millis)))}`,
      bar: "≤ 5; 0; stated",
      isMet: firstEjection >= 0 && failures <= 5 && lost === 0,
      by: "sockets"
    },
    {
      figure: `the same: p99 of calls once it is ejected; healthy p99`,
      measured: `${millis(ejectedP99)}; ${millis(healthyP99)}`,
      bar: "≤ healthy p99 + 5 ms",
      isMet: ejectedP99 <= healthyP99 + 5,
      by: "sockets"
    }
  ]
}
