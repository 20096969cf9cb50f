// Remembers the nonces of requests whose signature was right, so that a recorded request cannot be sent again.

/**
 * A request's date may lie 15 minutes ahead and stays valid for 15 minutes after it: longer than that no replay can
 * pass.
 */
const KEEP_MS = 30 * 60 * 1_000

/** About 20 MB at the worst. Beyond it the oldest nonce is forgotten: a long load test must not fill the memory. */
const MOST_NONCES = 200_000

/** The nonces seen within the last 30 minutes, at most 200,000. */
export class NonceStore {
  readonly #seen = new Map<string, number>()

  /** Records a nonce of an AccessKey and says whether it is new. `now` is in epoch milliseconds. */
  claim(accessKeyId: string, nonce: string, now: number): boolean {
    this.#forgetBefore(now - KEEP_MS)
    const key = `${accessKeyId}\n${nonce}`
    if (this.#seen.has(key)) return false
    this.#seen.set(key, now)
    return true
  }

  clear(): void {
    this.#seen.clear()
  }

  /** Insertion order is the order of time, so the first young entry ends the sweep. */
  #forgetBefore(oldest: number): void {
    for (const [key, seenAt] of this.#seen) {
      if (seenAt >= oldest && this.#seen.size < MOST_NONCES) return
      this.#seen.delete(key)
    }
  }
}
