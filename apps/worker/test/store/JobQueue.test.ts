import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { SqlClient } from "effect/sql"
import { describe, expect, it } from "vitest"
import { triesPerJob, type StartedJob } from "../../src/store/Job.ts"
import { JobQueue } from "../../src/store/JobQueue.ts"
import { openStaging, stage, type StagedItem } from "../../src/store/Staging.ts"
import { failedRows } from "../../src/store/readStore.ts"
import { makeFolder } from "../support/folder.ts"
import { openTestStore } from "../support/store.ts"

const row = (productId: string, given: Partial<StagedItem> = {}): StagedItem => ({
  _tag: "Item",
  line: 2,
  productId,
  picName: "a.ppm",
  picture: "/a.ppm",
  attributes: {},
  pictureHash: "h1",
  attributesHash: "a1",
  reason: null,
  ...given
})

const enqueue = (...rows: readonly StagedItem[]) =>
  Effect.gen(function* () {
    yield* openStaging
    yield* stage(rows)
    return yield* Effect.flatMap(JobQueue, (queue) => queue.enqueue("/catalogue.csv"))
  })

const work = <E>(handler: (job: StartedJob, queue: JobQueue["Service"]) => Effect.Effect<void, E>) =>
  Effect.flatMap(JobQueue, (queue) => queue.work((job) => handler(job, queue)))

const finish = work(({ item }, queue) => queue.done(item, "h1"))
const counts = Effect.flatMap(JobQueue, (queue) => queue.counts(0))
const allFailedRows = failedRows({ since: 0, limit: 10 })

const makeStore = () => openTestStore(makeFolder().path("a.store"))

