/** The order in which every scheme takes parameters. */
import type { Pair } from "../percentEncoding.ts"

/**
 * By name, then by value, in code-unit order. Lone surrogates become U+FFFD first: the server sorts what arrives, and
 * that is what arrives for them.
 */
export const sortedPairs = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs
    .map(([name, value]): Pair => [name.toWellFormed(), value.toWellFormed()])
    .toSorted((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]))

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
