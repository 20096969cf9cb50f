/**
 * The durable queue behind one small service: Effect's PersistedQueue for delivery, leases and repeats, and tables of
 * our own for what is wanted (`outstanding`) and what is done (`ledger`), all in one file and one transaction.
 *
 * Jobs of one item never overlap, and an older one never follows a newer one: a job looks up its item's row, which a
 * change replaces, and waits until no older job of the same name is under way. One thing no client can rule out: a
 * request that a killed process had sent already reaches the service after a newer one.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { PersistedQueue } from "effect/persistence"
import * as Schedule from "effect/Schedule"
import { SqlClient, type SqlError } from "effect/sql"
import { enqueueStaged, type Enqueued } from "./enqueueStaged.ts"
import { Job, leaseSeconds, startsPerJob, type GivenBack, type Queue, type QueueError, type StartedJob } from "./Job.ts"
import type { OutstandingItem } from "./OutstandingItem.ts"
import { queueCounts, type QueueCounts } from "./readStore.ts"
import { recordDeadJobs, recordDone, recordFailed, recordGivenBack } from "./settlement.ts"
import { startJob } from "./startJob.ts"
import { nowOf } from "./storeClock.ts"

export class JobQueue extends Context.Service<
  JobQueue,
  {
    /** Compares the staged catalogue with the ledger and makes jobs of the difference; `catalogue` is its path. */
    readonly enqueue: (catalogue: string) => Effect.Effect<Enqueued, QueueError>
    /**
     * Waits for one job and runs the handler, which must settle it by `done`, `failed` or `giveBack`. Interruption
     * gives the job back as it was.
     */
    readonly work: <E, R>(
      handler: (job: StartedJob) => Effect.Effect<void, E, R>
    ) => Effect.Effect<void, E | QueueError, R>
    /** The service holds the picture of this hash. */
    readonly done: (item: OutstandingItem, pictureHash: string) => Effect.Effect<void, SqlError.SqlError>
    /** The item cannot be sent; it is kept with the reason. */
    readonly failed: (item: OutstandingItem, reason: string) => Effect.Effect<void, SqlError.SqlError>
    /** Fails with `GivenBack`, upon which the queue repeats the job later; after the last try it records a failure. */
    readonly giveBack: (
      item: OutstandingItem,
      reason: string,
      tries: "counted" | "uncounted"
    ) => Effect.Effect<void, SqlError.SqlError | GivenBack>
    readonly counts: (failedSince: number) => Effect.Effect<QueueCounts, SqlError.SqlError>
    /** The store's clock, in milliseconds. */
    readonly now: Effect.Effect<number, SqlError.SqlError>
  }
>()("@imagesearch/worker/store/JobQueue") {
  static readonly layer: Layer.Layer<JobQueue, SqlError.SqlError, SqlClient.SqlClient> = Layer.effect(
    JobQueue,
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const queue = yield* PersistedQueue.make({
        name: "add",
        schema: Job,
        maxAttempts: startsPerJob,
        retrySchedule: Schedule.min([Schedule.exponential("5 seconds"), Schedule.spaced("80 seconds")])
      })
      yield* sql`CREATE INDEX IF NOT EXISTS job_failed ON job (state) WHERE state = 'failed'`
      return makeJobQueue(sql, queue)
    })
  ).pipe(
    Layer.provide(PersistedQueue.layer),
    Layer.provide(PersistedQueue.layerCleanup({ interval: "1 minute", timeToLive: "1 minute" })),
    Layer.provide(
      PersistedQueue.layerStoreSql({
        tableName: "job",
        pollInterval: "200 millis",
        lockRefreshInterval: "1 second",
        lockExpiration: `${leaseSeconds} seconds`
      })
    )
  )
}

const makeJobQueue = (sql: SqlClient.SqlClient, queue: Queue): JobQueue["Service"] => ({
  enqueue: Effect.fnUntraced(function* (catalogue) {
    // A new run: what an earlier one tried in vain does not count against its jobs.
    yield* sql`UPDATE outstanding SET tries = 0 WHERE reason IS NULL AND tries > 0`
    yield* recordDeadJobs(sql)
    return yield* enqueueStaged(sql, queue, catalogue)
  }),

  work: (handler) =>
    queue.take(({ item }, { id: job, attempts }) =>
      Effect.flatMap(startJob(sql, { job, item, attempts }), (started) =>
        started === undefined ? Effect.void : handler(started)
      )
    ),

  done: (item, pictureHash) => sql.withTransaction(recordDone(sql, item, pictureHash)),

  failed: (item, reason) => recordFailed(sql, item.id, reason),

  giveBack: (item, reason, tries) => recordGivenBack(sql, { item, reason, tries }),

  counts: Effect.fnUntraced(function* (failedSince) {
    yield* recordDeadJobs(sql)
    return yield* Effect.provideService(queueCounts(failedSince), SqlClient.SqlClient, sql)
  }),

  now: Effect.map(sql<{ readonly now: number }>`SELECT ${nowOf(sql)} AS now`, ([row]) => row?.now ?? 0)
})
