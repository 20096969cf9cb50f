// The first version, 2018-01-20: items of several pictures, in a body of its own, answered under other names. Each
// operation maps what it reads on the parameters of 2020-12-14 and is carried out by the same functions.

import { refuse } from "../errors.ts"
import { addPicture, readAddition } from "../operations/AddImage.ts"
import { readKey } from "../operations/attributes.ts"
import { predict } from "../operations/category.ts"
import { byName } from "../operations/DeleteImage.ts"
import { type Body, checkInstance, NAMED_INSTANCE, type Operation, operation } from "../operations/Operation.ts"
import { describePicture, readSubject } from "../operations/picture.ts"
import { readPictureConditions, search } from "../operations/search.ts"
import type { Parameters } from "../parameters.ts"
import { type ItemPicture, picturesOf } from "./itemBody.ts"
import { mapped } from "./mapped.ts"
import { showMembers } from "./showMembers.ts"

/** The parameter in the query, and those in the body. */
const INSTANCE = { InstanceName: "instanceName" }
const ITEM = { ...INSTANCE, ProductId: "item_id" }
const SUBJECT = { CategoryId: "cat_id", Crop: "crop", Region: "region" }
const ADD = { ...ITEM, ...SUBJECT, CustomContent: "cust_content", IntAttr: "int_attr", StrAttr: "str_attr" }
const SEARCH = { ...INSTANCE, ...SUBJECT, Num: "n", Start: "s", Filter: "filter" }

const DONE: Body = { Success: true, Code: 0, Message: "success" }

const AddItem = operation({
  name: "AddItem",
  parameters: [...Object.values(ADD), "pic_list"],
  read: (given, service) => {
    const parameters = mapped(given, ADD)
    checkInstance(parameters, service, NAMED_INSTANCE)
    parameters.required("ProductId", () => refuse("NoSpecifiedItemId"))
    return listed(given, "NoSpecifiedAddPic").map((picture) => {
      const key = readKey(mapped(given, ADD, { PicName: picture.name }))
      return { bytes: bytesOf(picture), addition: { ...key, ...readAddition(parameters, service) } }
    })
  },
  // One after the other: the documents do not say what becomes of the others if one is refused, so those in front of it
  // stay.
  perform: async (service, pictures) => {
    for (const { bytes, addition } of pictures) await addPicture(service, addition, bytes)
    return DONE
  }
})

const DeleteItem = operation({
  name: "DeleteItem",
  parameters: [...Object.values(ITEM), "pic_list"],
  read: (given, service) => {
    const parameters = mapped(given, ITEM)
    checkInstance(parameters, service, NAMED_INSTANCE)
    parameters.required("ProductId", () => refuse("NoSpecifiedItemId"))
    const names = new Set(picturesOf(given).map(({ name }) => name))
    const isOfItem = byName(parameters)
    return { names, isOfItem }
  },
  perform: async (service, { names, isOfItem }) => {
    await service.instance.removeWhere((record) => isOfItem(record) && (names.size === 0 || names.has(record.picName)))
    return DONE
  }
})

const SearchItem = operation({
  name: "SearchItem",
  parameters: [...Object.values(SEARCH), "pic_list"],
  read: (given, service) => {
    const parameters = mapped(given, SEARCH)
    checkInstance(parameters, service, NAMED_INSTANCE)
    // A query has one picture.
    const [picture] = listed(given, "NoSpecifiedSearchPic")
    return {
      bytes: bytesOf(picture),
      subject: readSubject(parameters),
      conditions: readPictureConditions(parameters, service)
    }
  },
  perform: async (service, { bytes, subject, conditions }) => {
    const { region, descriptor } = await describePicture(service, bytes, subject)
    const reportedCategory = conditions.category ?? predict(service, descriptor)
    return showSearch(search(service, { descriptor, region, reportedCategory }, conditions))
  }
})

/** The operations by path; that of the removal is inferred from its neighbours. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["/item/add", AddItem],
  ["/item/search", SearchItem],
  ["/item/delete", DeleteItem]
])

/** The pictures of a list that must be there and name at least one; `none` is the code for one that names none. */
const listed = (given: Parameters, none: "NoSpecifiedAddPic" | "NoSpecifiedSearchPic") => {
  if (!given.has("pic_list")) throw refuse("NoPicList")
  const [first, ...others] = picturesOf(given)
  if (first === undefined) throw refuse(none)
  return [first, ...others] as const
}

const bytesOf = ({ content }: ItemPicture): Uint8Array => {
  if (content === undefined) throw refuse("NoSpecifiedPic")
  return Buffer.from(content, "base64")
}

/** Numbers of categories are text in this version. */
const showSearch = (body: Body): Body => ({
  ...DONE,
  Head: body["Head"],
  PicInfo: showPicInfo(showMembers(body["PicInfo"], ["CategoryId", "Region", "AllCategories"])),
  Auctions: listOf(body["Auctions"]).map((hit) => {
    const shown = showMembers(hit, [
      ["CustomContent", "CustContent"],
      "ProductId",
      "SortExprValues",
      ["CategoryId", "CatId"],
      "PicName"
    ])
    return { ...shown, CatId: String(shown["CatId"]) }
  })
})

const showPicInfo = (info: Body): Body => ({
  Category: String(info["CategoryId"]),
  Region: info["Region"],
  AllCategory: listOf(info["AllCategories"]).map((category) => {
    const shown = showMembers(category, ["Id", "Name"])
    return { ...shown, Id: String(shown["Id"]) }
  })
})

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
