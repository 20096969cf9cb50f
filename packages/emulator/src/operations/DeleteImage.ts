// DeleteImage: removes by product, by picture, or by filter. Removing what is not there succeeds, as documented.

import { refuse } from "../errors.ts"
import { satisfies } from "../filter/evaluate.ts"
import { parseFilter } from "../filter/parse.ts"
import type { Parameters } from "../parameters.ts"
import type { PictureRecord } from "../store/pictureRows.ts"
import { checkInstance, operation, PICTURE_INSTANCE } from "./Operation.ts"

export const DeleteImage = operation({
  name: "DeleteImage",
  parameters: ["InstanceName", "ProductId", "PicName", "IsDeleteByFilter", "Filter"],
  read: (parameters, service) => {
    checkInstance(parameters, service, PICTURE_INSTANCE)
    return (parameters.flag("IsDeleteByFilter") ?? false) ? byFilter(parameters) : byName(parameters)
  },
  perform: async (service, isUnwanted) => ({
    Success: true,
    Code: 0,
    Message: "success",
    Data: { PicNames: await service.instance.removeWhere(isUnwanted) }
  })
})

type Choice = (record: PictureRecord) => boolean

/**
 * No filter must not mean every picture. The page of this operation lists fewer operators than the search pages; all
 * are taken.
 */
const byFilter = (parameters: Parameters): Choice => {
  const filter = parseFilter(parameters.required("Filter", () => refuse("InvalidFilterClause")))
  if (filter === undefined) throw refuse("InvalidFilterClause")
  return (record) => satisfies(record, filter)
}

/** One picture of a product, or all of them without a name; a line of a batch import says the same. */
export const byName = (parameters: Parameters): Choice => {
  const productId = parameters.required("ProductId", () => refuse("NoSpecifiedProductId", { variant: 1 }))
  const picName = parameters.value("PicName")
  return (record) => record.productId === productId && (picName === undefined || record.picName === picName)
}
