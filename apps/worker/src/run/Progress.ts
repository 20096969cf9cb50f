/**
 * Progress on stderr: one line that is redrawn on a terminal, a plain line every few seconds in a pipe. State of one
 * run.
 */
import { counted } from "../counted.ts"

export interface ProgressFacts {
  readonly done: number
  readonly failed: number
  readonly total: number
  /** Pictures that this run has added. */
  readonly sent: number
  /** Why nothing happens. */
  readonly trouble?: string | undefined
}

/** Where progress is written; `process.stderr` fits. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  /** Cells of a line of the terminal. */
  readonly columns?: number
  readonly write: (text: string) => unknown
}

/** Milliseconds between redraws on a terminal, and between lines in a pipe. */
export const redrawMillis = 100
export const plainMillis = 5_000

/** Speeds are those of the last so many milliseconds. */
const speedWindowMillis = 30_000

interface Sample {
  readonly at: number
  readonly sent: number
  readonly settled: number
}

/** What happens in a second. */
export interface Speed {
  /** Pictures that this run adds. */
  readonly sent: number
  /** Items that are done or fail, by other processes as well: the time left depends on all. */
  readonly settled: number
}

export class Progress {
  private readonly output: ProgressOutput
  private readonly isTerminal: boolean
  private readonly now: () => number
  private samples: readonly Sample[] = []
  private phase: "reading" | "working" | undefined
  private lastAt = -Infinity
  private lastText = ""
  /** What has not been written yet. */
  private pending = ""

  /** `environment` may ask for plain lines: CI, or TERM=dumb. `now` gives milliseconds. */
  constructor(output: ProgressOutput, environment: Readonly<Record<string, string | undefined>>, now: () => number) {
    this.output = output
    this.isTerminal = output.isTTY === true && !environment["CI"] && environment["TERM"] !== "dumb"
    this.now = now
  }

  /** While the catalogue is read. */
  reading(rows: number): void {
    this.begin("reading")
    this.show(`reading the catalogue: ${counted(rows, "row")}`)
  }

  /** While jobs run. */
  working(facts: ProgressFacts): void {
    this.begin("working")
    const at = this.now()
    const sample: Sample = { at, sent: facts.sent, settled: facts.done + facts.failed }
    this.samples = [...this.samples.filter((earlier) => at - earlier.at <= speedWindowMillis), sample]
    this.show(progressText(facts, speedOf(this.samples[0] ?? sample, sample)))
  }

  /** A warning on a line of its own. */
  warn(text: string): void {
    this.say(`imagesearch-worker: warning: ${text}`)
  }

  /** A line of its own, above the progress. */
  say(text: string): void {
    this.output.write(this.isTerminal ? `\r\x1b[K${text}\n` : `${text}\n`)
  }

  /** Writes the last line, also when its time had not come yet. */
  end(): void {
    if (this.isTerminal && this.lastText !== "") this.output.write("\n")
    else if (this.pending !== "") this.output.write(`${this.pending}\n`)
    this.pending = ""
  }

  /** The first line of a phase waits for nothing. */
  private begin(phase: "reading" | "working"): void {
    if (phase !== this.phase) this.lastAt = -Infinity
    this.phase = phase
  }

  private show(text: string): void {
    const at = this.now()
    this.pending = text
    if (text === this.lastText || at - this.lastAt < (this.isTerminal ? redrawMillis : plainMillis)) return
    this.lastAt = at
    this.lastText = text
    this.pending = ""
    this.output.write(this.isTerminal ? `\r\x1b[K${this.fitting(text)}` : `${text}\n`)
  }

  /** A line that went on to the next one could not be redrawn. */
  private fitting(text: string): string {
    const { columns } = this.output
    return columns === undefined || text.length < columns ? text : `${text.slice(0, columns - 2)}…`
  }
}

const speedOf = (from: Sample, to: Sample): Speed | undefined => {
  const seconds = (to.at - from.at) / 1_000
  return seconds > 0
    ? { sent: (to.sent - from.sent) / seconds, settled: (to.settled - from.settled) / seconds }
    : undefined
}

/** `12 done, 1 failed of 40 · 4.9/s · 6 s left`, or instead of speed and time what keeps the run waiting. */
export const progressText = ({ done, failed, total, trouble }: ProgressFacts, speed: Speed | undefined): string => {
  const left = total - done - failed
  const rate = speed === undefined ? [] : [`${speed.sent.toFixed(1)}/s`]
  const time =
    speed === undefined || speed.settled <= 0 || left <= 0 ? [] : [`${durationText(left / speed.settled)} left`]
  return [
    `${done} done, ${failed} failed of ${total}`,
    ...(trouble === undefined ? [...rate, ...time] : [trouble])
  ].join(" · ")
}

const durationText = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`
}
