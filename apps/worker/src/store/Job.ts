/** A job: what the queue carries, and what bounds its life. */
import * as Data from "effect/Data"
import type { PersistedQueue } from "effect/persistence"
import * as Schema from "effect/Schema"
import type { SqlError } from "effect/sql"
import type { OutstandingItem } from "./OutstandingItem.ts"

/** Seconds until the job of a process that fell silent is given to another; renewed every second. */
export const leaseSeconds = 5

/** Times that one job is tried for reasons that can pass, over some 155 s. */
export const triesPerJob = 6

/** Starts of one job, those that died with their process included: only a job that kills its process gets here. */
export const startsPerJob = 100

/** A job as it reaches its handler. */
export interface StartedJob {
  readonly item: OutstandingItem
  /** Whether an earlier start ended without a settlement, as in a crash: the picture may have been sent already. */
  readonly isRedelivered: boolean
}

/** A job was given back and comes again; the reason can pass. */
export class GivenBack extends Data.TaggedError("GivenBack")<{ readonly reason: string }> {}

/** What the queue carries: the rest is in the item's row, which may have gone when the job's turn comes. */
export const Job = Schema.Struct({ item: Schema.Int })

/** The queue of Effect under the service. */
export type Queue = PersistedQueue.PersistedQueue<typeof Job.Type>

export type QueueError = SqlError.SqlError | PersistedQueue.PersistedQueueError
