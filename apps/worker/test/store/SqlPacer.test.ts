import { Pacer } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import { SqlClient } from "effect/sql"
import { describe, expect, it } from "vitest"
import { makeFolder } from "../support/folder.ts"
import { openTestStore } from "../support/store.ts"

const reserve = (perSecond: number, withinMillis = 60_000) =>
  Effect.flatMap(Pacer, (pacer) =>
    Effect.map(pacer.reserve({ key: "demo/add", perSecond }, withinMillis), (turn) =>
      turn._tag === "Wait" ? turn.millis : undefined
    )
  )

describe("the store's pacer", () => {
  it("spaces the slots of all connections to one store", async () => {
    const path = makeFolder().path("a.store")
    const stores = [openTestStore(path), openTestStore(path)]
    const waits: number[] = []
    for (let turn = 0; turn < 10; turn += 1) {
      waits.push((await stores[turn % 2]?.runPromise(reserve(2))) ?? -1)
    }
    waits.forEach((wait, turn) => {
      expect(wait).toBeLessThanOrEqual(turn * 500)
      // What the reservations themselves took.
      expect(wait).toBeGreaterThan(turn * 500 - 400)
    })
  })

  it("reserves nothing when the next slot comes too late", async () => {
    const store = openTestStore(makeFolder().path("a.store"))
    await store.runPromise(reserve(0.5))
    expect(await store.runPromise(reserve(0.5, 1_000))).toBeUndefined()
    expect(await store.runPromise(reserve(0.5, 1_000))).toBeUndefined()
    expect(await store.runPromise(reserve(0.5, 3_000))).toBeGreaterThan(1_000)
  })

  it("forgets a slot that a clock, since set back, put far into the future", async () => {
    const store = openTestStore(makeFolder().path("a.store"))
    await store.runPromise(reserve(1))
    await store.runPromise(
      Effect.flatMap(SqlClient.SqlClient, (sql) => sql`UPDATE pacer SET next_at = next_at + 3600000`)
    )
    expect(await store.runPromise(reserve(1))).toBe(0)
    expect(await store.runPromise(reserve(1))).toBeGreaterThan(500)
  })
})
