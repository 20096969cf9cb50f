/**
 * Fields that several operations share, within the bounds of core's `limits`. Checked before anything is sent: a call that
 * the service must refuse would still spend bought rate.
 */
import { categories, findCategory, limits } from "@imagesearch/core"
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
  return z.string({ error }).check(z.minLength(least, error), z.maxLength(most, error), wellFormed())
}

/** Half a surrogate pair has no UTF-8: in its place another character would be sent. */
export function wellFormed() {
  return z.refine<string>((value) => value.isWellFormed(), "must not hold halves of surrogate pairs")
}

export function wholeNumber({ least, most }: Bounds) {
  const error = `must be a whole number from ${least} to ${most}`
  return z.int({ error }).check(z.gte(least, { error, abort: true }), z.lte(most, { error, abort: true }))
}

/** `ProductId` and `PicName`: of the two bounds that pages give, the newer and safe one. */
export const identifier = text({ least: 1, most: limits.identifier.max })

/** The 14 category ids; 10 to 19 do not exist, 88888888 is "others". */
export const categoryId = z.custom<number>((id) => typeof id === "number" && findCategory(id) !== undefined, {
  error: `must be one of ${categories.map(({ id }) => id).join(", ")}`
})

/** `IntAttr`: 32 bits, signed. */
const integerAttribute = wholeNumber({ least: limits.intAttr.min, most: limits.intAttr.max })

const refusedCharacters: readonly string[] = limits.strAttr.without.split("")

/** `StrAttr`, without the characters that the service refuses. */
const stringAttribute = text({ least: 0, most: limits.strAttr.max }).check(
  z.refine(
    (value: string) => !refusedCharacters.some((character) => value.includes(character)),
    `must not contain ${refusedCharacters.slice(0, -1).join(" ")} or ${refusedCharacters.at(-1)}`
  )
)

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

/** Returned with each hit. */
export const customContent = text({ least: 0, most: limits.customContent.max })

export const pictureInput = z.custom<PictureSource>(isPictureSource, { error: `must be ${pictureForms}` })

/** How a query picture is read: its category, and which part of it counts. */
export const subject = {
  categoryId: z.optional(categoryId),
  /** False describes the whole picture, true (the service's default) the subject that is found in it. */
  crop: z.optional(z.boolean()),
  /** Wins over `crop`. */
  region: z.optional(Region)
}

const { decimals, ...scores } = limits.scoreThreshold

/** How many hits, from where, and which. */
export const window = {
  num: z.optional(wholeNumber({ least: limits.num.min, most: limits.num.max })),
  start: z.optional(wholeNumber({ least: limits.start.min, most: limits.start.max })),
  filter: z.optional(filter),
  /** True keeps the best hit of each product. */
  distinctProductId: z.optional(z.boolean()),
  /** Hits with a score of at least this, 0 to 1 in steps of 0.01. */
  scoreThreshold: z.optional(
    z.custom<number>(isScore, {
      error: `must be a number from ${scores.min} to ${scores.max} with up to ${decimals} decimals`
    })
  )
}

function isScore(value: unknown): boolean {
  return (
    typeof value === "number" && value >= scores.min && value <= scores.max && Number(value.toFixed(decimals)) === value
  )
}

/** Refuses a window that the service would refuse after an upload, with the service's own defaults. */
export const withinWindow = ({
  num = limits.num.default,
  start = limits.start.default
}: {
  readonly num?: number | undefined
  readonly start?: number | undefined
}): boolean => start + num <= limits.window.max

/** What to say of it. */
export const windowError = { path: ["start"], error: `plus num must not exceed ${limits.window.max}` }
