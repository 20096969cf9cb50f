// SearchImageByName: the stored pictures most similar to one that is stored already. That one is its own best hit.

import { refuse } from "../errors.ts"
import { readKey } from "./attributes.ts"
import { checkInstance, operation, PICTURE_INSTANCE } from "./Operation.ts"
import { readPictureConditions, search, SEARCH_PARAMETERS } from "./search.ts"

export const SearchImageByName = operation({
  name: "SearchImageByName",
  parameters: [...SEARCH_PARAMETERS, "ProductId", "PicName"],
  read: (parameters, service) => {
    checkInstance(parameters, service, PICTURE_INSTANCE)
    return { ...readKey(parameters), conditions: readPictureConditions(parameters, service) }
  },
  perform: (service, { productId, picName, conditions }) => {
    const stored = service.instance.find(productId, picName)
    if (stored === undefined) throw refuse("PicNotExist")
    const { region, categoryId } = stored.record
    return search(
      service,
      { descriptor: stored.descriptor, region, reportedCategory: conditions.category ?? categoryId },
      conditions
    )
  }
})
