/**
 * An import on one screen: settings, catalogue, store; then read the catalogue, compare it with the ledger, and work on
 * the difference until nothing waits.
 */
import { layerNetwork, resolveConfig, type Environment, type ImageSearchConfig } from "@imagesearch/client"
import { Transport } from "@imagesearch/transport"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { SqlClient, SqlError } from "effect/sql"
import type { DatabaseSync } from "node:sqlite"
import { openCatalogue, type Catalogue } from "../catalogue/Catalogue.ts"
import { columnText } from "../catalogue/columns.ts"
import { counted } from "../counted.ts"
import { JobQueue } from "../store/JobQueue.ts"
import type { Enqueued } from "../store/enqueueStaged.ts"
import { layerNodeSqlite } from "../store/NodeSqlite.ts"
import { bindStore, openStore, storeFailed } from "../store/openStore.ts"
import { failedRows, type QueueCounts } from "../store/readStore.ts"
import { layerSqlPacer } from "../store/SqlPacer.ts"
import { takeOver } from "../store/takeOver.ts"
import { serviceError, usage, WorkerError } from "../WorkerError.ts"
import { askRate, connect, type Connection } from "./connect.ts"
import { Outage } from "./Outage.ts"
import { defaultConcurrency, mostConcurrency } from "./pace.ts"
import type { Progress, ProgressFacts } from "./Progress.ts"
import { reportedRows, type ImportReport } from "./report.ts"
import { runJobs } from "./runJobs.ts"
import type { Tally } from "./sendItem.ts"
import { stageCatalogue, type Staged } from "./stageCatalogue.ts"
import { StopRequest, type StopSignal } from "./StopRequest.ts"

export interface ImportOptions {
  readonly catalogue: string
  readonly store: string
  /** AddImage calls per second; the instance is asked when it is undefined. */
  readonly rate: number | undefined
  /** Jobs at a time; follows from the rate when it is undefined. */
  readonly concurrency: number | undefined
  readonly config: ImageSearchConfig
  readonly environment: Environment
}

type Services = JobQueue | SqlClient.SqlClient | Transport

/** Fails with the reason that ended the run early; jobs then stay queued. */
export const importCatalogue = Effect.fnUntraced(function* (
  options: ImportOptions,
  progress: Progress
): Effect.fn.Return<ImportReport, WorkerError, Scope.Scope | StopRequest> {
  const { instance, regionId } = yield* resolveConfig(options.config, options.environment).pipe(
    Effect.mapError(serviceError)
  )
  yield* checkHeader(options.catalogue)
  const catalogue = yield* openCatalogue(options.catalogue)
  const identity = { instance, region: regionId ?? "" }
  const database = yield* openStore(options.store, identity)
  const run: Run = {
    options,
    catalogue,
    progress,
    bind: bindStore(options.store, database, identity),
    // Under this name the turns stand in the stores that there are.
    paceKey: `${instance}/add`
  }
  return yield* importInto(run).pipe(
    Effect.provide(layerServices(database, options.config)),
    Effect.catchIf(
      (error) => !(error instanceof WorkerError),
      (error) => Effect.fail(storeFailed(options.store, error))
    )
  )
})

/** Reads up to the first row, so that a catalogue that cannot be used leaves no store behind. */
const checkHeader = (path: string): Effect.Effect<void, WorkerError> =>
  openCatalogue(path).pipe(
    Effect.flatMap(({ rows }) => Stream.runHead(rows(() => {}))),
    Effect.scoped,
    Effect.asVoid
  )

/** Queue, pacer and transport live as long as the run: one store, one retry budget, one pool of connections. */
const layerServices = (database: DatabaseSync, config: ImageSearchConfig): Layer.Layer<Services, SqlError.SqlError> => {
  // The settings have been checked before the store was opened.
  const layerTransport = Transport.layerWithoutDependencies.pipe(
    Layer.provide([Layer.orDie(layerNetwork(config)), layerSqlPacer])
  )
  return Layer.mergeAll(JobQueue.layer, layerTransport).pipe(Layer.provideMerge(layerNodeSqlite(database)))
}

interface Run {
  readonly options: ImportOptions
  readonly catalogue: Catalogue
  readonly progress: Progress
  /** Makes the store the instance's own. */
  readonly bind: Effect.Effect<void, WorkerError>
  readonly paceKey: string
}

