/** What the service would refuse of a picture after its upload, found before anything is sent. */
import { isInSideRange, type PictureLimits, type ServiceTypeName, type SideRange } from "@imagesearch/core"
import { pictureFormat } from "./format.ts"
import { notAPicture } from "./GrowingPicture.ts"
import { readHeader, type PictureHeader } from "./header/PictureHeader.ts"
import { limitsOf } from "./pictureRules.ts"
import { tooLarge, unusable, type UnusablePicture } from "./UnusablePicture.ts"

/** The header, or why the service would refuse the picture: its bytes, format, sides or orientation. */
export const checkPicture = (
  bytes: Uint8Array,
  serviceType: ServiceTypeName | undefined
): PictureHeader | UnusablePicture => {
  const limits = limitsOf(serviceType)
  if (bytes.byteLength === 0) return unusable("is empty", "Give a file that holds a picture.")
  if (bytes.byteLength > limits.maxBytes) return tooLarge(limits.maxBytes, `${bytes.byteLength} bytes`)
  const format = pictureFormat(bytes)
  if (format === undefined) return notAPicture()
  const header = readHeader(bytes)
  if (header === undefined) {
    return unusable(`is a damaged ${format.toUpperCase()} file: its header names no size`, "Save it again.")
  }
  return problemOfSides(header, limits, serviceType) ?? problemOfOrientation(header, limits) ?? header
}

const normalizing = "or let normalizePicture of @imagesearch/client/normalize do it"

const problemOfSides = (
  { width, height }: PictureHeader,
  { sides }: PictureLimits,
  serviceType: ServiceTypeName | undefined
): UnusablePicture | undefined => {
  if (sides === undefined || (isInSideRange(width, sides) && isInSideRange(height, sides))) return undefined
  const whose = serviceType === undefined ? "the service" : `an instance of the type ${serviceType}`
  const isTooSmall = Math.min(width, height) < sides.min
  return unusable(
    `has ${width} x ${height} pixels, and ${whose} takes ${describeSides(sides)} on each side`,
    isTooSmall ? `Give a larger picture, ${normalizing}.` : `Shrink it, ${normalizing}.`
  )
}

const describeSides = ({ min, max, maxIncluded }: SideRange): string => `${min} to ${maxIncluded ? max : max - 1}`

const problemOfOrientation = (
  { orientation }: PictureHeader,
  { orientations }: PictureLimits
): UnusablePicture | undefined =>
  orientation === undefined || orientations.includes(orientation)
    ? undefined
    : unusable(
        `is turned by its EXIF orientation ${orientation}, and the service takes ${orientations.join(", ")} or none`,
        `Turn it upright and remove the orientation, ${normalizing}.`
      )
