// Pictures made fit for the service: upright, converted, within its bytes and pixels, without metadata. Needs `sharp`,
// which is an optional peer of this package.
export { ImageSearchError } from "../ImageSearchError.ts"
export type { ImageSearchReason } from "../ImageSearchReason.ts"
export type { PictureSource } from "../picture/PictureSource.ts"
export { normalize, type NormalizeOptions } from "./normalize.ts"
export type { NormalizedPicture, PictureChange, PictureFacts, Sides } from "./NormalizedPicture.ts"
export { normalizePicture, type PromiseNormalizeOptions } from "./normalizePicture.ts"
