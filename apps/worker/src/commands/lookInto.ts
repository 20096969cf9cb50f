/** Runs a question to a store that an import has made. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { resolve } from "node:path"
import { JobQueue } from "../store/JobQueue.ts"
import { layerNodeSqlite } from "../store/NodeSqlite.ts"
import { openExistingStore, storeFailed } from "../store/openStore.ts"
import { WorkerError } from "../WorkerError.ts"

export const lookInto = <A, E>(
  store: string,
  question: Effect.Effect<A, E, JobQueue>
): Effect.Effect<A, WorkerError> => {
  const path = resolve(store)
  return Effect.scoped(
    Effect.flatMap(openExistingStore(path), (database) =>
      Effect.provide(question, JobQueue.layer.pipe(Layer.provide(layerNodeSqlite(database))))
    )
  ).pipe(Effect.mapError((error) => (error instanceof WorkerError ? error : storeFailed(path, error))))
}
