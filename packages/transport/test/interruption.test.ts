import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import * as Exit from "effect/Exit"
import { setTimeout as wait } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import { Transport } from "../src/index.ts"
import { rawServer, type Script } from "./chaos/RawServer.ts"
import * as reply from "./chaos/replies.ts"
import { busyResources, leftovers } from "./sender/support/leftovers.ts"
import { execute, type CallOverrides } from "./support/call.ts"

/** A transport with its end. */
const openTransport = async () => {
  const scope = Scope.makeUnsafe()
  const context = await Effect.runPromise(Layer.buildWithScope(Transport.layer, scope))
  return {
    transport: Context.get(context, Transport),
    [Symbol.asyncDispose]: () => Effect.runPromise(Scope.close(scope, Exit.void))
  }
}

interface Row {
  readonly phase: string
  readonly script: Script
  readonly changes: NonNullable<CallOverrides["changes"]>
  /** Calls that are made before the one that waits. */
  readonly earlierCalls: number
}

/** The two waits before an attempt. */
const waits: readonly Row[] = [
  {
    phase: "the wait for a token",
    script: () => reply.ok,
    changes: { pace: { key: "searches", perSecond: 1 } },
    earlierCalls: 1
  },
  {
    phase: "the back-off",
    script: () => reply.refusal(403, "DeniedRequest", { "retry-after": "2" }),
    changes: {},
    earlierCalls: 0
  }
]

// 50 ms is what a caller may rely on; a machine that is busy with other tests may be late once.
describe("an abort in real time", { retry: 2 }, () => {
  it.each(waits)(
    "ends $phase within 50 ms, without a further attempt, and leaves no timer",
    async ({ script, changes, earlierCalls }) => {
      const before = busyResources()
      {
        await using server = await rawServer(script)
        await using opened = await openTransport()
        const run = (signal?: AbortSignal) =>
          Effect.runPromiseExit(
            Effect.provideService(execute([server.endpoint], { changes }), Transport, opened.transport),
            signal === undefined ? {} : { signal }
          )
        for (let call = 0; call < earlierCalls; call++) await run()
        const abort = new AbortController()
        const running = run(abort.signal)
        await expect.poll(() => server.requests.length).toBe(1)
        await wait(40)
        const abortedAt = performance.now()
        abort.abort()
        expect(Exit.hasInterrupts(await running)).toBe(true)
        expect(performance.now() - abortedAt).toBeLessThan(50)
        await wait(20)
        expect(server.requests).toHaveLength(1)
      }
      expect(await leftovers(before)).toEqual([])
    }
  )
})
