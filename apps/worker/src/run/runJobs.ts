/** Works on the queue until nothing waits, something ends the run, or the run is told to stop. */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { SqlError } from "effect/sql"
import type { GivenBack, StartedJob } from "../store/Job.ts"
import { storeFailed } from "../store/openStore.ts"
import type { QueueCounts } from "../store/readStore.ts"
import { serviceError, WorkerError } from "../WorkerError.ts"
import { sendItem, type Sending } from "./sendItem.ts"
import type { StopSignal } from "./StopRequest.ts"

/** Milliseconds that jobs under way may take to end after a stop: a run ends within 10 s. */
export const drainMillis = 8_000

/** Milliseconds between two looks at the queue. */
export const lookMillis = 250

export interface JobRun {
  readonly sending: Sending
  /** Jobs at a time. */
  readonly takers: number
  readonly storePath: string
  /** Instant of the store's clock from which failures belong to this run. */
  readonly startedAt: number
  /** Completed when the run is told to stop. */
  readonly stop: Deferred.Deferred<StopSignal>
  /** Told the state of the queue at every look, and what keeps the service from answering. */
  readonly onLook: (counts: QueueCounts, trouble: string | undefined) => void
}

/** Two ways in which a run ends before its time. */
interface Endings {
  /** Completed when jobs under way must end now; they are given back as they were. */
  readonly cut: Deferred.Deferred<void>
  /** Failed with the first reason to end the whole run. */
  readonly failure: Deferred.Deferred<never, WorkerError>
}

/** The signal that stopped the run, or undefined when nothing waits any more. */
export const runJobs = Effect.fnUntraced(function* (
  run: JobRun
): Effect.fn.Return<StopSignal | undefined, WorkerError> {
  const endings: Endings = { cut: yield* Deferred.make<void>(), failure: yield* Deferred.make<never, WorkerError>() }
  const takers = yield* Effect.forkChild(
    Effect.all(
      Array.from({ length: run.takers }, () => takeJobs(run, endings)),
      { concurrency: "unbounded", discard: true }
    )
  )
  const exit = yield* untilNothingWaits(run).pipe(
    Effect.raceFirst(Deferred.await(run.stop)),
    Effect.raceFirst(Deferred.await(endings.failure)),
    Effect.exit
  )
  if (Exit.isFailure(exit)) yield* cutShort(endings)
  // A taker that waits for a job ends at once, one that has a job when the job ends.
  yield* Effect.forkChild(Effect.delay(cutShort(endings), drainMillis))
  yield* Fiber.interrupt(takers)
  return yield* exit
})

const cutShort = (endings: Endings): Effect.Effect<boolean> => Deferred.succeed(endings.cut, undefined)

/** Looks at the clock as well: in an outage few jobs may be left, whose next tries come long after its end. */
const untilNothingWaits = (run: JobRun): Effect.Effect<undefined, WorkerError> =>
  run.sending.queue.counts(run.startedAt).pipe(
    Effect.mapError((error) => storeFailed(run.storePath, error)),
    Effect.tap(
      Effect.fnUntraced(function* (counts) {
        const now = yield* Clock.currentTimeMillis
        run.onLook(counts, run.sending.outage.describe(now))
        if (counts.waiting === 0) return
        const ending = run.sending.outage.ending(now)
        if (ending !== undefined) return yield* serviceError(ending)
        yield* Effect.sleep(lookMillis)
      })
    ),
    Effect.repeat({ until: ({ waiting }) => waiting === 0 }),
    Effect.as(undefined)
  )

/** Takes one job after the other. After one that was given back it pauses, so as not to storm a service in trouble. */
const takeJobs = (run: JobRun, endings: Endings): Effect.Effect<void> =>
  run.sending.queue
    .work((job) => protect(runJob(run, endings, job), endings))
    .pipe(
      Effect.catchTag("GivenBack", () => Effect.sleep(run.sending.outage.pauseMillis())),
      Effect.catch((error) => endRun(endings, storeFailed(run.storePath, error))),
      Effect.catchDefect((defect) => endRunByDefect(run, endings, defect)),
      Effect.forever
    )

/** Ends the run instead of the job for whatever is no fault of the job, so that the job stays queued as it was. */
const runJob = (run: JobRun, endings: Endings, job: StartedJob): Effect.Effect<void, GivenBack> =>
  sendItem(run.sending, job).pipe(
    Effect.catchIf(
      (error) => error._tag !== "GivenBack",
      (error) => endRun(endings, error instanceof WorkerError ? error : storeFailed(run.storePath, error))
    ),
    Effect.catchDefect((defect) => endRunByDefect(run, endings, defect))
  )

/** Lets a job end by itself when its taker is interrupted, until the cut. */
const protect = <E>(job: Effect.Effect<void, E>, { cut }: Endings): Effect.Effect<void, E> =>
  Effect.uninterruptible(
    Effect.raceFirst(
      Effect.interruptible(job),
      Effect.interruptible(Effect.andThen(Deferred.await(cut), Effect.interrupt))
    )
  )

const endRun = (endings: Endings, error: WorkerError): Effect.Effect<never> =>
  Effect.andThen(Deferred.fail(endings.failure, error), Effect.never)

/** The pacer has no other way to say that the store failed; any other defect is a fault of this program. */
const endRunByDefect = (run: JobRun, endings: Endings, defect: unknown): Effect.Effect<never> =>
  defect instanceof SqlError.SqlError
    ? endRun(endings, storeFailed(run.storePath, defect))
    : Effect.andThen(Deferred.die(endings.failure, defect), Effect.never)
