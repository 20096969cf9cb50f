/** The one timer of an attempt: each phase arms it anew, never for longer than what is left of the call. */
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

export class PhaseTimer {
  private readonly limits: AttemptLimits
  private readonly onExpired: OnExpired
  private readonly endsAt: number
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(limits: AttemptLimits, onExpired: OnExpired) {
    this.limits = limits
    this.onExpired = onExpired
    this.endsAt = performance.now() + limits.totalMillis
  }

  /** Starts the phase's own limit; that of the phase before it no longer counts. */
  enter(phase: keyof typeof kinds): void {
    clearTimeout(this.timer)
    const { limit, code, missing } = kinds[phase]
    const ownMillis = this.limits[limit]
    // The connection is the first phase: nothing of the call's time has gone yet.
    const leftMillis = phase === "connect" ? this.limits.totalMillis : Math.max(0, this.endsAt - performance.now())
    this.timer =
      ownMillis <= leftMillis
        ? this.arm(ownMillis, code, `${missing} within ${Math.round(ownMillis)} ms`)
        : this.arm(leftMillis, "CALL_LIMIT", `${missing} within the time of the call`)
  }

  clear(): void {
    clearTimeout(this.timer)
  }

  private arm(millis: number, code: string, message: string): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.onExpired(code, message), Math.min(millis, longestMillis))
  }
}
