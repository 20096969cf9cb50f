/**
 * A bound on how many tasks run at once; the others wait in order of arrival.
 *
 * The line itself has no bound: whoever accepts the work decides how much of it to accept.
 */
export class Slots {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(count: number) {
    this.#free = count
  }

  /** Runs the task when a slot is free, and frees the slot however the task ends. */
  async run<A>(task: () => Promise<A>): Promise<A> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await task()
    } finally {
      const next = this.#waiting.shift()
      // The slot is handed on rather than freed, so that a newcomer cannot overtake the line.
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}
