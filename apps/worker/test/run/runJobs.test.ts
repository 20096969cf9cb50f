import { ImageSearchError, type ImageSearchReason } from "@imagesearch/client"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import { Outage, outageMillis } from "../../src/run/Outage.ts"
import { runJobs } from "../../src/run/runJobs.ts"
import type { StopSignal } from "../../src/run/StopRequest.ts"
import { JobQueue } from "../../src/store/JobQueue.ts"
import { openStaging, stage } from "../../src/store/Staging.ts"
import { makeFolder } from "../support/folder.ts"
import { openTestStore } from "../support/store.ts"

/** A run with one job, at a service that fails in this way. */
const runOneJob = (folder: ReturnType<typeof makeFolder>, reason: ImageSearchReason) =>
  Effect.gen(function* () {
    const queue = yield* JobQueue
    yield* openStaging
    const picture = folder.path(folder.picture("a.ppm", 1))
    yield* stage([
      {
        _tag: "Item",
        line: 2,
        productId: "p",
        picName: "a.ppm",
        picture,
        attributes: {},
        pictureHash: "h",
        attributesHash: "a",
        reason: null
      }
    ])
    yield* queue.enqueue("/catalogue.csv")
    const outage = new Outage()
    const stop = yield* Deferred.make<StopSignal>()
    const error = new ImageSearchError({ operation: "AddImage", endpoint: "http://127.0.0.1:9", reason })
    const run = yield* Effect.forkChild(
      Effect.exit(
        runJobs({
          sending: { search: { addImage: () => Effect.fail(error) }, queue, outage, tally: { sent: 0, resent: 0 } },
          takers: 1,
          storePath: folder.path("a.store"),
          startedAt: 0,
          stop,
          onLook: () => undefined
        })
      )
    )
    return { queue, outage, run, error }
  })

describe("runJobs", () => {
  it("ends 90 s after the last answer though one job alone is left, and keeps it queued", async () => {
    const folder = makeFolder()
    const program = Effect.gen(function* () {
      const { queue, outage, run, error } = yield* runOneJob(folder, {
        _tag: "Unavailable",
        answer: undefined,
        problem: "connection refused.",
        mayHaveBeenDone: false
      })
      // The picture is read from the disk, which takes real time.
      while (outage.describe(0) === undefined) {
        yield* TestClock.adjust(1)
        yield* Effect.promise(() => sleep(5))
      }
      yield* TestClock.adjust(outageMillis - 1_000)
      expect(run.pollUnsafe()).toBeUndefined()
      yield* TestClock.adjust(1_500)
      const exit = yield* Fiber.join(run)
      expect(exit).toMatchObject({ _tag: "Failure" })
      expect(JSON.stringify(exit)).toContain("connection refused")
      expect(error.message).toContain("connection refused")
      expect(yield* queue.counts(0)).toEqual({ waiting: 1, failed: 0 })
    })
    await openTestStore(folder.path("a.store")).runPromise(Effect.provide(program, TestClock.layer()))
  })

  it("ends at once for what every job would meet, and marks none as failed", async () => {
    const folder = makeFolder()
    const program = Effect.gen(function* () {
      const { queue, run } = yield* runOneJob(folder, {
        _tag: "Credentials",
        status: 403,
        code: "InvalidAccessKeyId",
        message: "is unknown"
      })
      expect(yield* Fiber.join(run)).toMatchObject({ _tag: "Failure" })
      expect(yield* queue.counts(0)).toEqual({ waiting: 1, failed: 0 })
    })
    await openTestStore(folder.path("a.store")).runPromise(program)
  })
})
