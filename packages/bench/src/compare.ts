/**
 * Runs what is compared side by side: in every round each contestant once, in an order drawn anew, because whoever
 * comes second finds warmer caches. Ratios are taken within a round and only then summed up: a shared machine changes
 * its pace from minute to minute.
 */
import { spreadOf, type Spread } from "./spread.ts"

export interface Contestant<Name extends string> {
  readonly name: Name
  /** Does its work once; the cost of one unit of it. */
  readonly cost: () => Promise<number> | number
}

export interface Comparison<Name extends string> {
  /** The first one's cost in units of the second one's, round by round. */
  readonly ratio: (one: Name, other: Name) => Spread
  readonly costs: (name: Name) => Spread
}

/** One round to warm up, whose costs are dropped, then `rounds` that count. */
export const compare = async <Name extends string>(
  contestants: readonly Contestant<Name>[],
  rounds: number
): Promise<Comparison<Name>> => {
  const costs = new Map<Name, number[]>(contestants.map(({ name }) => [name, []]))
  for (const { cost } of contestants) await cost()
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, cost } of shuffled(contestants)) costs.get(name)?.push(await cost())
  }
  const of = (name: Name): readonly number[] => costs.get(name) ?? []
  return {
    ratio: (one, other) => spreadOf(of(one).map((cost, round) => cost / (of(other)[round] ?? Number.NaN))),
    costs: (name) => spreadOf(of(name))
  }
}

const shuffled = <Value>(values: readonly Value[]): readonly Value[] =>
  values
    .map((value) => ({ value, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ value }) => value)
