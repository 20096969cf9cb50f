/** Transport's pacer with its turns and learned rates in the store, so that all processes on it share one bought rate. */
import { Pacer, type LearnedRate } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { SqlClient, type SqlError } from "effect/sql"

/** One transaction is one reservation: SQLite runs it under its write lock, with one reading of its clock. */
export const layerSqlPacer: Layer.Layer<Pacer, never, SqlClient.SqlClient> = Layer.effect(
  Pacer,
  Effect.map(SqlClient.SqlClient, (sql) =>
    Pacer.over({
      modify: (key, change) =>
        Effect.gen(function* () {
          const { now, known } = yield* read(sql, key)
          const [next, answer] = change(known, now)
          if (next === undefined) return answer
          const { nextTurn, spacingMillis, learned } = next
          yield* sql`INSERT OR REPLACE INTO pacer ${sql.insert({ key, next_at: nextTurn, spacing: spacingMillis })}`
          if (learned !== undefined) yield* write(sql, key, learned)
          else if (known?.learned !== undefined) yield* sql`DELETE FROM learned_rate WHERE key = ${key}`
          return answer
          // A pacer has no way to fail: a store that does not answer is a defect, and ends the run.
        }).pipe(sql.withTransaction, Effect.orDie)
    })
  )
)

/**
 * Takes back the turns that dead processes had reserved; for a process that is alone. The last call was at the latest
 * now. What they had learned stays: the service has not changed because they died.
 */
export const freeSlots: Effect.Effect<void, SqlError.SqlError, SqlClient.SqlClient> = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => Effect.asVoid(sql`UPDATE pacer SET next_at = min(next_at, unixepoch('subsec') * 1000 + spacing)`)
)

const read = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, key: string) {
  const [turns] = yield* sql<{
    readonly now: number
    readonly nextTurn: number | null
    readonly spacingMillis: number
  }>`
    SELECT unixepoch('subsec') * 1000 AS now, pacer.next_at AS nextTurn, ifnull(pacer.spacing, 0) AS spacingMillis
    FROM (SELECT 1) LEFT JOIN pacer ON pacer.key = ${key}`
  if (turns === undefined) return yield* Effect.die("a select without a from gives one row")
  const [learned] = yield* sql<LearnedRate>`
    SELECT phase, rate, rate_before AS rateBefore, calm, changed_at AS changedAt, deaf_until AS deafUntil, accepted,
      first_at AS firstAt, last_at AS lastAt
    FROM learned_rate WHERE key = ${key}`
  const { now, nextTurn, spacingMillis } = turns
  return { now, known: nextTurn === null ? undefined : { nextTurn, spacingMillis, learned } }
})

const write = (sql: SqlClient.SqlClient, key: string, learned: LearnedRate) => sql`
  INSERT OR REPLACE INTO learned_rate ${sql.insert({
    key,
    phase: learned.phase,
    rate: learned.rate,
    rate_before: learned.rateBefore,
    calm: learned.calm,
    changed_at: learned.changedAt,
    deaf_until: learned.deafUntil,
    accepted: learned.accepted,
    first_at: learned.firstAt,
    last_at: learned.lastAt
  })}`
