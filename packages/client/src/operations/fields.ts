/**
 * Fields that several operations share, with their documented bounds. Checked before anything is sent: a call that
 * the service must refuse would still spend bought rate.
 */
import { categories, findCategory } from "@imagesearch/core"
import * as z from "zod/mini"
import { isPictureSource, pictureForms, type PictureSource } from "../picture/PictureSource.ts"
import { Region } from "../Region.ts"
import { filter } from "./filterField.ts"

/** Bounds of a number, or of a text's length. */
interface Bounds {
  readonly least: number
  readonly most: number
}

// Declared as functions, since the fields below are made with them when the module is read.
export function text({ least, most }: Bounds) {
  const error =
    least === 0 ? `must be a text of up to ${most} characters` : `must be a text of ${least} to ${most} characters`
  return z.string({ error }).check(z.minLength(least, error), z.maxLength(most, error))
}

export function wholeNumber({ least, most }: Bounds) {
  const error = `must be a whole number from ${least} to ${most}`
  return z.int({ error }).check(z.gte(least, { error, abort: true }), z.lte(most, { error, abort: true }))
}

function isScore(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1 && Number(value.toFixed(2)) === value
}

/** `ProductId` and `PicName`: up to 256 characters (older pages say 512; the newer bound is the safe one). */
export const identifier = text({ least: 1, most: 256 })

/** The 14 category ids; 10 to 19 do not exist, 88888888 is "others". */
export const categoryId = z.custom<number>((id) => typeof id === "number" && findCategory(id) !== undefined, {
  error: `must be one of ${categories.map(({ id }) => id).join(", ")}`
})

/** `IntAttr`: 32 bits, signed. */
const integerAttribute = wholeNumber({ least: -(2 ** 31), most: 2 ** 31 - 1 })

/** `StrAttr`: up to 128 characters without \ ¥ $ & %, which the service refuses. */
const stringAttribute = text({ least: 0, most: 128 }).check(z.regex(/^[^\\¥$&%]*$/, "must not contain \\ ¥ $ & or %"))

/** The eight attributes: filterable, and returned with each hit. */
export const attributes = {
  intAttr: z.optional(integerAttribute),
  intAttr2: z.optional(integerAttribute),
  intAttr3: z.optional(integerAttribute),
  intAttr4: z.optional(integerAttribute),
  strAttr: z.optional(stringAttribute),
  strAttr2: z.optional(stringAttribute),
  strAttr3: z.optional(stringAttribute),
  strAttr4: z.optional(stringAttribute)
}

/** Up to 4,096 characters, returned with each hit. */
export const customContent = text({ least: 0, most: 4096 })

export const pictureInput = z.custom<PictureSource>(isPictureSource, { error: `must be ${pictureForms}` })

/** How a query picture is read: its category, and which part of it counts. */
export const subject = {
  categoryId: z.optional(categoryId),
  /** False describes the whole picture, true (the service's default) the subject that is found in it. */
  crop: z.optional(z.boolean()),
  /** Wins over `crop`. */
  region: z.optional(Region)
}

/** How many hits, from where, and which. The window ends at 500. */
export const window = {
  num: z.optional(wholeNumber({ least: 1, most: 100 })),
  start: z.optional(wholeNumber({ least: 0, most: 499 })),
  filter: z.optional(filter),
  /** True keeps the best hit of each product. */
  distinctProductId: z.optional(z.boolean()),
  /** Hits with a score of at least this, 0 to 1 in steps of 0.01. */
  scoreThreshold: z.optional(
    z.custom<number>(isScore, { error: "must be a number from 0 to 1 with up to two decimals" })
  )
}

/** Hits that the service gives at most for one query, over all pages. */
const mostHits = 500

/** Refuses a window that the service would refuse after an upload; 10 hits is its default. */
export const withinWindow = ({
  num = 10,
  start = 0
}: {
  readonly num?: number | undefined
  readonly start?: number | undefined
}): boolean => start + num <= mostHits

/** What to say of it. */
export const windowError = { path: ["start"], error: `plus num must not exceed ${mostHits}` }
