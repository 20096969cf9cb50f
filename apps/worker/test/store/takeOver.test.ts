import { Pacer } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql"
import { describe, expect, it } from "vitest"
import { takeOver } from "../../src/store/takeOver.ts"
import { makeFolder } from "../support/folder.ts"
import { openTestStore } from "../support/store.ts"

const begunJob = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) =>
    sql`
    INSERT INTO job (id, queue_name, element, state, attempts, visible_at, acquired_at, acquired_by, created_at, updated_at)
    VALUES ('a.1', 'add', '{"item":1}', 'pending', 1, datetime('now'), datetime('now'), 'a process', datetime('now'), datetime('now'))`
)

const owners = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<{ readonly acquired_by: string | null }>`SELECT acquired_by FROM job`
)

describe("takeOver", () => {
  it("leaves the jobs of another process alone while that lives, and frees them when it has gone", async () => {
    const path = makeFolder().path("a.store")
    const store = openTestStore(path)
    const program = Effect.gen(function* () {
      const other = yield* Scope.make()
      yield* takeOver(path).pipe(Scope.provide(other))
      yield* begunJob
      yield* Effect.scoped(takeOver(path))
      const whileItLives = yield* owners
      yield* Scope.close(other, Exit.void)
      yield* Effect.scoped(takeOver(path))
      return [...whileItLives, ...(yield* owners)].map((row) => row.acquired_by)
    })
    expect(await store.runPromise(program)).toEqual(["a process", null])
  })

  it("takes back the slots that a dead process had reserved, and keeps the spacing from its last call", async () => {
    const path = makeFolder().path("a.store")
    const store = openTestStore(path)
    const reserve = Effect.flatMap(Pacer, (pacer) => pacer.reserve({ key: "demo/add", perSecond: 1 }, 60_000))
    const program = Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* reserve
      yield* sql`UPDATE pacer SET next_at = next_at + 30000`
      yield* Effect.scoped(takeOver(path))
      return yield* reserve
    })
    const turn = await store.runPromise(program)
    expect(turn).toMatchObject({ _tag: "Wait" })
    expect("millis" in turn && turn.millis > 500 && turn.millis <= 1_000).toBe(true)
  })

  it("lets any number of processes in after one was refused the lock for itself", async () => {
    const path = makeFolder().path("a.store")
    const store = openTestStore(path)
    const many = Effect.scoped(
      Effect.all(
        Array.from({ length: 5 }, () => takeOver(path)),
        { discard: true }
      )
    )
    expect(await store.runPromise(Effect.exit(many))).toMatchObject({ _tag: "Success" })
  })
})
