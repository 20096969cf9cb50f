/** Transport's pacer with its slots in the store, so that all processes on it share one bought rate. */
import { Pacer } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { SqlClient, type SqlError } from "effect/sql"

/**
 * A slot further ahead than this, in milliseconds, was reserved by a clock that has been set back since: no call waits
 * longer than its time limit of 60 s.
 */
const horizonMillis = 120_000

/** One statement is one reservation: SQLite runs it under its write lock, with one reading of its clock. */
export const layerSqlPacer: Layer.Layer<Pacer, never, SqlClient.SqlClient> = Layer.effect(
  Pacer,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const now = sql.literal("(unixepoch('subsec') * 1000)")
    return {
      reserve: Effect.fnUntraced(function* ({ key, perSecond }, withinMillis) {
        const spacing = 1_000 / perSecond
        const free = sql`
          CASE WHEN pacer.next_at > ${now} + ${horizonMillis} THEN ${now} ELSE max(pacer.next_at, ${now}) END`
        const [slot] = yield* sql<{ readonly wait: number }>`
          INSERT INTO pacer (key, next_at, spacing) VALUES (${key}, ${now} + ${spacing}, ${spacing})
          ON CONFLICT (key) DO UPDATE SET next_at = ${free} + ${spacing}, spacing = ${spacing}
          WHERE ${free} - ${now} <= ${withinMillis}
          RETURNING next_at - ${spacing} - ${now} AS wait`
        if (slot !== undefined) return { _tag: "Wait", millis: Math.max(0, slot.wait) } as const
        const [taken] = yield* sql<{
          readonly wait: number
        }>`SELECT next_at - ${now} AS wait FROM pacer WHERE key = ${key}`
        return { _tag: "TooLate", millis: Math.max(withinMillis, taken?.wait ?? 0) } as const
        // A pacer has no way to fail: a store that does not answer is a defect, and ends the run.
      }, Effect.orDie),
      throttled: () => Effect.void,
      succeeded: () => Effect.void
    }
  })
)

/**
 * Takes back the slots that dead processes had reserved; for a process that is alone. The last call was at the latest
 * now.
 */
export const freeSlots: Effect.Effect<void, SqlError.SqlError, SqlClient.SqlClient> = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => Effect.asVoid(sql`UPDATE pacer SET next_at = min(next_at, unixepoch('subsec') * 1000 + spacing)`)
)
