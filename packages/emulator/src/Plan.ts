// What an instance was bought with.

/** What the instance was bought with, as Detail shows it. */
export interface Plan {
  /** In units of 10,000 pictures. */
  readonly capacity: number
  /** Searches per second. */
  readonly qps: number
  /** Epoch milliseconds; undefined if it never ends. */
  readonly expiresMs: number | undefined
}
