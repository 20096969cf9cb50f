// The CategoryId parameter and the prediction of a category.

import { refuse } from "../errors.ts"
import type { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"
import { type Category, categoriesOf, OTHERS, serviceType } from "../serviceType.ts"
import { type Descriptor, predictCategory } from "../similarity/engine.ts"

/** How many of the nearest stored pictures vote on a category. */
const VOTERS = 10

/** The categories that the instance knows. */
export const knownCategories = (service: Service): readonly Category[] => {
  const type = serviceType(service.instance.facts.serviceType)
  return type === undefined ? [] : categoriesOf(type)
}

/**
 * Reads CategoryId: one of the documented numbers, or undefined. A type without categories forces 88888888, whatever
 * is sent.
 */
export const readCategory = (parameters: Parameters, service: Service): number | undefined => {
  const malformed = () => refuse("InvalidCategory")
  const category = parameters.integer("CategoryId", malformed)
  const known = knownCategories(service)
  if (known.length === 1) return OTHERS
  if (category !== undefined && !known.some(({ Id }) => Id === category)) throw malformed()
  return category
}

/** The category of the stored pictures that look most alike; 88888888 if there are none. */
export const predict = (service: Service, descriptor: Descriptor): number => {
  const neighbours = service.instance.nearest(descriptor, { limit: VOTERS })
  if (neighbours.length === 0) return OTHERS
  return predictCategory(neighbours.map(({ record, similarity }) => ({ category: record.categoryId, similarity })))
    .category
}
