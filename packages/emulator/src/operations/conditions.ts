// The conditions that searches share: the window of hits, the filter, one hit per product, the least score.

import { invalid, refuse } from "../errors.ts"
import { satisfies } from "../filter/evaluate.ts"
import { type Filter, parseFilter } from "../filter/parse.ts"
import type { Parameters } from "../parameters.ts"
import type { PictureRecord } from "../store/pictureRows.ts"

/** Which of the sorted hits are returned. */
export interface Window {
  readonly num: number
  readonly start: number
}

/** The conditions of a search that sorts by a score. */
export interface Conditions extends Window {
  readonly filter: Filter | undefined
  readonly isDistinct: boolean
  readonly leastScore: number
}

export const WINDOW_PARAMETERS = ["InstanceName", "Num", "Start", "Filter"] as const

export const CONDITION_PARAMETERS = [...WINDOW_PARAMETERS, "DistinctProductId", "ScoreThreshold"] as const

/** Documented: 1 to 100 hits, 10 by default, from a window of the best 500. */
const DEFAULT_NUM = 10
const MOST_NUM = 100
const MOST_HITS = 500

/** Reads Num and Start; both and their sum have codes of their own. */
export const readWindow = (parameters: Parameters): Window => {
  const num = parameters.integer("Num", () => refuse("InvalidNumParameter")) ?? DEFAULT_NUM
  const start = parameters.integer("Start", () => refuse("InvalidStartParameter")) ?? 0
  if (num < 1) throw refuse("InvalidNumParameter")
  if (start < 0) throw refuse("InvalidStartParameter")
  if (num > MOST_NUM) throw refuse("OverflowMaxReturnNum")
  if (start + num > MOST_HITS) throw refuse("OverflowMaxResultNum")
  return { num, start }
}

/** Reads a filter; undefined if there is none. */
export const readFilter = (parameters: Parameters): Filter | undefined => {
  const text = parameters.value("Filter")
  if (text === undefined || text.trim() === "") return undefined
  const filter = parseFilter(text)
  if (filter === undefined) throw refuse("InvalidFilterClause")
  return filter
}

/** Reads all of the conditions. */
export const readConditions = (parameters: Parameters): Conditions => ({
  ...readWindow(parameters),
  filter: readFilter(parameters),
  isDistinct: parameters.flag("DistinctProductId") ?? false,
  leastScore: readThreshold(parameters)
})

/** Whether a picture passes a filter; all do without one. */
export const passes = (record: PictureRecord, filter: Filter | undefined): boolean =>
  filter === undefined || satisfies(record, filter)

/** Picks the page out of hits that are sorted, best first: the best of each product, none below the least score. */
export const pageOf = <Hit extends { readonly record: PictureRecord; readonly score: number }>(
  sorted: readonly Hit[],
  { num, start, isDistinct, leastScore }: Conditions
): readonly Hit[] => {
  const candidates = isDistinct ? firstOfEachProduct(sorted) : sorted
  return candidates.filter(({ score }) => score >= leastScore).slice(start, start + num)
}

const firstOfEachProduct = <Hit extends { readonly record: PictureRecord }>(hits: readonly Hit[]): readonly Hit[] => {
  const seen = new Set<string>()
  return hits.filter(({ record }) => seen.size < seen.add(record.productId).size)
}

/** Documented: text from 0.00 to 1.00 with up to two decimals. */
const readThreshold = (parameters: Parameters): number => {
  const text = parameters.value("ScoreThreshold") ?? "0"
  if (!/^(?:0(?:\.\d{1,2})?|1(?:\.0{1,2})?)$/.test(text)) throw invalid("ScoreThreshold")
  return Number(text)
}
