/** Waits against a server that tells how far a task is; time is the test's own, but for the answers' way. */
import { inspect } from "node:util"
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { describe } from "vitest"
import type { ExportTask, ImageSearch } from "../../src/index.ts"
import { mostAbsences, waitLimitMillis } from "../../src/waiting/waitForTask.ts"
import { documented } from "../support/documented.ts"
import { driven, spacings } from "../support/driven.ts"

const id = "9223372036854775807"

/** The list holds the task with these members, or nothing. */
const listing = (...answers: ReadonlyArray<object | undefined>) => {
  let asked = 0
  return () => {
    const task = answers[Math.min(asked, answers.length - 1)]
    asked += 1
    const tasks = task === undefined ? [] : [{ Id: id, ...task }]
    return { Data: { DumpMetaList: tasks, Increments: { Instance: tasks }, TotalCount: tasks.length } }
  }
}

describe("a wait", () => {
  it.effect("asks once a second until the task has succeeded, and tells each change of it", () =>
    Effect.gen(function* () {
      const seen: Array<ExportTask> = []
      const running = { Status: "PROCESSING", UtcModified: 1 }
      const done = { Status: "SUCCESS", MetaUrl: "https://x" }
      const { exit, asked } = yield* driven({
        answers: { DumpMetaList: listing(running, running, { ...running, UtcModified: 2 }, done) },
        run: ({ wait }) => wait.export(id, { onProgress: (task) => seen.push(task) })
      })
      expect(exit).toMatchObject({ _tag: "Success", value: { id, status: "SUCCESS", url: "https://x" } })
      expect(seen.map(({ status, modifiedAt }) => [status, modifiedAt?.getTime()])).toEqual([
        ["PROCESSING", 1],
        ["PROCESSING", 2],
        ["SUCCESS", undefined]
      ])
      expect(asked).toHaveLength(4)
      expect(Math.min(...spacings(asked, "DumpMetaList"))).toBeGreaterThanOrEqual(800)
    })
  )

  it.effect("fails with the task's own words, and keeps the address of its errors out of the text", () =>
    Effect.gen(function* () {
      const failed = { Status: "FAIL", Msg: "no increment.meta", ErrorUrl: "https://x.example/signed" }
      const { exit } = yield* driven({
        answers: { IncreaseList: listing({ Status: "PROCESSING" }, failed) },
        run: ({ wait }) => Effect.flip(wait.batch(id))
      })
      expect(exit).toMatchObject({
        _tag: "Success",
        value: {
          operation: "IncreaseList",
          reason: { _tag: "TaskFailed", task: id, errorUrl: "https://x.example/signed" },
          message: `IncreaseList failed: the task ${id} failed: no increment.meta. Read the list behind the reason's errorUrl, mend what it names, and start it again.`
        }
      })
    })
  )

  it.effect("keeps what opens the list of errors out of what loggers write", () =>
    Effect.gen(function* () {
      const errorUrl = "https://b.example/a/errors.txt?Expires=1&Signature=SECRETSIG"
      const { exit } = yield* driven({
        answers: { IncreaseList: listing({ Status: "FAIL", Msg: "no increment.meta", ErrorUrl: errorUrl }) },
        run: ({ wait }) => Effect.flip(wait.batch(id))
      })
      const error = exit._tag === "Success" ? exit.value : undefined
      expect(error?.reason).toMatchObject({ errorUrl })
      expect(JSON.parse(JSON.stringify(error))).toMatchObject({
        reason: { _tag: "TaskFailed", task: id, errorUrl: "https://b.example/a/errors.txt" }
      })
      expect(JSON.stringify(error) + inspect(error)).not.toContain("SECRETSIG")
    })
  )

  it.effect("outlives a service that fails for a while", () =>
    Effect.gen(function* () {
      let failures = 0
      const done = listing({ Status: "SUCCESS" })
      const { exit, asked } = yield* driven({
        answers: {
          DumpMetaList: (_, response) => {
            failures += 1
            if (failures > 3) return done()
            response.writeHead(503).end()
            return undefined
          }
        },
        run: ({ wait }) => wait.export(id, { retry: { attempts: 1 } })
      })
      expect(exit).toMatchObject({ _tag: "Success", value: { status: "SUCCESS" } })
      expect(asked).toHaveLength(4)
    })
  )

  it.effect("ends at its time limit, and says that the task runs on", () =>
    Effect.gen(function* () {
      const { exit, asked, millis } = yield* driven({
        answers: { DumpMetaList: listing({ Status: "PROCESSING" }) },
        run: ({ wait }) => Effect.flip(wait.export(id, { timeout: "7 seconds", every: "2 seconds" }))
      })
      expect(exit).toMatchObject({
        _tag: "Success",
        value: {
          reason: { _tag: "TimedOut", mayHaveBeenDone: true, problem: `the task ${id} had not ended after 7 s.` },
          advice: "Wait for it again: the task runs on."
        }
      })
      expect(millis).toBeLessThanOrEqual(7_200)
      expect(Math.min(...spacings(asked, "DumpMetaList"))).toBeGreaterThanOrEqual(1_600)
    })
  )

  it.effect("tells a limit below a second in milliseconds", () =>
    Effect.gen(function* () {
      const { exit } = yield* driven({
        answers: { DumpMetaList: listing({ Status: "PROCESSING" }) },
        run: ({ wait }) => Effect.flip(wait.export(id, { timeout: 400 }))
      })
      expect(exit).toMatchObject({ value: { reason: { problem: `the task ${id} had not ended after 400 ms.` } } })
    })
  )

  it.effect("takes a task for absent that three answers in a row do not list", () =>
    Effect.gen(function* () {
      const late = yield* driven({
        answers: { DumpMetaList: listing(undefined, undefined, { Status: "SUCCESS" }) },
        run: ({ wait }) => wait.export(id)
      })
      expect(late.exit).toMatchObject({ _tag: "Success", value: { status: "SUCCESS" } })
      const { exit, asked } = yield* driven({
        answers: { DumpMetaList: listing(undefined) },
        run: ({ wait }) => Effect.flip(wait.export(id))
      })
      expect(exit).toMatchObject({ _tag: "Success", value: { category: "notFound", reason: { _tag: "NotFound" } } })
      expect(asked).toHaveLength(mostAbsences)
    })
  )

  it.effect("is refused for a spacing or a limit that is no duration, and for an id that is none", () =>
    Effect.gen(function* () {
      for (const [field, options] of [
        ["timeout", { timeout: 0 }],
        ["every", { every: "soon" as never }]
      ] as const) {
        const run = ({ wait }: ImageSearch["Service"]) => Effect.flip(wait.export(id, options))
        const { exit, asked } = yield* driven({ answers: { DumpMetaList: {} }, run })
        expect(exit).toMatchObject({ value: { reason: { _tag: "InvalidInput", issues: [{ field }] } } })
        expect(asked).toEqual([])
      }
      const { exit } = yield* driven({ answers: {}, run: ({ wait }) => Effect.flip(wait.export("five")) })
      expect(exit).toMatchObject({ value: { reason: { _tag: "InvalidInput", issues: [{ field: "id" }] } } })
    })
  )
})

it("a wait lasts an hour unless told otherwise, and believes three absences", () => {
  expect([waitLimitMillis, mostAbsences]).toEqual([3_600_000, 3])
})

it("an abort ends the wait with the signal's reason, not the task (real time: a few milliseconds)", async () => {
  const { client, seen } = await documented({ DumpMetaList: listing({ Status: "PROCESSING" }) })
  const controller = new AbortController()
  const reason = new Error("no longer needed")
  const waiting = client.wait.export(id, { signal: controller.signal, onProgress: () => controller.abort(reason) })
  await expect(waiting).rejects.toBe(reason)
  expect(seen).toHaveLength(1)
})
