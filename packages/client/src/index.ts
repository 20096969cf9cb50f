export { resolveConfig, type ResolvedConfig } from "./config/Config.ts"
export type { ImageSearchConfig, PictureOptions } from "./config/ImageSearchConfig.ts"
export { readNetworkTexts, type NetworkTexts } from "./config/networkTexts.ts"
export { layerNetwork } from "./config/networkOptions.ts"
export type { Environment } from "./config/setting.ts"
export {
  ImageSearch,
  type CallMetadata,
  type CallOptions,
  type ImageSearchOperations,
  type Operation
} from "./ImageSearch.ts"
export { ImageSearchError, type ImageSearchReason, type InputIssue, type ServiceAnswer } from "./ImageSearchError.ts"
export type { Hit, PictureReading, SearchHits } from "./operations/hits.ts"
export { pictureFormat, type PictureFormat } from "./picture/format.ts"
export type { PictureSource } from "./picture/PictureSource.ts"
export { formatRegion, parseRegion, type Region } from "./Region.ts"
export type { AddImageInput, AddImageOutput } from "./operations/AddImage.ts"
export type { CheckImageExistsInput, CheckImageExistsOutput } from "./operations/CheckImageExists.ts"
export type { CompareSimilarByImageInput, CompareSimilarByImageOutput } from "./operations/CompareSimilarByImage.ts"
export type { DeleteImageInput, DeleteImageOutput } from "./operations/DeleteImage.ts"
export type { DetailOutput } from "./operations/Detail.ts"
export type { DumpMetaOutput } from "./operations/DumpMeta.ts"
export type { DumpMetaListInput, ExportTask } from "./operations/DumpMetaList.ts"
export type { IncreaseInstanceInput, IncreaseInstanceOutput } from "./operations/IncreaseInstance.ts"
export type { BatchTask, IncreaseListInput } from "./operations/IncreaseList.ts"
export type { OperationTypes } from "./operations/index.ts"
export type { SearchImageByFilterInput, SearchImageByFilterOutput } from "./operations/SearchImageByFilter.ts"
export type { SearchImageByNameInput } from "./operations/SearchImageByName.ts"
export type { SearchImageByPicInput } from "./operations/SearchImageByPic.ts"
export type { SearchImageByTextInput } from "./operations/SearchImageByText.ts"
export type { StartedTask, TaskPage, TaskStatus } from "./operations/tasks.ts"
export type { UpdateImageInput, UpdateImageOutput } from "./operations/UpdateImage.ts"
