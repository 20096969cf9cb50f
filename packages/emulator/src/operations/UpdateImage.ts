// UpdateImage: changes CustomContent and the attributes of a stored picture. The picture and its category stay.
//
// The documents place IntAttr3, IntAttr4, StrAttr3 and StrAttr4 in the query and the rest in the form; either place is
// accepted for all of them. Whether the service clears what is left out is documented nowhere: it is kept here.

import { refuse } from "../errors.ts"
import { INT_ATTRIBUTES, readChange, readKey, STR_ATTRIBUTES } from "./attributes.ts"
import { checkInstance, operation, PICTURE_INSTANCE } from "./Operation.ts"

export const UpdateImage = operation({
  name: "UpdateImage",
  parameters: ["InstanceName", "ProductId", "PicName", "CustomContent", ...INT_ATTRIBUTES, ...STR_ATTRIBUTES],
  read: (parameters, service) => {
    checkInstance(parameters, service, PICTURE_INSTANCE)
    return { ...readKey(parameters), change: readChange(parameters) }
  },
  perform: async (service, { productId, picName, change }) => {
    const isStored = await service.instance.update(productId, picName, change)
    // The second of the documented texts; the first one speaks of a search.
    if (!isStored) throw refuse("PicNotExist", { variant: 1 })
    return { Success: true, Code: 0, Message: "success" }
  }
})
