/** Stores of tests, each on a file of its own or on one that another connection has open. */
import { Pacer } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { SqlClient, type SqlError } from "effect/sql"
import { onTestFinished } from "vitest"
import { JobQueue } from "../../src/store/JobQueue.ts"
import { layerNodeSqlite } from "../../src/store/NodeSqlite.ts"
import { openStore } from "../../src/store/openStore.ts"
import { layerSqlPacer } from "../../src/store/SqlPacer.ts"
import type { WorkerError } from "../../src/WorkerError.ts"

export type StoreServices = JobQueue | Pacer | SqlClient.SqlClient

/** Closed when the test ends. */
export const openTestStore = (
  path: string
): ManagedRuntime.ManagedRuntime<StoreServices, SqlError.SqlError | WorkerError> => {
  const database = Layer.unwrap(Effect.map(openStore(path, { instance: "demo", region: "" }), layerNodeSqlite))
  const runtime = ManagedRuntime.make(Layer.mergeAll(JobQueue.layer, layerSqlPacer).pipe(Layer.provideMerge(database)))
  onTestFinished(() => runtime.dispose())
  return runtime
}
