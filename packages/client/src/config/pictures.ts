/** What the settings say of pictures and of their way to the object store. */
import { serviceTypes, type OssEndpointType } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { PictureRules } from "../picture/pictureRules.ts"
import type { ImageSearchConfig } from "./ImageSearchConfig.ts"
import { checkChoice } from "./setting.ts"

/** Settings of pictures, checked. */
export interface PictureSettings {
  /** With their defaults. */
  readonly pictures: PictureRules
  /** Undefined where the network decides. */
  readonly endpointType: OssEndpointType | undefined
}

/** Fails with reason `InvalidConfig`, naming the setting. */
export const resolvePictures = Effect.fnUntraced(function* ({
  pictures = {},
  endpointType,
  networkOptions
}: ImageSearchConfig): Effect.fn.Return<PictureSettings, ImageSearchError> {
  const { serviceType, addresses } = pictures
  yield* checkChoice("pictures.serviceType", serviceType, serviceTypeNames)
  yield* checkChoice("pictures.addresses", addresses, ["public", "any"])
  yield* checkChoice("endpointType", endpointType, endpointTypes)
  return { pictures: { serviceType, addresses: addresses ?? "public", networkOptions }, endpointType }
})

const serviceTypeNames = serviceTypes.map(({ name }) => name)
const endpointTypes: readonly OssEndpointType[] = ["public", "internal", "accelerate"]