describe("JobQueue", () => {
  it("asks for nothing once the ledger has every row", async () => {
    const store = makeStore()
    expect(await store.runPromise(enqueue(row("p1"), row("p2")))).toEqual({ alreadyDone: 0, leftOver: 0 })
    await store.runPromise(Effect.andThen(finish, finish))
    expect(await store.runPromise(enqueue(row("p1"), row("p2")))).toEqual({ alreadyDone: 2, leftOver: 0 })
    expect(await store.runPromise(counts)).toEqual({ waiting: 0, failed: 0 })
  })

  it.each([{ pictureHash: "h2" }, { attributesHash: "a2" }])("sends a changed row again: %o", async (change) => {
    const store = makeStore()
    await store.runPromise(Effect.andThen(enqueue(row("p1")), finish))
    await store.runPromise(enqueue(row("p1", change)))
    expect(await store.runPromise(counts)).toMatchObject({ waiting: 1 })
  })

  it("keeps a job once when the same catalogue is enqueued twice", async () => {
    const store = makeStore()
    await store.runPromise(enqueue(row("p1")))
    await store.runPromise(enqueue(row("p1")))
    const jobs = await store.runPromise(Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT id FROM job`))
    expect(jobs).toHaveLength(1)
  })

  it("drops a job that a newer one of the same name has replaced", async () => {
    const store = makeStore()
    await store.runPromise(enqueue(row("p1", { picture: "/old.ppm", pictureHash: "old" })))
    await store.runPromise(enqueue(row("p1", { picture: "/new.ppm", pictureHash: "new" })))
    const seen: string[] = []
    const look = work(({ item }, queue) => {
      seen.push(item.picture)
      return queue.done(item, "new")
    })
    await store.runPromise(Effect.andThen(look, look))
    expect(seen).toEqual(["/new.ppm"])
  })

  it("begins a newer job of a name only when the older one has ended", async () => {
    const store = makeStore()
    const order: string[] = []
    const program = Effect.gen(function* () {
      const isUnderWay = yield* Deferred.make<void>()
      const mayEnd = yield* Deferred.make<void>()
      yield* enqueue(row("p1", { pictureHash: "old" }))
      const older = yield* Effect.forkChild(
        work(({ item }, queue) =>
          Effect.gen(function* () {
            yield* Deferred.succeed(isUnderWay, undefined)
            yield* Deferred.await(mayEnd)
            order.push("older ends")
            yield* queue.done(item, "old")
          })
        )
      )
      yield* Deferred.await(isUnderWay)
      yield* enqueue(row("p1", { pictureHash: "new" }))
      const newer = yield* Effect.forkChild(
        work(({ item }, queue) => {
          order.push("newer begins")
          return queue.done(item, "new")
        })
      )
      yield* Effect.sleep(500)
      order.push("half a second later")
      yield* Deferred.succeed(mayEnd, undefined)
      yield* Fiber.join(older)
      yield* Fiber.join(newer)
      return yield* Effect.flatMap(SqlClient.SqlClient, (sql) => sql`SELECT picture_hash FROM ledger`)
    })
    expect(await store.runPromise(program)).toEqual([{ picture_hash: "new" }])
    expect(order).toEqual(["half a second later", "older ends", "newer begins"])
  })

  it("forgets an item whose older job ended after the newer one, so that the next run sends it again", async () => {
    const store = makeStore()
    const program = Effect.gen(function* () {
      const queue = yield* JobQueue
      yield* enqueue(row("p1"))
      const [older] = yield* Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql<{ readonly id: number }>`SELECT id FROM outstanding`
      )
      yield* enqueue(row("p1", { pictureHash: "h2" }))
      yield* work(() => Effect.void)
      yield* work(({ item }) => queue.done(item, "h2"))
      yield* queue.done(
        {
          id: older?.id ?? 0,
          line: 2,
          productId: "p1",
          picName: "a.ppm",
          picture: "",
          attributes: {},
          attributesHash: "a1"
        },
        "h1"
      )
      return yield* enqueue(row("p1", { pictureHash: "h2" }))
    })
    expect(await store.runPromise(program)).toMatchObject({ alreadyDone: 0 })
    expect(await store.runPromise(counts)).toMatchObject({ waiting: 1 })
  })

  it("keeps a failed row with its reason until a run has it again", async () => {
    const store = makeStore()
    await store.runPromise(enqueue(row("p1", { line: 7 })))
    await store.runPromise(work(({ item }, queue) => queue.failed(item, "is no picture")))
    expect(await store.runPromise(allFailedRows)).toEqual([
      { line: 7, productId: "p1", picName: "a.ppm", reason: "is no picture" }
    ])
    expect(await store.runPromise(counts)).toEqual({ waiting: 0, failed: 1 })
    await store.runPromise(enqueue(row("p1", { line: 7 })))
    expect(await store.runPromise(counts)).toEqual({ waiting: 1, failed: 0 })
  })

  it("records a failure after six tries for reasons that can pass, and counts none that its own pacer held back", async () => {
    const store = makeStore()
    const program = Effect.gen(function* () {
      const queue = yield* JobQueue
      yield* enqueue(row("p1"))
      const [stored] = yield* Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql<{ readonly id: number }>`SELECT id FROM outstanding`
      )
      const item = {
        id: stored?.id ?? 0,
        line: 2,
        productId: "p1",
        picName: "a.ppm",
        picture: "",
        attributes: {},
        attributesHash: "a1"
      }
      const giveBack = (tries: "counted" | "uncounted") =>
        Effect.map(Effect.result(queue.giveBack(item, "is out of reach", tries)), ({ _tag }) => _tag)
      return yield* Effect.all([
        ...Array.from({ length: 20 }, () => giveBack("uncounted")),
        ...Array.from({ length: triesPerJob }, () => giveBack("counted"))
      ])
    })
    expect(await store.runPromise(program)).toEqual([...Array.from({ length: 25 }, () => "Failure"), "Success"])
    expect(await store.runPromise(allFailedRows)).toMatchObject([{ reason: "is out of reach" }])
  })

  it("counts what an earlier run left, and leaves it queued", async () => {
    const store = makeStore()
    await store.runPromise(enqueue(row("p1"), row("p2")))
    expect(await store.runPromise(enqueue(row("p2"), row("p3")))).toEqual({ alreadyDone: 0, leftOver: 1 })
    expect(await store.runPromise(counts)).toMatchObject({ waiting: 3 })
  })

  it("gives a job back as it was when it is interrupted, and tells a redelivered one by its lost start", async () => {
    const path = makeFolder().path("a.store")
    const store = openTestStore(path)
    const program = Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* enqueue(row("p1"))
      const isUnderWay = yield* Deferred.make<void>()
      const fiber = yield* Effect.forkChild(
        work(() => Effect.andThen(Deferred.succeed(isUnderWay, undefined), Effect.never))
      )
      yield* Deferred.await(isUnderWay)
      yield* Fiber.interrupt(fiber)
      const [afterInterruption] = yield* sql`SELECT attempts, acquired_by FROM job`
      // What a killed process leaves behind: a start that was never settled.
      yield* sql`UPDATE job SET attempts = 1`
      const seen = yield* Deferred.make<boolean>()
      yield* work(({ item, isRedelivered }, queue) =>
        Effect.andThen(Deferred.succeed(seen, isRedelivered), queue.done(item, "h1"))
      )
      return { afterInterruption, isRedelivered: yield* Deferred.await(seen) }
    })
    expect(await store.runPromise(program)).toEqual({
      afterInterruption: { attempts: 0, acquired_by: null },
      isRedelivered: true
    })
  })
})
