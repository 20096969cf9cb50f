// SearchImageByName: the stored pictures most similar to one that is stored already. That one is its own best hit.

import { refuse } from "../errors.ts"
import type { Service } from "../Service.ts"
import { readKey } from "./attributes.ts"
import { type Body, checkInstance, operation, PICTURE_INSTANCE } from "./Operation.ts"
import { type PictureConditions, readPictureConditions, search, SEARCH_PARAMETERS } from "./search.ts"

/** A picture that is stored, and what is asked of those like it. */
interface StoredQuery {
  readonly productId: string
  readonly picName: string
  readonly conditions: PictureConditions
}

/** Searches with a stored picture. Throws PicNotExist if there is none of that name. */
export const searchByName = (service: Service, { productId, picName, conditions }: StoredQuery): Body => {
  const stored = service.instance.find(productId, picName)
  if (stored === undefined) throw refuse("PicNotExist")
  const { region, categoryId } = stored.record
  return search(
    service,
    { descriptor: stored.descriptor, region, reportedCategory: conditions.category ?? categoryId },
    conditions
  )
}

export const SearchImageByName = operation({
  name: "SearchImageByName",
  parameters: [...SEARCH_PARAMETERS, "ProductId", "PicName"],
  read: (parameters, service) => {
    checkInstance(parameters, service, PICTURE_INSTANCE)
    return { ...readKey(parameters), conditions: readPictureConditions(parameters, service) }
  },
  perform: searchByName
})
