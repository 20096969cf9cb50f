/** Names and values, one pair on each line. */
import type { Screen } from "./screen.ts"

/** Pairs without a value are left out. Names are plain ASCII, so their length is their width. */
export const pairs = (rows: ReadonlyArray<readonly [string, string | undefined]>, screen: Screen): string => {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows
    .flatMap(([name, value]) => (value === undefined ? [] : [`${screen.paint("dim", name.padEnd(width))}  ${value}`]))
    .join("\n")
}
