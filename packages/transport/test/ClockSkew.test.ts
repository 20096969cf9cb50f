import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { describe } from "vitest"
import { offsetFrom } from "../src/ClockOffset.ts"
import { Transport, TransportEvents, type TransportEvent } from "../src/index.ts"
import { execute } from "./support/call.ts"
import { scriptedServer, type Reply } from "./support/scriptedServer.ts"

const minutes = 60_000

/** Refuses dates more than 15 minutes from its own clock, which is off by `skewMillis`. */
const strictClock =
  (skewMillis: number): Reply =>
  (response, request) => {
    const serverNow = Date.now() + skewMillis
    const distance = Math.abs(Date.parse(String(request.headers["x-acs-date"])) - serverNow)
    response.setHeader("date", new Date(serverNow).toUTCString())
    const isFresh = distance <= 15 * minutes
    response.writeHead(isFresh ? 200 : 400, { "content-type": "application/json" })
    response.end(
      JSON.stringify(
        isFresh ? { Success: true } : { Code: "InvalidTimeStamp.Expired", Message: "expired", RequestId: "R" }
      )
    )
  }

describe("a machine whose clock is off", () => {
  it.live.each([20, -20])("by %d minutes succeeds at the second attempt, and at the first from then on", (skew) => {
    const events: Array<TransportEvent> = []
    return Effect.gen(function* () {
      const server = yield* Effect.acquireDisposable(Effect.promise(() => scriptedServer(strictClock(skew * minutes))))
      const first = yield* execute([server.endpoint])
      expect(first.attempts).toMatchObject([
        { code: "InvalidTimeStamp.Expired", category: "clock", clockOffsetMillis: 0 },
        { status: 200, delayMillis: 0 }
      ])
      const learned = first.attempts[1]?.clockOffsetMillis ?? 0
      expect(Math.abs(learned - skew * minutes)).toBeLessThan(2_000)
      const second = yield* execute([server.endpoint])
      expect(second.attempts).toMatchObject([{ status: 200, clockOffsetMillis: learned }])
      expect(events.filter(({ _tag }) => _tag === "ClockCorrected")).toHaveLength(1)
    }).pipe(
      Effect.scoped,
      Effect.provide(
        Transport.layer.pipe(Layer.provide(Layer.succeed(TransportEvents, (event) => void events.push(event))))
      )
    )
  })

  it.live("is corrected once a call: a service that refuses every date gets two requests", () =>
    Effect.gen(function* () {
      const server = yield* Effect.acquireDisposable(
        Effect.promise(() =>
          scriptedServer((response) =>
            response
              .writeHead(400)
              .end(JSON.stringify({ Code: "InvalidTimeStamp.Expired", Message: "no", RequestId: "R" }))
          )
        )
      )
      const error = yield* Effect.flip(execute([server.endpoint]))
      expect(server.requests).toHaveLength(2)
      expect(error.reason).toMatchObject({ _tag: "Refused", category: "clock" })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("is not set by a date that no request could carry: the calls after it are sent", () =>
    Effect.gen(function* () {
      const server = yield* Effect.acquireDisposable(
        Effect.promise(() =>
          scriptedServer((response) => {
            response.setHeader("date", "Fri, 31 Dec 99999 23:59:59 GMT")
            response.writeHead(400).end(JSON.stringify({ Code: "InvalidTimeStamp.Expired", Message: "no" }))
          })
        )
      )
      for (let call = 0; call < 2; call++) {
        const error = yield* Effect.flip(execute([server.endpoint]))
        expect(error.reason).toMatchObject({ _tag: "Refused", category: "clock" })
      }
      expect(server.requests).toHaveLength(2)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it("learns nothing from an answer without a usable date", () => {
    expect(offsetFrom({}, 0)).toBeUndefined()
    for (const date of ["yesterday", "5", "-5", "2026", "Fri, 31 Dec 9999 23:59:59 GMT"]) {
      expect(offsetFrom({ date }, 0)).toBeUndefined()
    }
    expect(offsetFrom({ date: "Thu, 01 Jan 1970 00:00:05 GMT" }, 1_000)).toBe(4_000)
  })
})
