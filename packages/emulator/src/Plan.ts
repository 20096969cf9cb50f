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

/** Capacity counts in units of 10,000 pictures. */
const PICTURES_PER_UNIT = 10_000

/** The most pictures that an instance of this plan takes. */
export const mostPictures = ({ capacity }: Plan): number => capacity * PICTURES_PER_UNIT
