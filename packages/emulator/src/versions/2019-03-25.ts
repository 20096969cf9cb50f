// The version 2019-03-25: three operations that are named by their path, take the picture as Base64 in the form, and
// answer with fewer members. Each maps its parameters on those of 2020-12-14 and is carried out by the same functions.

import { invalid, refuse } from "../errors.ts"
import { addPicture, readAddition } from "../operations/AddImage.ts"
import { readKey } from "../operations/attributes.ts"
import { byName } from "../operations/DeleteImage.ts"
import { predict } from "../operations/category.ts"
import {
  type Body,
  checkInstance,
  type InstanceCodes,
  NAMED_INSTANCE,
  type Operation,
  operation,
  type Perform,
  PICTURE_INSTANCE
} from "../operations/Operation.ts"
import { describePicture, readSubject, showBox } from "../operations/picture.ts"
import { readPictureConditions, search } from "../operations/search.ts"
import { searchByName } from "../operations/SearchImageByName.ts"
import type { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"
import { mapped } from "./mapped.ts"
import { showMembers } from "./showMembers.ts"

const KEY = { InstanceName: "InstanceName", ProductId: "ProductId", PicName: "PicName" }
const SUBJECT = { CategoryId: "CategoryId", Crop: "Crop", Region: "Region" }
const ADD = { ...KEY, ...SUBJECT, CustomContent: "CustomContent", IntAttr: "IntAttr", StrAttr: "StrAttr" }
const SEARCH = { ...KEY, ...SUBJECT, Num: "Num", Start: "Start", Filter: "Filter" }

/** Documented for this version: names of up to 512 characters, and 409 after the expiry. */
const LONGEST_NAME = 512
const EXPIRED_STATUS = 409

/** The codes of the operations that send a picture, and of those that only name one. */
const SENDING: InstanceCodes = { ...NAMED_INSTANCE, expiredStatus: EXPIRED_STATUS }
const NAMING: InstanceCodes = { ...PICTURE_INSTANCE, expiredStatus: EXPIRED_STATUS }

const HIT = ["ProductId", "PicName", "CategoryId", "CustomContent", "Score", "SortExprValues", "IntAttr", "StrAttr"]

const AddImage = operation({
  name: "AddImage",
  parameters: [...Object.keys(ADD), "PicContent"],
  read: (given, service) => {
    const parameters = mapped(given, ADD)
    checkInstance(parameters, service, SENDING)
    return {
      bytes: readPicture(given),
      addition: { ...readKey(parameters, LONGEST_NAME), ...readAddition(parameters, service) }
    }
  },
  perform: async (service, { bytes, addition }) => {
    const { categoryId, region } = await addPicture(service, addition, bytes)
    return { Success: true, Code: 0, Message: "success", PicInfo: { CategoryId: categoryId, Region: showBox(region) } }
  }
})

const DeleteImage = operation({
  name: "DeleteImage",
  parameters: Object.keys(KEY),
  read: (given, service) => {
    const parameters = mapped(given, KEY)
    checkInstance(parameters, service, NAMING)
    return byName(parameters)
  },
  perform: async (service, isUnwanted) => {
    await service.instance.removeWhere(isUnwanted)
    return { Success: true, Code: 0, Message: "success" }
  }
})

const SearchImage: Operation = {
  name: "SearchImage",
  parameters: [...Object.keys(SEARCH), "PicContent", "Type"],
  validate: (given, service) => {
    const parameters = mapped(given, SEARCH)
    const type = given.value("Type") ?? "SearchByPic"
    if (type === "SearchByPic") return byPicture(given, parameters, service)
    if (type !== "SearchByName") throw invalid("Type")
    return byStoredPicture(parameters, service)
  }
}

/** The operations by path. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["/v2/image/add", AddImage],
  ["/v2/image/search", SearchImage],
  ["/v2/image/delete", DeleteImage]
])

const byStoredPicture = (parameters: Parameters, service: Service): Perform => {
  checkInstance(parameters, service, NAMING)
  const key = readKey(parameters, LONGEST_NAME)
  const conditions = readPictureConditions(parameters, service)
  return () => showSearch(searchByName(service, { ...key, conditions }))
}

const byPicture = (given: Parameters, parameters: Parameters, service: Service): Perform => {
  checkInstance(parameters, service, SENDING)
  const bytes = readPicture(given)
  const subject = readSubject(parameters)
  const conditions = readPictureConditions(parameters, service)
  return async () => {
    const { region, descriptor } = await describePicture(service, bytes, subject)
    const reportedCategory = conditions.category ?? predict(service, descriptor)
    return showSearch(search(service, { descriptor, region, reportedCategory }, conditions))
  }
}

/** Text that is no Base64 decodes to bytes that are no picture, and is refused as such. */
const readPicture = (given: Parameters): Uint8Array =>
  Buffer.from(
    given.required("PicContent", () => refuse("NoSpecifiedPicContent")),
    "base64"
  )

const showSearch = (body: Body): Body => ({
  ...body,
  Auctions: Array.isArray(body["Auctions"]) ? body["Auctions"].map((hit: unknown) => showMembers(hit, HIT)) : []
})
