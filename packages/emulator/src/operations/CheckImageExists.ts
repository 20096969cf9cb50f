// CheckImageExists: whether a picture is stored under a key, and what is stored with it.

import { readKey, showPicture } from "./attributes.ts"
import { checkInstance, NAMED_INSTANCE, operation } from "./Operation.ts"

export const CheckImageExists = operation({
  name: "CheckImageExists",
  parameters: ["InstanceName", "ProductId", "PicName"],
  read: (parameters, service) => {
    // No list of codes is documented for this operation; these are the searches'.
    checkInstance(parameters, service, NAMED_INSTANCE)
    return readKey(parameters)
  },
  perform: ({ instance }, { productId, picName }) => {
    const record = instance.record(productId, picName)
    return {
      Success: true,
      Code: 0,
      Msg: "success",
      Exists: record !== undefined,
      // One object and not a list, as documented. What it holds if there is no picture is not.
      Auctions: record === undefined ? {} : showPicture(record)
    }
  }
})
