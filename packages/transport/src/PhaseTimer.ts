/**
 * The one timer of an attempt: each phase has its own limit, never longer than what is left of the call. Most phases end
 * long before their limit, so a phase that may last longer than the timer's remaining time leaves the timer as it is;
 * when it fires too early, it is set for the rest.
 */
import type { AttemptLimits } from "./Sender.ts"

/** Longer delays overflow a timer, which then fires at once. */
const longestMillis = 2 ** 31 - 1

/** Tells which limit ran out, and a clause for a person. */
export type OnExpired = (code: string, message: string) => void

const kinds = {
  connect: { limit: "connectMillis", code: "CONNECT_LIMIT", missing: "no connection" },
  headers: { limit: "headersMillis", code: "HEADERS_LIMIT", missing: "no answer" },
  body: { limit: "bodyMillis", code: "BODY_LIMIT", missing: "no complete answer" }
} as const

type Phase = keyof typeof kinds

export class PhaseTimer {
  private readonly limits: AttemptLimits
  private readonly onExpired: OnExpired
  /** Instants of the monotonic clock in milliseconds: when the call's time is over, this phase's, and the timer's. */
  private readonly callEndsAt: number
  private phaseEndsAt = 0
  private firesAt = Number.POSITIVE_INFINITY
  private phase: Phase = "connect"
  private isEndOfCall = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(limits: AttemptLimits, onExpired: OnExpired) {
    this.limits = limits
    this.onExpired = onExpired
    this.callEndsAt = performance.now() + limits.totalMillis
  }

  /** Starts the phase's own limit; that of the phase before it no longer counts. */
  enter(phase: Phase): void {
    const now = performance.now()
    const ownMillis = this.limits[kinds[phase].limit]
    // The connection is the first phase: nothing of the call's time has gone yet.
    const leftMillis = phase === "connect" ? this.limits.totalMillis : Math.max(0, this.callEndsAt - now)
    this.phase = phase
    this.isEndOfCall = leftMillis < ownMillis
    this.phaseEndsAt = now + Math.min(ownMillis, leftMillis)
    if (this.phaseEndsAt < this.firesAt) this.arm(now)
  }

  clear(): void {
    clearTimeout(this.timer)
  }

  private arm(now: number): void {
    clearTimeout(this.timer)
    const millis = Math.min(Math.max(0, this.phaseEndsAt - now), longestMillis)
    this.firesAt = now + millis
    this.timer = setTimeout(() => this.fire(), millis)
  }

  private fire(): void {
    const now = performance.now()
    // Node fires up to a millisecond early.
    if (now < this.phaseEndsAt - 1) return this.arm(now)
    const { limit, code, missing } = kinds[this.phase]
    if (this.isEndOfCall) this.onExpired("CALL_LIMIT", `${missing} within the time of the call`)
    else this.onExpired(code, `${missing} within ${Math.round(this.limits[limit])} ms`)
  }
}
