/** The median of some values, and how far they lie apart. */

export interface Spread {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

/** The spread of at least one value; of an even number of them the median is the upper of the middle two. */
export const spreadOf = (values: readonly number[]): Spread => {
  const ascending = values.toSorted((one, other) => one - other)
  const at = (index: number): number => ascending[index] ?? Number.NaN
  return { median: at(ascending.length >> 1), lowest: at(0), highest: at(ascending.length - 1) }
}
