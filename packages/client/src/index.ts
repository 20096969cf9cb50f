export { resolveConfig, type ResolvedConfig } from "./config/Config.ts"
export type { ImageSearchConfig } from "./config/ImageSearchConfig.ts"
export type { Environment } from "./config/setting.ts"
export {
  ImageSearch,
  type CallMetadata,
  type CallOptions,
  type ImageSearchOperations,
  type Operation
} from "./ImageSearch.ts"
export { ImageSearchError, type ImageSearchReason, type ServiceAnswer } from "./ImageSearchError.ts"
export type { AddImageInput, AddImageOutput } from "./operations/AddImage.ts"
export type { DeleteImageInput, DeleteImageOutput } from "./operations/DeleteImage.ts"
export type { DetailOutput } from "./operations/Detail.ts"
export type { Hit, PictureReading, SearchHits } from "./operations/hits.ts"
export type { SearchImageByNameInput } from "./operations/SearchImageByName.ts"
export type { SearchImageByPicInput } from "./operations/SearchImageByPic.ts"
export { pictureFormat, type PictureFormat } from "./picture/format.ts"
export { formatRegion, parseRegion, type Region } from "./Region.ts"
