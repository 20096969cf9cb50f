// What is counted of the requests, for the health and the metrics of the control plane.

/** One answer to a request. */
export interface Answered {
  readonly operation: string
  /** Undefined if none was written. */
  readonly status: number | undefined
  readonly code: string | undefined
  readonly elapsedMs: number
}

/** How long the answers of an operation took. */
export interface Durations {
  /** How many took at most the bound of the same place in DURATION_BOUNDS. */
  readonly within: number[]
  count: number
  sumSeconds: number
}

/** In seconds: a call without a picture takes less than the first, one that waits for a picture less than the last. */
export const DURATION_BOUNDS: readonly number[] = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10]

/** More different names than this are not worth their memory: they come from the network. */
const MOST_NAMES = 1_000

/** Counts since the start or the last reset. */
export class Counts {
  /** Successful calls by operation. */
  readonly answered = new Map<string, number>()
  /** By `<operation>.<parameter>`. */
  readonly unknownParameters = new Map<string, number>()
  /** By operation, status and code. */
  readonly answers = new Map<string, Omit<Answered, "elapsedMs"> & { count: number }>()
  /** By operation. */
  readonly durations = new Map<string, Durations>()
  requests = 0

  /** Counts a successful call. */
  succeeded(operation: string): void {
    countOne(this.answered, operation)
  }

  unknown(operation: string, parameter: string): void {
    countOne(this.unknownParameters, `${operation}.${parameter}`)
  }

  /** Counts an answer of any kind. */
  observe({ operation, status, code, elapsedMs }: Answered): void {
    const key = `${operation}\n${status ?? ""}\n${code ?? ""}`
    const answers = this.answers.get(key)
    if (answers !== undefined) answers.count += 1
    else if (this.answers.size < MOST_NAMES) this.answers.set(key, { operation, status, code, count: 1 })
    const durations = this.#durationsOf(operation)
    if (durations === undefined) return
    const seconds = elapsedMs / 1_000
    for (const [at, bound] of DURATION_BOUNDS.entries())
      if (seconds <= bound) durations.within[at] = (durations.within[at] ?? 0) + 1
    durations.count += 1
    durations.sumSeconds += seconds
  }

  clear(): void {
    for (const counts of [this.answered, this.unknownParameters, this.answers, this.durations]) counts.clear()
    this.requests = 0
  }

  #durationsOf(operation: string): Durations | undefined {
    const known = this.durations.get(operation)
    if (known !== undefined || this.durations.size >= MOST_NAMES) return known
    const fresh = { within: DURATION_BOUNDS.map(() => 0), count: 0, sumSeconds: 0 }
    this.durations.set(operation, fresh)
    return fresh
  }
}

const countOne = (counts: Map<string, number>, name: string): void => {
  if (counts.has(name) || counts.size < MOST_NAMES) counts.set(name, (counts.get(name) ?? 0) + 1)
}
