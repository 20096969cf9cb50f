/** Which pictures an instance takes. What breaks these limits is refused after the upload, at the cost of a call. */
import { limits } from "./limit.ts"
import { serviceType, type ServiceTypeName, type SideRange } from "./serviceType.ts"

/** What a picture must keep to before the service takes it: bytes, formats, pixels of each side. */
export interface PictureLimits {
  /** 4 * 1024 * 1024 (documented limit); else InvalidPicContent. */
  readonly maxBytes: number
  /** Pixels of each side; undefined where no document states them; else UnsupportedPicPixels. */
  readonly sides: SideRange | undefined
  /** Names of the formats in the service's spelling; else UnsupportedPicFormat. */
  readonly formats: readonly string[]
  /** EXIF orientations that pass beside none at all; else IncorrectOrientation. */
  readonly orientations: readonly number[]
}

/** The documented limits of pictures for a service type. Only the pixels differ between the types. */
export const pictureLimits = (name: ServiceTypeName): PictureLimits => ({
  maxBytes: limits.pictureBytes.max,
  sides: serviceType(name).sides ?? undefined,
  formats: limits.pictureFormat.values,
  orientations: limits.pictureOrientation.values
})

/** Whether a side of this many pixels lies in the range. */
export const isInSideRange = (pixels: number, { min, max, maxIncluded }: SideRange): boolean =>
  pixels >= min && (maxIncluded ? pixels <= max : pixels < max)
