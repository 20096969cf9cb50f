/** The waits of a client. They ask at the documented rate of the lists, together with everyone on the same client. */
import { operation, type OperationName } from "@imagesearch/core"
import type { Transport } from "@imagesearch/transport"
import type * as Effect from "effect/Effect"
import type { ResolvedConfig } from "../config/Config.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { makeOperations } from "../makeOperations.ts"
import type { ExportTask } from "../operations/DumpMetaList.ts"
import type { BatchTask } from "../operations/IncreaseList.ts"
import { waitForTask, type WaitOptions } from "./waitForTask.ts"

/** Waits for tasks that run inside the service. */
export interface Waits {
  /**
   * Waits for the export with this id, which `startExport` gave; gives the task with the address of its result. Fails with
   * reason `TaskFailed`, `TimedOut` after the wait's time limit, or `NotFound` when three lists in a row lack it.
   */
  readonly export: (id: string, options?: WaitOptions<ExportTask>) => Effect.Effect<ExportTask, ImageSearchError>
  /**
   * Waits for the batch import with this id, which `startBatch` gave; fails as `export` does. A single picture that failed
   * fails no task: look at its `errorUrl`.
   */
  readonly batch: (id: string, options?: WaitOptions<BatchTask>) => Effect.Effect<BatchTask, ImageSearchError>
}

/** The waits over a transport and checked settings. */
export const makeWait = (transport: Transport["Service"], config: ResolvedConfig): Waits => {
  const { listExports, listBatches } = makeOperations(transport, {
    ...config,
    rates: { ...listRates, ...config.rates }
  })
  return {
    export: (id, options = {}) => waitForTask({ ...of("DumpMetaList"), list: listExports, id, options }),
    batch: (id, options = {}) => waitForTask({ ...of("IncreaseList"), list: listBatches, id, options })
  }
}

const perSecondOf = (name: OperationName): number => {
  const { perSecond } = operation(name)
  return typeof perSecond === "number" ? perSecond : 1
}

/** Calls per second that the service allows of each list. */
const listRates = { dumpMetaList: perSecondOf("DumpMetaList"), increaseList: perSecondOf("IncreaseList") }

const of = (name: OperationName) => ({ operation: name, spacingMillis: 1000 / perSecondOf(name) })
