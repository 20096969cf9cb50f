/**
 * Progress on stderr: one line that is redrawn on a terminal, a plain line every few seconds in a pipe. State of one
 * run.
 */

export interface ProgressFacts {
  readonly done: number
  readonly failed: number
  readonly total: number
}

/** Where progress is written; `process.stderr` fits. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

/** Milliseconds between redraws on a terminal, and between lines in a pipe. */
export const redrawMillis = 100
export const plainMillis = 5_000

/** The rate is that of the last so many milliseconds. */
const rateWindowMillis = 30_000

export class Progress {
  private readonly output: ProgressOutput
  private readonly isTerminal: boolean
  private readonly now: () => number
  private samples: ReadonlyArray<{ readonly at: number; readonly settled: number }> = []
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
    this.show(`reading the catalogue: ${rows} rows`)
  }

  /** While jobs run. */
  working(facts: ProgressFacts): void {
    this.begin("working")
    const at = this.now()
    const settled = facts.done + facts.failed
    this.samples = [...this.samples.filter((sample) => at - sample.at <= rateWindowMillis), { at, settled }]
    const [first] = this.samples
    const seconds = first === undefined ? 0 : (at - first.at) / 1_000
    this.show(progressText(facts, seconds > 0 && first !== undefined ? (settled - first.settled) / seconds : undefined))
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
    this.output.write(this.isTerminal ? `\r\x1b[K${text}` : `${text}\n`)
  }
}

/** `12 done, 1 failed of 40 · 4.9/s · 6 s left`. */
export const progressText = ({ done, failed, total }: ProgressFacts, perSecond: number | undefined): string => {
  const left = total - done - failed
  const rate = perSecond === undefined ? [] : [`${perSecond.toFixed(1)}/s`]
  const time = perSecond === undefined || perSecond <= 0 || left <= 0 ? [] : [`${durationText(left / perSecond)} left`]
  return [`${done} done, ${failed} failed of ${total}`, ...rate, ...time].join(" · ")
}

const durationText = (seconds: number): string => {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`
}
