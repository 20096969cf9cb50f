/** How fast a run adds pictures, and by how many jobs at a time. Pure. */

/** Pictures that the small instance holds; it takes one AddImage per second, larger ones five (documented). */
export const smallCapacityPictures = 100_000

/** AddImage calls per second for an instance of this capacity. Unknown counts as small: too slow is safe. */
export const rateFor = (capacityPictures: number | undefined): number =>
  capacityPictures !== undefined && capacityPictures > smallCapacityPictures ? 5 : 1

/**
 * Longest wait for a turn, in seconds: half of the 60 s that a call with a picture has, since a job that waits for its
 * turn has opened its deadline already.
 */
export const turnLimitSeconds = 30

/** Jobs at a time by default: enough to keep up a rate with calls that take a second, and never more than wait well. */
export const defaultConcurrency = (rate: number): number =>
  Math.min(8, Math.max(2, Math.ceil(rate)), mostConcurrency(rate))

/** The most jobs at a time whose last one still gets its turn within the limit. */
export const mostConcurrency = (rate: number): number => Math.max(1, Math.min(64, Math.floor(rate * turnLimitSeconds)))
