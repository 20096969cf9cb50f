// Parameters of an older version under the names of 2020-12-14.

import { Parameters } from "../parameters.ts"

/**
 * Takes over the parameters named, and no others: what a newer version knows is unknown to an older one. `names` maps
 * each new name to the old one.
 */
export const mapped = (
  given: Parameters,
  names: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {}
): Parameters => {
  const pairs = Object.entries(names).flatMap(([name, old]): readonly (readonly [string, string])[] => {
    const value = given.value(old)
    return value === undefined ? [] : [[name, value]]
  })
  return new Parameters({ query: pairs, form: Object.entries(more) })
}
