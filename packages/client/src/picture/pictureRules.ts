/** What the settings say of pictures, and the limits that follow from it. */
import {
  pictureLimits,
  serviceTypes,
  type PictureLimits,
  type ServiceTypeName,
  type SideRange
} from "@imagesearch/core"
import type { NetworkOptions } from "@imagesearch/transport"

/** What holds for every picture of a client. */
export interface PictureRules {
  /** Undefined where the settings do not name it: then the widest documented range of sides is taken. */
  readonly serviceType: ServiceTypeName | undefined
  /** Where pictures may be fetched from; see `ImageSearchConfig.pictures`. */
  readonly addresses: "public" | "any"
  /** How they are fetched, but for `addresses`, and for the proxy, which public addresses are reached without. */
  readonly networkOptions: NetworkOptions | undefined
}

export const limitsOf = (serviceType: ServiceTypeName | undefined): PictureLimits =>
  serviceType === undefined ? { ...pictureLimits("product"), sides: widestSides } : pictureLimits(serviceType)

/** Whom a picture of this size may suit: only the sides differ between the service types. */
const widestSides: SideRange = serviceTypes
  .flatMap(({ sides }) => sides ?? [])
  .reduce((widest, { min, max, maxIncluded }) => ({
    min: Math.min(widest.min, min),
    max: Math.max(widest.max, max),
    maxIncluded: maxIncluded || widest.maxIncluded
  }))
