// AddImage: describes a picture and stores it, in place of one with the same ProductId and PicName.

import { refuse } from "../errors.ts"
import { INT_ATTRIBUTES, readAttributes, readKey, STR_ATTRIBUTES } from "./attributes.ts"
import { knownCategories, predict, readCategory } from "./category.ts"
import { checkInstance, operation } from "./Operation.ts"
import { describePicture, readSubject, showBox } from "./picture.ts"

/** Documented limit in characters. */
const LONGEST_CUSTOM_CONTENT = 4_096

/** Capacity counts in units of 10,000 pictures. */
const PICTURES_PER_UNIT = 10_000

export const AddImage = operation({
  name: "AddImage",
  parameters: [
    "InstanceName",
    "ProductId",
    "PicName",
    "PicContent",
    "CategoryId",
    "Crop",
    "Region",
    "CustomContent",
    ...INT_ATTRIBUTES,
    ...STR_ATTRIBUTES
  ],
  read: (parameters, service) => {
    checkInstance(parameters, service, { missing: "InvalidInstanceName", unknown: "InvalidInstance" })
    return {
      ...readKey(parameters),
      picContent: parameters.required("PicContent", () => refuse("NoSpecifiedPicContent")),
      category: readCategory(parameters, service),
      customContent: parameters.text("CustomContent", {
        longest: LONGEST_CUSTOM_CONTENT,
        invalid: "InvalidCustomContent"
      }),
      subject: readSubject(parameters),
      attributes: readAttributes(parameters)
    }
  },
  perform: async (service, { productId, picName, picContent, category, customContent, subject, attributes }) => {
    const { bytes, region, descriptor } = await describePicture(service, picContent, subject)
    const categoryId = category ?? predict(service, descriptor)
    const record = { productId, picName, categoryId, customContent, region, ...attributes }
    const isStored = await service.instance.add(
      { record, bytes, descriptor },
      service.plan.capacity * PICTURES_PER_UNIT
    )
    if (!isStored) throw refuse("InstanceOverQuota")
    return {
      Success: true,
      Code: 0,
      Message: "success",
      PicInfo: {
        CategoryId: categoryId,
        Region: showBox(region),
        MultiRegion: [{ Region: showBox(region) }],
        AllCategories: knownCategories(service)
      }
    }
  }
})