const importInto = Effect.fnUntraced(function* (run: Run) {
  const { options, catalogue, progress } = run
  const begunAt = yield* Clock.currentTimeMillis
  const queue = yield* JobQueue
  const stop = yield* StopRequest
  yield* takeOver(options.store)
  const startedAt = yield* queue.now
  const connection = yield* connect({ ...options, paceKey: run.paceKey })
  const prepared = yield* prepare(run, connection).pipe(Effect.raceFirst(Deferred.await(stop)))
  if (typeof prepared === "string") return stoppedEarly(prepared)

  const tally: Tally = { sent: 0, resent: 0 }
  yield* connection.spaceAdds(prepared.rate)
  const stoppedBy = yield* runJobs({
    sending: { search: connection.search, queue, outage: new Outage(), tally },
    takers: prepared.takers,
    storePath: options.store,
    startedAt,
    stop,
    onLook: (counts, trouble) => progress.working({ ...progressOf(prepared, counts), sent: tally.sent, trouble })
  }).pipe(Effect.tapError(() => Effect.sync(() => progress.end())))

  const counts = yield* queue.counts(startedAt)
  const state = progressOf(prepared, counts)
  progress.working({ ...state, sent: tally.sent, trouble: undefined })
  progress.end()
  const report: ImportReport = {
    ...state,
    alreadyDone: prepared.alreadyDone,
    doneByOthers: Math.max(0, state.done - prepared.alreadyDone - tally.sent),
    waiting: counts.waiting,
    ...tally,
    repeated: prepared.staged.repeated,
    failedRows: yield* failedRows({ since: startedAt, catalogue: catalogue.path, limit: reportedRows }),
    seconds: ((yield* Clock.currentTimeMillis) - begunAt) / 1_000,
    stoppedBy: stoppedBy ?? null
  }
  return report
})

/** What is known of a run before its first job. */
interface Prepared extends Enqueued {
  readonly staged: Staged
  /** AddImage calls per second. */
  readonly rate: number
  /** Jobs at a time. */
  readonly takers: number
}

/** Bad rows have failed from the start; what neither waits nor has failed is done. */
const progressOf = ({ staged, leftOver }: Prepared, { waiting, failed }: QueueCounts): Omit<ProgressFacts, "sent"> => {
  const total = staged.items + staged.badRows + leftOver
  return { total, failed: failed + staged.badRows, done: Math.max(0, total - waiting - failed - staged.badRows) }
}

/** Everything before the first job. Interruption leaves what is not enqueued to the next run. */
const prepare = Effect.fnUntraced(function* ({ options, catalogue, progress, bind }: Run, connection: Connection) {
  const queue = yield* JobQueue
  // What is wrong with the command line is said before anything is asked.
  if (options.rate !== undefined) yield* concurrencyFor(options.concurrency, options.rate)
  const rate = yield* askRate(connection, options.rate)
  const takers = yield* concurrencyFor(options.concurrency, rate)
  const staged = yield* stageCatalogue(catalogue, (rows) => progress.reading(rows))
  warn(progress, staged)
  yield* bind
  const prepared: Prepared = { staged, rate, takers, ...(yield* queue.enqueue(catalogue.path)) }
  return prepared
})

const concurrencyFor = (concurrency: number | undefined, rate: number): Effect.Effect<number, WorkerError> => {
  if (concurrency === undefined) return Effect.succeed(defaultConcurrency(rate))
  if (concurrency <= mostConcurrency(rate)) return Effect.succeed(concurrency)
  return Effect.fail(
    usage(
      `At ${counted(rate, "call")} per second --concurrency can be ${mostConcurrency(rate)} at most, ` +
        "or the last of the jobs would wait too long for its turn."
    )
  )
}

const warn = (progress: Progress, { unknownColumns, repeated, items, badRows }: Staged): void => {
  if (unknownColumns.length > 0)
    progress.warn(`unknown columns are left out: ${unknownColumns.map(columnText).join(", ")}.`)
  if (items + badRows === 0) progress.warn("the catalogue has no rows; there is nothing to import.")
  if (repeated > 0)
    progress.warn(
      `${counted(repeated, "row")} ${repeated === 1 ? "repeats" : "repeat"} a ProductId + PicName; the last row of each is used.`
    )
}

/** No job was begun, so there is nothing to count. */
const stoppedEarly = (stoppedBy: StopSignal): ImportReport => ({
  total: 0,
  done: 0,
  alreadyDone: 0,
  doneByOthers: 0,
  failed: 0,
  waiting: 0,
  sent: 0,
  resent: 0,
  repeated: 0,
  failedRows: [],
  seconds: 0,
  stoppedBy
})
