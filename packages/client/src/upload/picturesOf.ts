/** The pictures that an operation takes, as its input gives them. */
import { pictureFields, type ClientOperation, type PictureParameter } from "../operations/ClientOperation.ts"
import type { PictureRules } from "../picture/pictureRules.ts"
import type { PictureToUpload } from "./uploadPictures.ts"

/** Those of checked input, with what is known of them before they are read. */
export const picturesOf = <Raw, Input, Answer, Output>(
  definition: ClientOperation<Raw, Input, Answer, Output>,
  input: Input,
  rules: PictureRules
): readonly PictureToUpload[] => {
  const sources = definition.pictures?.(input) ?? {}
  const region = definition.region?.(input)
  return parameters.flatMap((parameter): readonly PictureToUpload[] => {
    const source = sources[parameter]
    if (source === undefined) return []
    return [{ operation: definition.name, parameter, field: pictureFields[parameter], source, region, rules }]
  })
}

const parameters: readonly PictureParameter[] = ["picContent", "primaryPicContent", "secondaryPicContent"]
