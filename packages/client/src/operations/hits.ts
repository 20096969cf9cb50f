/** The answer of a search, as three operations give it. */
import * as z from "zod/mini"
import { looseObject, optional } from "../compiledObject.ts"
import { parseRegion, type Region } from "../Region.ts"
import { camelize, type Camelized } from "../wire/answer.ts"

/** One hit as the wire gives it. */
export const Auction = looseObject({
  ProductId: z.string(),
  PicName: z.string(),
  CategoryId: optional(z.number()),
  CustomContent: optional(z.string()),
  /** 0 to 1, 1 for the same picture. */
  Score: optional(z.number()),
  SortExprValues: optional(z.string()),
  IntAttr: optional(z.number()),
  IntAttr2: optional(z.number()),
  IntAttr3: optional(z.number()),
  IntAttr4: optional(z.number()),
  StrAttr: optional(z.string()),
  StrAttr2: optional(z.string()),
  StrAttr3: optional(z.string()),
  StrAttr4: optional(z.string())
})

/** What the service found in the picture. */
export const PicInfo = looseObject({
  CategoryId: optional(z.number()),
  Region: optional(z.string()),
  MultiRegion: optional(z.array(looseObject({ Region: optional(z.string()) }))),
  AllCategories: optional(z.array(looseObject({ Id: z.number(), Name: z.string() })))
})

export const SearchAnswer = looseObject({
  Auctions: z._default(z.array(Auction), []),
  Head: optional(
    looseObject({
      DocsFound: optional(z.number()),
      DocsReturn: optional(z.number()),
      SearchTime: optional(z.number())
    })
  ),
  PicInfo: optional(PicInfo)
})

/**
 * One stored picture that resembles the query. `score` is 0 to 1, 1 for the same picture; absent where no picture was
 * compared. Attributes that were never set come back as 0 and "" (documented samples).
 */
export type Hit = Camelized<z.infer<typeof Auction>>

/** What the service read from a picture: its category, its subject region, and every subject that it found. */
export interface PictureReading {
  /** The category that was given, or else predicted. */
  readonly categoryId: number | undefined
  /** The part that was described, in pixels of the picture. */
  readonly subject: Region | undefined
  /** Every subject that was found. */
  readonly subjects: readonly Region[]
  /** The categories that the instance knows. */
  readonly categories: ReadonlyArray<{ readonly id: number; readonly name: string }>
}

/** The pictures that resemble what was searched for, best first. */
export interface SearchHits {
  /** Best first. */
  readonly hits: readonly Hit[]
  /** Milliseconds that the service itself took, undefined when it does not say. */
  readonly searchMillis: number | undefined
  /**
   * Matches in all, undefined when the service does not say. Of the head's two counts it is the greater one: documents
   * and samples give the number of hits returned as `DocsFound` and the matches as `DocsReturn`, which looks swapped.
   */
  readonly total: number | undefined
  /** What the service read from the picture that was searched with. */
  readonly picture: PictureReading
}

export const toSearchHits = (answer: z.infer<typeof SearchAnswer>): SearchHits => ({
  hits: answer.Auctions.map(camelize),
  searchMillis: answer.Head?.SearchTime,
  total: totalOf(answer.Head),
  picture: toPictureReading(answer.PicInfo)
})

/** Whichever of the two it is, the matches are never fewer than the hits that are returned. */
const totalOf = (head: z.infer<typeof SearchAnswer>["Head"]): number | undefined => {
  const counts = [head?.DocsFound, head?.DocsReturn].filter((count) => count !== undefined)
  return counts.length === 0 ? undefined : Math.max(...counts)
}

export const toPictureReading = (info: z.infer<typeof PicInfo> | undefined): PictureReading => ({
  categoryId: info?.CategoryId,
  subject: parseRegion(info?.Region),
  subjects: (info?.MultiRegion ?? []).flatMap(({ Region }) => parseRegion(Region) ?? []),
  categories: (info?.AllCategories ?? []).map(({ Id, Name }) => ({ id: Id, name: Name }))
})
