import { Pacer } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import { SqlClient } from "effect/sql"
import { describe, expect, it } from "vitest"
import { makeFolder } from "../support/folder.ts"
import { openTestStore } from "../support/store.ts"

const key = "demo/add"

const reserve = (perSecond: number, withinMillis = 60_000) =>
  Effect.flatMap(Pacer, (pacer) =>
    Effect.map(pacer.reserve({ key, perSecond }, withinMillis), (turn) =>
      turn._tag === "Wait" ? turn.millis : undefined
    )
  )

/** The instants of so many turns of one store, in milliseconds. */
const takeTurns = (perSecond: number, turns: number) =>
  Effect.forEach(
    Array.from({ length: turns }),
    () =>
      Effect.flatMap(reserve(perSecond), (millis = Number.NaN) => Effect.as(Effect.sleep(millis), Date.now() + millis)),
    { concurrency: "unbounded" }
  )

const hear = (what: "throttled" | "succeeded", perSecond: number) =>
  Effect.flatMap(Pacer, (pacer) => pacer[what]({ key, perSecond }))

const learnedRate = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<{ readonly phase: string; readonly rate: number }>`SELECT phase, rate FROM learned_rate`
)

/** As if the time had passed. */
const passSeconds = (seconds: number) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) =>
      sql`UPDATE learned_rate SET changed_at = changed_at - ${seconds * 1_000}, deaf_until = deaf_until - ${
        seconds * 1_000
      }, first_at = first_at - ${seconds * 1_000}, last_at = last_at - ${seconds * 1_000}`
  )

describe("the store's pacer", () => {
  it("spaces the turns of all connections to one store, and takes both on", async () => {
    const path = makeFolder().path("a.store")
    const stores = [openTestStore(path), openTestStore(path)]
    const instants = await Promise.all(stores.map((store) => store.runPromise(takeTurns(20, 10))))
    const all = instants.flat().toSorted((a, b) => a - b)
    const gaps = all.slice(1).map((at, place) => at - (all[place] ?? 0))
    // A turn is never early; the clocks of store and test differ by a few milliseconds.
    for (const gap of gaps) expect(gap).toBeGreaterThan(30)
    expect((all.at(-1) ?? 0) - (all[0] ?? 0)).toBeGreaterThanOrEqual(940)
    // Neither waits for the other to be done.
    for (const own of instants) expect(Math.max(...own) - Math.min(...own)).toBeGreaterThan(600)
  })

  it("reserves nothing when the next turn comes too late", async () => {
    const store = openTestStore(makeFolder().path("a.store"))
    await store.runPromise(reserve(0.5))
    expect(await store.runPromise(reserve(0.5, 1_000))).toBeUndefined()
    expect(await store.runPromise(reserve(0.5, 1_000))).toBeUndefined()
    expect(await store.runPromise(reserve(0.5, 3_000))).toBeGreaterThan(1_000)
  })

  it("forgets a turn that a clock, since set back, put far into the future", async () => {
    const store = openTestStore(makeFolder().path("a.store"))
    await store.runPromise(reserve(1))
    await store.runPromise(
      Effect.flatMap(SqlClient.SqlClient, (sql) => sql`UPDATE pacer SET next_at = next_at + 3600000`)
    )
    expect(await store.runPromise(reserve(1))).toBe(0)
    expect(await store.runPromise(reserve(1))).toBeGreaterThan(500)
  })

  it("slows every connection down when one of them was throttled", async () => {
    const path = makeFolder().path("a.store")
    const [throttled, other] = [openTestStore(path), openTestStore(path)]
    await throttled.runPromise(hear("throttled", 1))
    expect(await throttled.runPromise(learnedRate)).toEqual([{ phase: "falling", rate: 0.7 }])
    expect(await other.runPromise(reserve(1))).toBe(0)
    const wait = await other.runPromise(reserve(1))
    expect(wait).toBeGreaterThan(1_000)
    expect(wait).toBeLessThanOrEqual(1_430)
  })

  it("counts a burst of throttles once, whichever connections hear it", async () => {
    const path = makeFolder().path("a.store")
    const stores = [openTestStore(path), openTestStore(path)]
    await Promise.all([...stores, ...stores].map((store) => store.runPromise(hear("throttled", 20))))
    expect(await stores[0]?.runPromise(learnedRate)).toEqual([{ phase: "falling", rate: 14 }])
  })

  it("forgets what it learned when the bought rate has gone well again", async () => {
    const store = openTestStore(makeFolder().path("a.store"))
    await store.runPromise(hear("throttled", 20))
    await store.runPromise(passSeconds(10))
    await store.runPromise(
      Effect.flatMap(SqlClient.SqlClient, (sql) => sql`UPDATE learned_rate SET phase = 'lifting', rate = 20, calm = 99`)
    )
    await store.runPromise(hear("succeeded", 20))
    expect(await store.runPromise(learnedRate)).toEqual([])
  })
})
