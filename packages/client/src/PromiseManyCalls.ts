/** What takes many calls, as those see it who do not use Effect. */
import type * as Stream from "effect/Stream"
import type { Bulk } from "./bulk/makeBulk.ts"
import type { BulkOptions } from "./bulk/Many.ts"
import type { ReplaceAllInput, ReplaceAllOutput } from "./bulk/replaceAll.ts"
import type { ExportTask } from "./operations/DumpMetaList.ts"
import type { BatchTask } from "./operations/IncreaseList.ts"
import type { Pages } from "./paging/pages.ts"
import type { PromiseCallOptions } from "./promiseFace.ts"
import type { WaitOptions } from "./waiting/waitForTask.ts"

type WithSignal<Options> = Options & Pick<PromiseCallOptions, "signal">

/** Each method of `Pages` as an async iterable. */
export type PromisePages = Iterated<Pages>

/** Each method of `Waits` as a promise; aborting ends the wait, not the task. */
export interface PromiseWaits {
  /** Waits for an export; see `Waits.export`. */
  readonly export: (id: string, options?: WithSignal<WaitOptions<ExportTask>>) => Promise<ExportTask>
  /** Waits for a batch import; see `Waits.batch`. */
  readonly batch: (id: string, options?: WithSignal<WaitOptions<BatchTask>>) => Promise<BatchTask>
}

/** Each method of `Bulk`: results as an async iterable, a replacement as a promise. */
export interface PromiseBulk extends Iterated<Omit<Bulk, "replaceAll">> {
  /** Makes the pictures of a product exactly the given ones; see `ReplaceAllInput`. */
  readonly replaceAll: (input: ReplaceAllInput, options?: WithSignal<BulkOptions>) => Promise<ReplaceAllOutput>
}

/** Both of them. */
export interface PromiseManyCalls {
  readonly pages: PromisePages
  readonly bulk: PromiseBulk
}

/** Streams as async iterables that a signal can end. */
type Iterated<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (
    ...parameters: infer Parameters
  ) => Stream.Stream<infer A, infer _E>
    ? (...parameters: WithSignalLast<Parameters>) => AsyncIterable<A>
    : never
}

type WithSignalLast<Parameters> = Parameters extends readonly [input?: infer Input, options?: infer Options]
  ? undefined extends Parameters[0]
    ? [input?: Input, options?: WithSignal<NonNullable<Options>>]
    : [input: Input, options?: WithSignal<NonNullable<Options>>]
  : never
