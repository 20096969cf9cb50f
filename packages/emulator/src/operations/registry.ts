// The operations that the emulator plays, found by name and version.

import table from "@imagesearch/core/data/operations.json" with { type: "json" }
import { missing, refuse, ServiceError } from "../errors.ts"
import { AddImage } from "./AddImage.ts"
import { AuthorizeFileUpload } from "./AuthorizeFileUpload.ts"
import { CheckImageExists } from "./CheckImageExists.ts"
import { CompareSimilarByImage } from "./CompareSimilarByImage.ts"
import { DeleteImage } from "./DeleteImage.ts"
import { Detail } from "./Detail.ts"
import { DumpMeta } from "./DumpMeta.ts"
import { DumpMetaList } from "./DumpMetaList.ts"
import { IncreaseInstance } from "./IncreaseInstance.ts"
import { IncreaseList } from "./IncreaseList.ts"
import type { Operation } from "./Operation.ts"
import { SearchImageByFilter } from "./SearchImageByFilter.ts"
import { SearchImageByName } from "./SearchImageByName.ts"
import { SearchImageByPic } from "./SearchImageByPic.ts"
import { SearchImageByText } from "./SearchImageByText.ts"
import { UpdateImage } from "./UpdateImage.ts"

/** What a request says about itself. */
export interface Asked {
  readonly action: string | undefined
  readonly version: string | undefined
  readonly method: string
}

/**
 * Finds the operation. Throws the gateway's refusal for an unknown version or action, and for a method it does not
 * take.
 */
export const findOperation = ({ action, version, method }: Asked): Operation => {
  if (version === undefined) throw missing("Version")
  if (action === undefined) throw missing("Action")
  if (!operations.some((facts) => facts.version === version)) throw refuse("InvalidVersion")
  const facts = operations.find((candidate) => candidate.name === action && candidate.version === version)
  const operation = PLAYED.find(({ name }) => name === facts?.name)
  if (facts === undefined || operation === undefined) throw refuse("InvalidAction.NotFound")
  if (method !== "POST" && !facts.methods.includes(method)) throw unsupportedMethod(method)
  return operation
}

/** Operations of the RPC style; the older versions name theirs by path, and are not played. */
const operations = table.rows.filter(({ style }) => style === "RPC")

const PLAYED: readonly Operation[] = [
  AddImage,
  UpdateImage,
  DeleteImage,
  SearchImageByPic,
  SearchImageByName,
  SearchImageByText,
  SearchImageByFilter,
  CompareSimilarByImage,
  CheckImageExists,
  Detail,
  DumpMeta,
  DumpMetaList,
  IncreaseInstance,
  IncreaseList,
  AuthorizeFileUpload
]

/** The documents name the code and give no text. */
const unsupportedMethod = (method: string): ServiceError => {
  const { code, status } = refuse("UnsupportedHTTPMethod")
  return new ServiceError(code, status, `The HTTP method ${method} is not supported by this action.`)
}
