/** One measured figure: what it is, how it spread over the rounds, and what it must keep to. */
import type { Spread } from "./spread.ts"

/** What a figure must keep to; `stated` is for figures that only inform. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number } | "stated"

export interface Figure {
  /** Name of the bar in the table of performance bars, such as `P1`. */
  readonly name: string
  /** What was measured against what, as a phrase. */
  readonly what: string
  /** The ratio of each round, or another number with the unit in `what`. */
  readonly measured: Spread
  readonly bar: Bar
  /** The share past its bar that `--check` lets pass, for a figure that needs more than the common one, and why it does. */
  readonly tolerated?: { readonly share: number; readonly why: string }
  /** What stands behind a ratio, such as `53 and 27 µs`. */
  readonly absolute: string
}

/** A noisy machine must not fail a build: this share past a bar is let pass by `--check`. */
export const toleratedShare = 0.15

/** Whether the median keeps to the bar; undefined for a figure without one. */
export const isMet = ({ measured, bar }: Figure): boolean | undefined => keepsTo(measured.median, bar, 0)

/** Whether the median keeps to the bar or misses it by the tolerated share at most. */
export const isTolerable = ({ measured, bar, tolerated }: Figure): boolean =>
  keepsTo(measured.median, bar, tolerated?.share ?? toleratedShare) !== false

const keepsTo = (median: number, bar: Bar, tolerance: number): boolean | undefined => {
  if (bar === "stated") return undefined
  return "atMost" in bar ? median <= bar.atMost * (1 + tolerance) : median >= bar.atLeast * (1 - tolerance)
}
