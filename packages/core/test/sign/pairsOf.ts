/** JSON knows no tuples: its lists of two as pairs. */
export const pairsOf = (rows: readonly (readonly string[])[]): readonly (readonly [string, string])[] =>
  rows.map(([name = "", value = ""]) => [name, value])
