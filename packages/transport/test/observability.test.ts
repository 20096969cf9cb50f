import { expect, it } from "@effect/vitest"
import { formatEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as References from "effect/References"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Otlp from "effect/observability/Otlp"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import { describe } from "vitest"
import { allSinks, debugLogSink, metricsSink, Transport, TransportEvents, type TransportEvent } from "../src/index.ts"
import { mostCodes } from "../src/MetricsSink.ts"
import { execute, secret } from "./support/call.ts"
import { deadEndpoint, json, scriptedServer, type Reply } from "./support/scriptedServer.ts"

const ok = json(200, { Success: true })
const broken = json(503, { Code: "ServiceUnavailable", Message: "Later.", RequestId: "R" })
const denied = json(403, { Code: "DeniedRequest", Message: "Slow down.", RequestId: "R" })

const server = (...replies: readonly [Reply, ...Reply[]]) =>
  Effect.acquireDisposable(Effect.promise(() => scriptedServer(...replies)))

describe("events", () => {
  it.live("tell attempts, repeats, throttles, in order", () => {
    const events: Array<TransportEvent> = []
    const sink = Layer.succeed(TransportEvents, (event) => void events.push(event))
    return Effect.gen(function* () {
      const one = yield* server(broken, denied, ok)
      yield* execute([one.endpoint])
      expect(events.map(({ _tag }) => _tag)).toEqual(["Attempt", "Retry", "Attempt", "Throttle", "Retry", "Attempt"])
      expect(events[1]).toMatchObject({ operation: "Detail", category: "transient" })
      expect(events[3]).toMatchObject({ by: "service" })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer.pipe(Layer.provide(sink))))
  })
})

describe("metrics", () => {
  it.live("count attempts by operation, host and outcome, and read as Prometheus text", () =>
    Effect.gen(function* () {
      const dead = yield* Effect.promise(deadEndpoint)
      const one = yield* server(broken, ok)
      yield* execute([dead, one.endpoint])
      const text = yield* PrometheusMetrics.format()
      expect(text).toMatch(/http_client_request_duration_count\{[^}]*http_response_status_code="200"[^}]*\} 1/)
      expect(text).toMatch(/http_client_request_duration_count\{[^}]*error_type="ECONNREFUSED"[^}]*\} 1/)
      expect(text).toMatch(/imagesearch_client_retries\{[^}]*rpc_method="Detail"[^}]*\} 2/)
      expect(text).not.toContain(secret)
    }).pipe(
      Effect.scoped,
      Effect.provide(Transport.layer.pipe(Layer.provide(Layer.effect(TransportEvents, metricsSink))))
    )
  )
})

describe("metrics of a service that makes up codes", () => {
  it.live("are of a bounded number, and count what is left out too", () =>
    Effect.gen(function* () {
      let number = 0
      const odd = yield* server((response) => {
        number += 1
        const Code = number === 1 ? "x".repeat(101) : `MadeUp${number}`
        response.writeHead(400).end(JSON.stringify({ Code, Message: "no", RequestId: "R" }))
      })
      for (let call = 0; call <= mostCodes + 10; call++) yield* Effect.flip(execute([odd.endpoint]))
      const text = yield* PrometheusMetrics.format()
      const counts =
        text.match(/http_client_request_duration_count\{[^}]*error_type="(MadeUp|_OTHER)[^}]*\} \d+/g) ?? []
      expect(mostCodes).toBe(200)
      expect(counts).toHaveLength(mostCodes + 1)
      expect(counts.filter((line) => /_OTHER"[^}]*\} 11$/.test(line))).toHaveLength(1)
      expect(text).not.toContain("xxx")
    }).pipe(
      Effect.scoped,
      Effect.provide(Transport.layer.pipe(Layer.provide(Layer.effect(TransportEvents, metricsSink))))
    )
  )
})

describe("debug logs", () => {
  it.live("are structured, hold no secret, and stay away at other levels", () => {
    const lines: Array<string> = []
    const logger = Logger.layer([Logger.map(Logger.formatJson, (line) => void lines.push(line))])
    const sinks = Layer.effect(
      TransportEvents,
      Effect.map(Effect.all([debugLogSink, metricsSink]), (all) => allSinks(...all))
    )
    const program = (level: "Debug" | "Info") =>
      Effect.gen(function* () {
        const one = yield* server(broken, ok)
        yield* execute([one.endpoint])
        yield* Effect.sleep("10 millis")
      }).pipe(
        Effect.scoped,
        Effect.provide(Transport.layer.pipe(Layer.provide(sinks), Layer.provide(logger))),
        Effect.provideService(References.MinimumLogLevel, level)
      )
    return Effect.gen(function* () {
      yield* program("Info")
      expect(lines).toEqual([])
      yield* program("Debug")
      expect(lines.join("\n")).toContain("imagesearch Attempt")
      expect(lines.join("\n")).toContain('"code":"ServiceUnavailable"')
      for (const word of [secret, "Signature=", "Authorization"]) expect(lines.join("\n")).not.toContain(word)
    })
  })
})

describe("spans", () => {
  it.live("of a call and its attempts go out over OTLP with OpenTelemetry's names", () =>
    Effect.gen(function* () {
      const collector = yield* server(json(200, {}))
      const one = yield* server(broken, ok)
      yield* execute([one.endpoint]).pipe(
        Effect.provide(
          Otlp.layerJson({ baseUrl: formatEndpoint(collector.endpoint), resource: { serviceName: "test" } }).pipe(
            Layer.provide(FetchHttpClient.layer)
          )
        )
      )
      const traces = collector.requests.filter(({ url }) => url.endsWith("/v1/traces")).map(({ body }) => body)
      const text = traces.join("\n")
      expect(text).toContain('"name":"imagesearch Detail"')
      expect(text.match(/"name":"POST"/g)).toHaveLength(2)
      for (const key of [
        "http.request.method",
        "server.address",
        "server.port",
        "http.response.status_code",
        "http.request.resend_count"
      ]) {
        expect(text).toContain(`"key":"${key}"`)
      }
      expect(text).not.toContain("InstanceName")
      expect(text).not.toContain(secret)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )
})
