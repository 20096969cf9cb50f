// What both searches share: the window and the conditions of a search, and the answer.

import { invalid, refuse } from "../errors.ts"
import { satisfies } from "../filter/evaluate.ts"
import { type Filter, parseFilter } from "../filter/parse.ts"
import type { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"
import type { Box, Descriptor } from "../similarity/engine.ts"
import type { Neighbour } from "../store/Instance.ts"
import type { PictureRecord } from "../store/pictureRows.ts"
import { showPicture } from "./attributes.ts"
import { knownCategories, readCategory } from "./category.ts"
import type { Body } from "./Operation.ts"
import { showBox } from "./picture.ts"

/** The parameters that both searches know. */
export const SEARCH_PARAMETERS = [
  "InstanceName",
  "CategoryId",
  "Num",
  "Start",
  "Filter",
  "DistinctProductId",
  "ScoreThreshold"
] as const

/** The conditions of a search. */
export interface Conditions {
  readonly category: number | undefined
  readonly num: number
  readonly start: number
  readonly filter: Filter | undefined
  readonly isDistinct: boolean
  readonly leastScore: number
}

/** What is looked for, and what the answer reports of it. */
export interface Query {
  readonly descriptor: Descriptor
  readonly region: Box
  /** Given, stored or predicted. */
  readonly reportedCategory: number
}

/** Documented: 1 to 100 hits, 10 by default, from a window of the best 500. */
const DEFAULT_NUM = 10
const MOST_NUM = 100
const MOST_HITS = 500

/** Reads the conditions of a search; Num, Start and their sum have codes of their own. */
export const readConditions = (parameters: Parameters, service: Service): Conditions => {
  const num = parameters.integer("Num", () => refuse("InvalidNumParameter")) ?? DEFAULT_NUM
  const start = parameters.integer("Start", () => refuse("InvalidStartParameter")) ?? 0
  if (num < 1) throw refuse("InvalidNumParameter")
  if (start < 0) throw refuse("InvalidStartParameter")
  if (num > MOST_NUM) throw refuse("OverflowMaxReturnNum")
  if (start + num > MOST_HITS) throw refuse("OverflowMaxResultNum")
  return {
    num,
    start,
    category: readCategory(parameters, service),
    filter: readFilter(parameters),
    isDistinct: parameters.flag("DistinctProductId") ?? false,
    leastScore: readThreshold(parameters)
  }
}

/**
 * Searches and shapes the answer.
 *
 * Only a CategoryId that was given narrows the search. The service also narrows to the category it predicts for the
 * product type; a prediction from look-alikes is weaker than the service's and would hide right hits, so it is only
 * reported.
 */
export const search = (service: Service, query: Query, conditions: Conditions): Body => {
  const startedAt = performance.now()
  const { hits, matches } = findHits(service, query.descriptor, conditions)
  const region = showBox(query.region)
  return {
    Success: true,
    Code: 0,
    Msg: "success",
    // The names are swapped against their meaning, here as in the documents: DocsFound counts what is returned.
    Head: { DocsFound: hits.length, DocsReturn: matches, SearchTime: Math.round(performance.now() - startedAt) },
    Auctions: hits.map(showHit),
    PicInfo: {
      CategoryId: query.reportedCategory,
      Region: region,
      MultiRegion: [{ Region: region }],
      AllCategories: knownCategories(service)
    }
  }
}

const findHits = (service: Service, descriptor: Descriptor, conditions: Conditions) => {
  const { category, filter, isDistinct, leastScore, num, start } = conditions
  const isWanted = (record: PictureRecord): boolean =>
    (category === undefined || record.categoryId === category) && (filter === undefined || satisfies(record, filter))
  const matches = service.instance.count(isWanted)
  // How many of the nearest pictures share a product is not known in advance, so distinct hits are picked out of all
  // of them.
  const limit = isDistinct ? service.instance.size : start + num
  const nearest = service.instance.nearest(descriptor, { limit, accept: isWanted })
  const scored = (isDistinct ? firstOfEachProduct(nearest) : nearest).filter(({ score }) => score >= leastScore)
  return { hits: scored.slice(start, start + num), matches }
}

const firstOfEachProduct = (neighbours: readonly Neighbour[]): readonly Neighbour[] => {
  const seen = new Set<string>()
  return neighbours.filter(({ record }) => seen.size < seen.add(record.productId).size)
}

const readFilter = (parameters: Parameters): Filter | undefined => {
  const text = parameters.value("Filter")
  if (text === undefined || text.trim() === "") return undefined
  const filter = parseFilter(text)
  if (filter === undefined) throw refuse("InvalidFilterClause")
  return filter
}

/** Documented: text from 0.00 to 1.00 with up to two decimals. */
const readThreshold = (parameters: Parameters): number => {
  const text = parameters.value("ScoreThreshold") ?? "0"
  if (!/^(?:0(?:\.\d{1,2})?|1(?:\.0{1,2})?)$/.test(text)) throw invalid("ScoreThreshold")
  return Number(text)
}

/** Documented ends of the deprecated scale: one for tops, dresses and bottoms (0, 1, 2), another for all else. */
const MOST_RELEVANT_CLOTHES = 7.331_364_437_112_19e24
const MOST_RELEVANT = 5.376_333_536_241_77e24

/** Six decimals tell any two pictures apart and keep the answers readable. */
const showHit = ({ record, score }: Neighbour) => {
  const rounded = Number(score.toFixed(6))
  const scale = record.categoryId <= 2 ? MOST_RELEVANT_CLOTHES : MOST_RELEVANT
  return { ...showPicture(record), Score: rounded, SortExprValues: `${rounded * scale};0` }
}
