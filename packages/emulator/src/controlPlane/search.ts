// A search by picture without a signature, an upload and a rate, for those who look at the emulator from outside.

import type { SearchAnswer, SearchRequest } from "../control/pictures.ts"
import { ServiceError } from "../errors.ts"
import { serviceOf } from "../instances.ts"
import { predict } from "../operations/category.ts"
import { describePicture, readSubject, showBox } from "../operations/picture.ts"
import { findHits, readPictureConditions, showScore } from "../operations/search.ts"
import { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"
import { ControlError } from "./ControlError.ts"
import { checkInstance } from "./known.ts"
import { listed } from "./pictures.ts"

/** Searches as SearchImageByPic does. Throws a ControlError with what that operation would have answered. */
export const searchByPicture = async (whole: Service, request: SearchRequest): Promise<SearchAnswer> => {
  checkInstance(whole, request.instance)
  try {
    return await searchInstance(serviceOf(whole, request.instance), request)
  } catch (error) {
    if (error instanceof ServiceError) throw new ControlError(400, `${error.code}: ${error.message}`)
    throw error
  }
}

const searchInstance = async (service: Service, request: SearchRequest): Promise<SearchAnswer> => {
  const startedAt = performance.now()
  const { PictureBase64, instance: _, ...values } = request
  const form = Object.entries(values).map(([name, value]) => [name, String(value)] as const)
  const parameters = new Parameters({ query: [], form })
  const conditions = readPictureConditions(parameters, service)
  const subject = readSubject(parameters)
  const { region, descriptor } = await describePicture(service, Buffer.from(PictureBase64, "base64"), subject)
  const { hits, matches } = findHits(service, descriptor, conditions)
  return {
    matches,
    elapsedMs: Math.round(performance.now() - startedAt),
    region: showBox(region),
    categoryId: conditions.category ?? predict(service, descriptor),
    hits: hits.map((hit) => ({ ...listed(hit), score: showScore(hit.score) }))
  }
}
