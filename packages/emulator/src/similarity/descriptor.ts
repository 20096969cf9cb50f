// A picture in numbers: four hand-made blocks, joined so that one inner product compares all of them.
import { colourHistogram, colourHistogramLength } from "./colourHistogram.ts"
import { colourLayout, colourLayoutLength } from "./colourLayout.ts"
import { type Box, isWhole, type Picture, wholeBox } from "./Picture.ts"
import { type Grid, sample } from "./sample.ts"
import { shape, shapeLength } from "./shape.ts"
import { texture, textureLength } from "./texture.ts"
import { scale } from "./vector.ts"

/** Two views of a picture, 688 numbers each. Every block of a view has its weight as squared length, 1 in all. */
export interface Descriptor {
  readonly version: number
  readonly whole: Float32Array
  /** Of the subject region; the very same array as `whole` when the region is the whole picture. */
  readonly object: Float32Array
}

/** Raised whenever the numbers of any picture change, so that stored descriptors are made anew. */
export const descriptorVersion = 1

/** Weights of the blocks, measured. They sum to 1, so that a picture has similarity 1 to itself. */
const layoutWeight = 0.17
const shapeWeight = 0.33
const colourWeight = 0.17
const textureWeight = 0.33

/** Numbers of one view. */
export const viewLength = colourLayoutLength + shapeLength + colourHistogramLength + textureLength

/** Where the histogram of colours begins in a view. */
export const colourHistogramStart = colourLayoutLength + shapeLength

/** Describes a picture and the subject in it: a given region, the detected box, or the whole picture. */
export const describe = (picture: Picture, subject: Box): Descriptor => {
  const whole = describeGrid(sample(picture, wholeBox(picture.original)))
  const object = isWhole(subject, picture.original) ? whole : describeGrid(sample(picture, subject))
  return { version: descriptorVersion, whole, object }
}

/** Joins the blocks, each times the square root of its weight. */
const describeGrid = (grid: Grid): Float32Array => {
  const view = new Float32Array(viewLength)
  view.set(scale(colourLayout(grid), Math.sqrt(layoutWeight)))
  view.set(scale(shape(grid), Math.sqrt(shapeWeight)), colourLayoutLength)
  view.set(scale(colourHistogram(grid), Math.sqrt(colourWeight)), colourHistogramStart)
  view.set(scale(texture(grid), Math.sqrt(textureWeight)), viewLength - textureLength)
  return view
}
