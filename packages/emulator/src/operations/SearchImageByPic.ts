// SearchImageByPic: the stored pictures most similar to one that is sent.

import { refuse } from "../errors.ts"
import { predict } from "./category.ts"
import { checkInstance, NAMED_INSTANCE, operation } from "./Operation.ts"
import { describePicture, fetchPicture, readSubject } from "./picture.ts"
import { readPictureConditions, search, SEARCH_PARAMETERS } from "./search.ts"

export const SearchImageByPic = operation({
  name: "SearchImageByPic",
  parameters: [...SEARCH_PARAMETERS, "PicContent", "Crop", "Region"],
  read: (parameters, service) => {
    checkInstance(parameters, service, NAMED_INSTANCE)
    return {
      picContent: parameters.required("PicContent", () => refuse("NoSpecifiedPicContent")),
      subject: readSubject(parameters),
      conditions: readPictureConditions(parameters, service)
    }
  },
  perform: async (service, { picContent, subject, conditions }, arrival) => {
    const bytes = await fetchPicture(service, picContent, arrival)
    const { region, descriptor } = await describePicture(service, bytes, subject)
    return search(
      service,
      { descriptor, region, reportedCategory: conditions.category ?? predict(service, descriptor) },
      conditions
    )
  }
})
