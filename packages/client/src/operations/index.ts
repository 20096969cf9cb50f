/** Every operation of the client, by the name that it has there: the one list that both faces are made of. */
import { AddImage, type AddImageInput, type AddImageOutput } from "./AddImage.ts"
import { CheckImageExists, type CheckImageExistsInput, type CheckImageExistsOutput } from "./CheckImageExists.ts"
import {
  CompareSimilarByImage,
  type CompareSimilarByImageInput,
  type CompareSimilarByImageOutput
} from "./CompareSimilarByImage.ts"
import { DeleteImage, type DeleteImageInput, type DeleteImageOutput } from "./DeleteImage.ts"
import { Detail, type DetailOutput } from "./Detail.ts"
import { DumpMeta, type DumpMetaOutput } from "./DumpMeta.ts"
import { DumpMetaList, type DumpMetaListInput, type ExportTask } from "./DumpMetaList.ts"
import type { SearchHits } from "./hits.ts"
import { IncreaseInstance, type IncreaseInstanceInput, type IncreaseInstanceOutput } from "./IncreaseInstance.ts"
import { IncreaseList, type BatchTask, type IncreaseListInput } from "./IncreaseList.ts"
import {
  SearchImageByFilter,
  type SearchImageByFilterInput,
  type SearchImageByFilterOutput
} from "./SearchImageByFilter.ts"
import { SearchImageByName, type SearchImageByNameInput } from "./SearchImageByName.ts"
import { SearchImageByPic, type SearchImageByPicInput } from "./SearchImageByPic.ts"
import { SearchImageByText, type SearchImageByTextInput } from "./SearchImageByText.ts"
import type { TaskPage } from "./tasks.ts"
import { UpdateImage, type UpdateImageInput, type UpdateImageOutput } from "./UpdateImage.ts"

/** Input and output of each method; `never` for those that take no input, undefined where it may be left out. */
export interface OperationTypes {
  /** AddImage: stores a picture, replacing the one of the same `productId` and `picName`. */
  readonly addImage: { readonly input: AddImageInput; readonly output: AddImageOutput }
  /** UpdateImage: changes attributes of a stored picture. */
  readonly updateImage: { readonly input: UpdateImageInput; readonly output: UpdateImageOutput }
  /** DeleteImage: removes one picture, a product's pictures, or those that match a filter. */
  readonly deleteImage: { readonly input: DeleteImageInput; readonly output: DeleteImageOutput }
  /** SearchImageByPic: stored pictures that resemble a picture. */
  readonly byPicture: { readonly input: SearchImageByPicInput; readonly output: SearchHits }
  /** SearchImageByName: stored pictures that resemble a stored picture. */
  readonly byName: { readonly input: SearchImageByNameInput; readonly output: SearchHits }
  /** SearchImageByText: stored pictures that a text describes; product multimodal instances only. */
  readonly byText: { readonly input: SearchImageByTextInput; readonly output: SearchHits }
  /** SearchImageByFilter: stored pictures whose attributes match. */
  readonly byFilter: { readonly input: SearchImageByFilterInput; readonly output: SearchImageByFilterOutput }
  /** CheckImageExists: whether a picture of this name is stored. */
  readonly exists: { readonly input: CheckImageExistsInput; readonly output: CheckImageExistsOutput }
  /** CompareSimilarByImage: how much two pictures resemble each other. */
  readonly compare: { readonly input: CompareSimilarByImageInput; readonly output: CompareSimilarByImageOutput }
  /** Detail: capacity, rate and number of pictures of the instance. */
  readonly detail: { readonly input: never; readonly output: DetailOutput }
  /** DumpMeta: starts an export. */
  readonly startExport: { readonly input: never; readonly output: DumpMetaOutput }
  /** DumpMetaList: the exports. */
  readonly listExports: { readonly input: DumpMetaListInput | undefined; readonly output: TaskPage<ExportTask> }
  /** IncreaseInstance: starts a batch import out of a bucket. */
  readonly startBatch: { readonly input: IncreaseInstanceInput; readonly output: IncreaseInstanceOutput }
  /** IncreaseList: the batch imports. */
  readonly listBatches: { readonly input: IncreaseListInput | undefined; readonly output: TaskPage<BatchTask> }
}

/** What runs behind each method. */
export const definitions = {
  addImage: AddImage,
  updateImage: UpdateImage,
  deleteImage: DeleteImage,
  byPicture: SearchImageByPic,
  byName: SearchImageByName,
  byText: SearchImageByText,
  byFilter: SearchImageByFilter,
  exists: CheckImageExists,
  compare: CompareSimilarByImage,
  detail: Detail,
  startExport: DumpMeta,
  listExports: DumpMetaList,
  startBatch: IncreaseInstance,
  listBatches: IncreaseList
} as const
