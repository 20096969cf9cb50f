// Pictures that a test stores without a call for each.

/**
 * Pictures to store, as a CSV or as rows. A CSV has a header with the columns of a row; letter case, blanks, `_` and `-`
 * in the names do not count.
 */
export interface SeedRequest {
  readonly csv?: string
  readonly rows?: readonly SeedRow[]
  /** The folder in which the files named by Picture lie. No name leads out of it. */
  readonly folder?: string
  /** The only instance by default. */
  readonly instance?: string
}

/** One picture, by the names that AddImage has; an empty text counts as absent. */
export interface SeedRow {
  readonly ProductId: string
  /** The last part of Picture by default. */
  readonly PicName?: string
  /** A file below the folder of the request. */
  readonly Picture?: string
  /** The bytes themselves in Base64, instead of a file. */
  readonly PictureBase64?: string
  readonly CategoryId?: number | string
  readonly Crop?: boolean | string
  readonly Region?: string
  readonly CustomContent?: string
  readonly IntAttr?: number | string
  readonly IntAttr2?: number | string
  readonly IntAttr3?: number | string
  readonly IntAttr4?: number | string
  readonly StrAttr?: string
  readonly StrAttr2?: string
  readonly StrAttr3?: string
  readonly StrAttr4?: string
}

/** What became of a seed. */
export interface SeedAnswer {
  readonly added: number
}
