// The attribute parameters of a picture, and how answers show them.

import { invalid, refuse } from "../errors.ts"
import type { Attributes } from "../filter/evaluate.ts"
import type { Parameters } from "../parameters.ts"
import type { PictureRecord } from "../store/pictureRows.ts"

/** The names of the integer and text attributes, in the order of their slots. */
export const INT_ATTRIBUTES = ["IntAttr", "IntAttr2", "IntAttr3", "IntAttr4"] as const
export const STR_ATTRIBUTES = ["StrAttr", "StrAttr2", "StrAttr3", "StrAttr4"] as const

/** Documented limit in characters, and the characters that a text attribute may not hold. */
const LONGEST_TEXT = 128
const BANNED = /[\\¥$&%]/

/** CustomContent: the documented limit in characters, and its code. */
export const CUSTOM_CONTENT = { longest: 4_096, invalid: "InvalidCustomContent" } as const

/** Reads the eight attributes; an absent one is 0 or "", as searches show it. */
export const readAttributes = (parameters: Parameters): Attributes => ({
  intAttrs: INT_ATTRIBUTES.map((name) => parameters.integer(name) ?? 0),
  strAttrs: STR_ATTRIBUTES.map((name) => readText(parameters, name))
})

/**
 * Reads CustomContent and the attributes that are to change, and returns what makes a changed record of a stored one.
 * What is absent is kept. An integer cannot be empty, so an empty one is kept too; an empty text is set, for there
 * would be no other way to clear it. Documented nowhere.
 */
export const readChange = (parameters: Parameters): ((record: PictureRecord) => PictureRecord) => {
  const ints = INT_ATTRIBUTES.map((name) => parameters.integer(name))
  const strs = STR_ATTRIBUTES.map((name) => (parameters.has(name) ? readText(parameters, name) : undefined))
  const customContent = parameters.has("CustomContent") ? parameters.text("CustomContent", CUSTOM_CONTENT) : undefined
  return (record) => ({
    ...record,
    customContent: customContent ?? record.customContent,
    intAttrs: ints.map((value, slot) => value ?? record.intAttrs[slot] ?? 0),
    strAttrs: strs.map((value, slot) => value ?? record.strAttrs[slot] ?? "")
  })
}

const readText = (parameters: Parameters, name: string): string => {
  const text = parameters.text(name, { longest: LONGEST_TEXT, invalid: `Invalid${name}` })
  if (BANNED.test(text)) throw invalid(name)
  return text
}

/** The members of a hit that describe the stored picture. */
export const showPicture = (record: PictureRecord) => ({
  ProductId: record.productId,
  PicName: record.picName,
  CategoryId: record.categoryId,
  CustomContent: record.customContent,
  ...Object.fromEntries(INT_ATTRIBUTES.map((name, slot) => [name, record.intAttrs[slot] ?? 0])),
  ...Object.fromEntries(STR_ATTRIBUTES.map((name, slot) => [name, record.strAttrs[slot] ?? ""]))
})

/** Documented limit of ProductId and PicName in characters. */
const LONGEST_NAME = 256

/** Reads the key of a picture where both parts are mandatory, each of at most `longest` characters. */
export const readKey = (
  parameters: Parameters,
  longest = LONGEST_NAME
): { readonly productId: string; readonly picName: string } => {
  parameters.required("ProductId", () => refuse("NoSpecifiedProductId"))
  parameters.required("PicName", () => refuse("NoSpecifiedPicName"))
  return {
    productId: parameters.text("ProductId", { longest, invalid: "InvalidProductId" }),
    picName: parameters.text("PicName", { longest, invalid: "InvalidPicName" })
  }
}
