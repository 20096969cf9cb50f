// CompareSimilarByImage: how alike two uploaded pictures are. Nothing is stored.

import { invalid, refuse, ServiceError } from "../errors.ts"
import type { Service } from "../Service.ts"
import { compare, type Descriptor } from "../similarity/engine.ts"
import { checkInstance, operation, PICTURE_INSTANCE } from "./Operation.ts"
import { describePicture, MOST_PICTURE_BYTES } from "./picture.ts"
import { showScore } from "./search.ts"
import { transferImage } from "./transferImage.ts"

const SIDES = ["PrimaryPicContent", "SecondaryPicContent"] as const

type Side = (typeof SIDES)[number]

/** There is no parameter for it: the subject of each picture is looked for, as AddImage and the search do by default. */
const SUBJECT = { region: undefined, isCropped: true }

export const CompareSimilarByImage = operation({
  name: "CompareSimilarByImage",
  parameters: ["InstanceName", ...SIDES],
  read: (parameters, service) => {
    checkInstance(parameters, service, PICTURE_INSTANCE)
    const contentOf = (side: Side): string => parameters.required(side, () => invalid(side))
    return { primary: contentOf("PrimaryPicContent"), secondary: contentOf("SecondaryPicContent") }
  },
  perform: async (service, { primary, secondary }, arrival) => {
    const transferred = (picContent: string) => transferImage(service, picContent, arrival)
    const first = await describeSide(service, "PrimaryPicContent", await transferred(primary))
    const second = await describeSide(service, "SecondaryPicContent", await transferred(secondary))
    return { Success: true, Code: 0, Msg: "success", Score: showScore(compare(first, second)) }
  }
})

/**
 * An absent, a lost or a too heavy picture gets the code of its side, so that the caller knows which one is meant. The
 * other checks have codes that do not tell the sides apart.
 */
const describeSide = async (service: Service, side: Side, bytes: Uint8Array | undefined): Promise<Descriptor> => {
  if (bytes === undefined || bytes.length > MOST_PICTURE_BYTES) throw invalid(side)
  const { descriptor } = await describePicture(service, bytes, SUBJECT).catch((error: unknown) => {
    // This operation has a code of its own for the format.
    const isFormat = error instanceof ServiceError && error.code === "UnsupportedPicFormat"
    throw isFormat ? refuse("UnsupportedPictureFormat") : error
  })
  return descriptor
}
