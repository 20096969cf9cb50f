/**
 * Tells an outage of the service from jobs that fail on their own. In an outage the run ends, and every job stays
 * queued: without this, each of a million jobs would use up its tries in vain. State of one run.
 */
import type { ImageSearchError } from "@imagesearch/client"

/** Milliseconds without any answer to a job, after which a run ends; below the 155 s of one job's tries. */
export const outageMillis = 90_000
/** Failures in a row that it takes besides. */
export const outageFailures = 10
/** Longest pause of a taker between failures, in milliseconds. */
export const pauseLimitMillis = 5_000

export class Outage {
  private failures = 0
  private since: number | undefined

  /** The service answered: everything before it is forgotten. */
  answered(): void {
    this.failures = 0
    this.since = undefined
  }

  /** A job failed at `now` for a reason that can pass; gives the error back when the run should end with it. */
  failed(now: number, error: ImageSearchError): ImageSearchError | undefined {
    this.failures += 1
    this.since ??= now
    return this.failures >= outageFailures && now - this.since >= outageMillis ? error : undefined
  }

  /** Milliseconds for a taker to wait before its next job. */
  pauseMillis(): number {
    return Math.min(pauseLimitMillis, 250 * this.failures)
  }
}
