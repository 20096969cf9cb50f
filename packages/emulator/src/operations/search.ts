// What both searches by picture share: their conditions, and the answer.

import type { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"
import type { Box, Descriptor } from "../similarity/engine.ts"
import type { Neighbour } from "../store/Instance.ts"
import type { PictureRecord } from "../store/pictureRows.ts"
import { showPicture } from "./attributes.ts"
import { knownCategories, readCategory } from "./category.ts"
import { CONDITION_PARAMETERS, type Conditions, pageOf, passes, readConditions } from "./conditions.ts"
import type { Body } from "./Operation.ts"
import { showBox } from "./picture.ts"

/** The parameters that both searches know. */
export const SEARCH_PARAMETERS = [...CONDITION_PARAMETERS, "CategoryId"] as const

/** The conditions of a search by picture. */
export interface PictureConditions extends Conditions {
  readonly category: number | undefined
}

/** What is looked for, and what the answer reports of it. */
export interface Query {
  readonly descriptor: Descriptor
  readonly region: Box
  /** Given, stored or predicted. */
  readonly reportedCategory: number
}

/** Reads the conditions of a search by picture. */
export const readPictureConditions = (parameters: Parameters, service: Service): PictureConditions => ({
  ...readConditions(parameters),
  category: readCategory(parameters, service)
})

/**
 * Searches and shapes the answer.
 *
 * Only a CategoryId that was given narrows the search. The service also narrows to the category it predicts for the
 * product type; a prediction from look-alikes is weaker than the service's and would hide right hits, so it is only
 * reported.
 */
export const search = (service: Service, query: Query, conditions: PictureConditions): Body => {
  const startedAt = performance.now()
  const { hits, matches } = findHits(service, query.descriptor, conditions)
  const region = showBox(query.region)
  return {
    Success: true,
    Code: 0,
    Msg: "success",
    Head: showHead({ returned: hits.length, matches, startedAt }),
    Auctions: hits.map(showHit),
    PicInfo: {
      CategoryId: query.reportedCategory,
      Region: region,
      MultiRegion: [{ Region: region }],
      AllCategories: knownCategories(service)
    }
  }
}

/**
 * The head of an answer with scored hits; `startedAt` is of the performance clock. The names are swapped against their
 * meaning, here as in the documents: DocsFound counts what is returned.
 */
export const showHead = (counts: {
  readonly returned: number
  readonly matches: number
  readonly startedAt: number
}) => ({
  DocsFound: counts.returned,
  DocsReturn: counts.matches,
  SearchTime: Math.round(performance.now() - counts.startedAt)
})

/** Six decimals tell any two pictures apart and keep the answers readable. */
export const showScore = (score: number): number => Number(score.toFixed(6))

/** The hits within the window, best first, and how many pictures passed the conditions. */
export const findHits = (service: Service, descriptor: Descriptor, conditions: PictureConditions) => {
  const { category, filter, isDistinct, num, start } = conditions
  const isWanted = (record: PictureRecord): boolean =>
    (category === undefined || record.categoryId === category) && passes(record, filter)
  const matches = service.instance.count(isWanted)
  // How many of the nearest pictures share a product is not known in advance, so distinct hits are picked out of all
  // of them.
  const limit = isDistinct ? service.instance.size : start + num
  return { hits: pageOf(service.instance.nearest(descriptor, { limit, accept: isWanted }), conditions), matches }
}

/** Documented ends of the deprecated scale: one for tops, dresses and bottoms (0, 1, 2), another for all else. */
const MOST_RELEVANT_CLOTHES = 7.331_364_437_112_19e24
const MOST_RELEVANT = 5.376_333_536_241_77e24

const showHit = ({ record, score }: Neighbour) => {
  const rounded = showScore(score)
  const scale = record.categoryId <= 2 ? MOST_RELEVANT_CLOTHES : MOST_RELEVANT
  return { ...showPicture(record), Score: rounded, SortExprValues: `${rounded * scale};0` }
}
