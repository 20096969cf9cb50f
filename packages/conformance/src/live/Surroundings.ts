/** The world around a run. */
import type { Driver } from "../drivers/Driver.ts"
import type { Marks } from "../marks.ts"
import type { Recording } from "./Recording.ts"

/** What a run needs of the world, given so that a test can watch it. */
export interface Surroundings {
  readonly say: (line: string) => void
  readonly write: (recording: Recording) => void
  readonly mark: (marks: Marks) => void
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  readonly sleep: (millis: number) => Promise<void>
  /** `2027-01-31`. */
  readonly today: string
  /** Begins every name that the run gives to a product. */
  readonly run: string
  readonly drivers: readonly Driver[]
  /** Whether somebody wants the run to end: it goes no further than the clean-up. */
  readonly isStopped: () => boolean
}
