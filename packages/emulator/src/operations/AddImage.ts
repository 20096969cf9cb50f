// AddImage: describes a picture and stores it, in place of one with the same ProductId and PicName.

import { refuse } from "../errors.ts"
import { mostPictures } from "../Plan.ts"
import type { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"
import type { PictureRecord } from "../store/pictureRows.ts"
import { CUSTOM_CONTENT, INT_ATTRIBUTES, readAttributes, readKey, STR_ATTRIBUTES } from "./attributes.ts"
import { knownCategories, predict, readCategory } from "./category.ts"
import { checkInstance, NAMED_INSTANCE, operation } from "./Operation.ts"
import { describePicture, fetchPicture, readSubject, showBox } from "./picture.ts"

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
    checkInstance(parameters, service, NAMED_INSTANCE)
    const key = readKey(parameters)
    const picContent = parameters.required("PicContent", () => refuse("NoSpecifiedPicContent"))
    return { picContent, addition: { ...key, ...readAddition(parameters, service) } }
  },
  perform: async (service, { picContent, addition }, arrival) => {
    const bytes = await fetchPicture(service, picContent, arrival)
    const { categoryId, region } = await addPicture(service, addition, bytes)
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

/** What is said of a picture apart from its key; a line of a batch import says the same. */
export const readAddition = (parameters: Parameters, service: Service) => ({
  category: readCategory(parameters, service),
  customContent: parameters.text("CustomContent", CUSTOM_CONTENT),
  subject: readSubject(parameters),
  attributes: readAttributes(parameters)
})

type Addition = ReturnType<typeof readAddition> & { readonly productId: string; readonly picName: string }

/** Describes a picture and stores it. Throws the service's refusal. */
export const addPicture = async (
  service: Service,
  { productId, picName, category, customContent, subject, attributes }: Addition,
  bytes: Uint8Array
): Promise<PictureRecord> => {
  const { region, descriptor } = await describePicture(service, bytes, subject)
  const categoryId = category ?? predict(service, descriptor)
  const record = { productId, picName, categoryId, customContent, region, ...attributes }
  const isStored = await service.instance.add({ record, bytes, descriptor }, mostPictures(service.plan))
  if (!isStored) throw refuse("InstanceOverQuota")
  return record
}
