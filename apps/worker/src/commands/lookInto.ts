/** Runs a question to a store that an import has made, and writes nothing. */
import * as Effect from "effect/Effect"
import type { SqlClient, SqlError } from "effect/sql"
import { resolve } from "node:path"
import { layerNodeSqlite } from "../store/NodeSqlite.ts"
import { openExistingStore, storeError } from "../store/openStore.ts"
import type { WorkerError } from "../WorkerError.ts"

export const lookInto = <A>(
  store: string,
  question: Effect.Effect<A, SqlError.SqlError, SqlClient.SqlClient>
): Effect.Effect<A, WorkerError> => {
  const path = resolve(store)
  return Effect.scoped(
    Effect.flatMap(openExistingStore(path), (database) =>
      question.pipe(
        Effect.provide(layerNodeSqlite(database)),
        Effect.mapError((error) => storeError(path, `cannot be read: ${error.message}.`))
      )
    )
  )
}
