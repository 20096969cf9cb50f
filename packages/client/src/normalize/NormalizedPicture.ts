/** A picture that is fit for the service, and what was done to make it so. */

/** A fit picture. */
export interface NormalizedPicture extends PictureFacts {
  /** What to give to a call: at most 4 MB. */
  readonly bytes: Uint8Array
  /** What it was before. */
  readonly original: PictureFacts
  /** In the order in which they were made; empty for a picture that was fit as it was. */
  readonly changes: readonly PictureChange[]
}

/** What is known of a picture. */
export interface PictureFacts {
  /** Such as `jpeg`, or what libvips calls a format that the service does not know. */
  readonly format: string
  /** Sides in pixels of the upright picture. */
  readonly width: number
  readonly height: number
  /** Of the whole file. */
  readonly sizeBytes: number
}

/** One change. */
export type PictureChange =
  /** An animation, or a file of several pages, was cut to its first. */
  | { readonly _tag: "FirstFrame"; readonly frames: number }
  /** The pixels were turned upright; this was the EXIF orientation. */
  | { readonly _tag: "Turned"; readonly orientation: number }
  | { readonly _tag: "Resized"; readonly from: Sides; readonly to: Sides }
  /** What was transparent is white now. */
  | { readonly _tag: "Flattened" }
  | { readonly _tag: "Converted"; readonly from: string; readonly to: string }
  /** The JPEG was made with this quality, 1 to 100. */
  | { readonly _tag: "Compressed"; readonly quality: number }
  /** Names of what was removed: `exif`, `icc` (after a conversion to sRGB), `iptc`, `xmp`. */
  | { readonly _tag: "Stripped"; readonly metadata: readonly string[] }

/** In pixels. */
export interface Sides {
  readonly width: number
  readonly height: number
}
