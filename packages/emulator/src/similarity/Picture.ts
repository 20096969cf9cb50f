// A decoded picture, small enough to describe, and the two kinds of pixels that regions of it are given in.

/** A region: `x0`, `y0` inclusive, `x1`, `y1` exclusive; in pixels of the upright picture as it was sent. */
export interface Box {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** A decoded picture: 8-bit sRGB, row after row, upright, on white, its longest side `longestSide` pixels. */
export interface Picture extends Size {
  readonly rgb: Uint8Array
  /** The upright picture's size as it was sent: the pixels that a `Box` counts. */
  readonly original: Size
}

/** Pixels of the longest side after decoding: four for each cell of the descriptor's grid, for its area filter. */
export const longestSide = 256

/** The box that covers a picture of this size. */
export const wholeBox = ({ width, height }: Size): Box => ({ x0: 0, y0: 0, x1: width, y1: height })

/** Whether a box covers all of a picture of this size. */
export const isWhole = (box: Box, { width, height }: Size): boolean =>
  box.x0 <= 0 && box.y0 <= 0 && box.x1 >= width && box.y1 >= height
