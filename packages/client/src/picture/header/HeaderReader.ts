/** What the reader of each format finds in a header. */

/** Sides in pixels as stored, before any turning. */
export interface Measures {
  readonly width: number
  readonly height: number
  /** EXIF orientation, 1 (upright) to 8; undefined where the picture carries none. */
  readonly orientation: number | undefined
}

/** Reads one format; undefined, or a RangeError, where the header ends too early or makes no sense. */
export type HeaderReader = (view: DataView) => Measures | undefined
