// Stored pictures, and searches among them without a signature.

/** Which of the stored pictures are wanted. */
export interface PictureFilter {
  /** The first instance by default. */
  readonly instance?: string
  /** Pictures of this product alone; of all by default. */
  readonly productId?: string
  /** How many are skipped; 0 by default. */
  readonly start?: number
  /** At most 100; 24 by default. */
  readonly num?: number
}

/** A page of the stored pictures, in the order in which they were added. */
export interface PicturePage {
  /** How many match, on all pages. */
  readonly total: number
  readonly pictures: readonly ListedPicture[]
}

/** What is stored of a picture. */
export interface ListedPicture {
  readonly productId: string
  readonly picName: string
  readonly categoryId: number
  readonly customContent: string
  /** Pixels of the picture as sent: `x1,x2,y1,y2`. */
  readonly region: string
  /** Those of IntAttr to IntAttr4 and StrAttr to StrAttr4 that are not 0 or empty. */
  readonly attributes: Readonly<Record<string, number | string>>
  /** Of its bytes, in hex; its thumbnail has the address `thumbnails/SHA256`. */
  readonly sha256: string
}

/** A picture to search with, by the names that SearchImageByPic has. */
export interface SearchRequest {
  readonly PictureBase64: string
  /** The first instance by default. */
  readonly instance?: string
  readonly CategoryId?: number | string
  readonly Crop?: boolean | string
  readonly Region?: string
  readonly Filter?: string
  readonly DistinctProductId?: boolean | string
  /** From 0 to 1 with at most two decimals. */
  readonly ScoreThreshold?: number | string
  readonly Num?: number | string
  readonly Start?: number | string
}

/** What a search has found, the best hit first. */
export interface SearchAnswer {
  /** How many pictures passed the conditions. */
  readonly matches: number
  readonly elapsedMs: number
  /** The part of the picture that was compared, in its pixels: `x1,x2,y1,y2`. */
  readonly region: string
  /** Given, or predicted from the most similar pictures. */
  readonly categoryId: number
  readonly hits: readonly SearchHit[]
}

/** A stored picture that was found. */
export interface SearchHit extends ListedPicture {
  /** 0 to 1, as SearchImageByPic scores it. */
  readonly score: number
}
