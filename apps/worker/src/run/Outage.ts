/**
 * Tells an outage of the service from jobs that fail on their own. In an outage the run ends, and every job stays
 * queued: without this, each of a million jobs would use up its tries in vain. State of one run.
 */
import type { ImageSearchError } from "@imagesearch/client"

/** Milliseconds without any answer to a job, after which a run ends; below the 155 s of one job's tries. */
export const outageMillis = 90_000
/** Failures in a row that it takes besides, unless the service could not be reached: that is no job's own fault. */
export const outageFailures = 10
/** Longest pause of a taker between failures, in milliseconds. */
export const pauseLimitMillis = 5_000

interface Trouble {
  /** When the first attempt that failed began, in milliseconds. */
  readonly since: number
  readonly failures: number
  /** Whether no call has reached the service. */
  readonly isUnreachable: boolean
  readonly last: ImageSearchError
}

export class Outage {
  private trouble: Trouble | undefined
  private answeredAt = -Infinity

  /** The service answered at `now`: everything before it is forgotten. */
  answered(now: number): void {
    this.trouble = undefined
    this.answeredAt = now
  }

  /** A job failed at `now` for a reason that can pass. */
  failed(now: number, error: ImageSearchError): void {
    this.trouble = {
      since: this.trouble?.since ?? Math.max(this.answeredAt, now - millisInVain(error)),
      failures: (this.trouble?.failures ?? 0) + 1,
      isUnreachable: (this.trouble?.isUnreachable ?? true) && neverArrived(error),
      last: error
    }
  }

  /** The error with which the run should end, if it should at `now`. */
  ending(now: number): ImageSearchError | undefined {
    if (this.trouble === undefined || now - this.trouble.since < outageMillis) return undefined
    const { isUnreachable, failures, last } = this.trouble
    return isUnreachable || failures >= outageFailures ? last : undefined
  }

  /** What a person who waits is told: where no answer comes from, since when, and why. Undefined while all is well. */
  describe(now: number): string | undefined {
    if (this.trouble === undefined) return undefined
    const { since, last } = this.trouble
    const seconds = Math.max(0, Math.floor((now - since) / 1_000))
    const where = last.endpoint === undefined ? "" : ` from ${last.endpoint}`
    return `no answer${where} for ${seconds} s: ${clauseOf(last)}; giving up after ${outageMillis / 1_000} s`
  }

  /** Milliseconds for a taker to wait before its next job. */
  pauseMillis(): number {
    return Math.min(pauseLimitMillis, 250 * (this.trouble?.failures ?? 0))
  }
}

/** Milliseconds that the attempts took which failed, without the wait for their turns: nothing was asked in it. */
const millisInVain = ({ attempts = [] }: ImageSearchError): number =>
  attempts
    .filter(({ category }) => category !== undefined)
    .reduce((sum, { delayMillis, durationMillis }) => sum + delayMillis + durationMillis, 0)

/**
 * Whether nothing can have seen the call, or the hop of its upload that failed: refused connections, names that lead
 * nowhere, silence.
 */
const neverArrived = ({ operation, reason, attempts = [] }: ImageSearchError): boolean =>
  (reason._tag === "Unavailable" || reason._tag === "TimedOut") &&
  attempts.every((attempt) => attempt.operation !== operation || attempt.sent === "no")

const clauseOf = ({ reason, message }: ImageSearchError): string =>
  ("problem" in reason ? reason.problem : message).replace(/\.$/, "")
