/** A subject region: the part of a picture that is described, in pixels of the picture as sent. */
import * as z from "zod/mini"
import { strictObject } from "./compiledObject.ts"

const edgeError = "must be a whole number of pixels, 0 or more"
const edge = z.int({ error: edgeError, abort: true }).check(z.gte(0, edgeError))

/** Left, right, upper and lower edge. The wire writes both x first: `x1,x2,y1,y2`. */
export const Region = strictObject({ x1: edge, x2: edge, y1: edge, y2: edge }).check(
  z.refine(({ x1, x2, y1, y2 }) => x1 < x2 && y1 < y2, "x1 must be left of x2 and y1 above y2")
)

/** The edges of a subject region in pixels of the picture as sent: `x1` is left of `x2`, `y1` above `y2`. */
export interface Region extends z.infer<typeof Region> {}

/** The region as the wire writes it: `x1,x2,y1,y2`, both x first. */
export const formatRegion = ({ x1, x2, y1, y2 }: Region): string => `${x1},${x2},${y1},${y2}`

/** Whether the region ends within a picture of this size. */
export const isInside = (
  { x2, y2 }: Region,
  { width, height }: { readonly width: number; readonly height: number }
): boolean => x2 <= width && y2 <= height

/** The region in a wire text such as `20,240,10,200`, or undefined when it is absent or malformed. */
export const parseRegion = (text: string | undefined): Region | undefined => {
  const match = text === undefined ? null : /^(\d+),(\d+),(\d+),(\d+)$/.exec(text)
  if (match === null) return undefined
  return { x1: Number(match[1]), x2: Number(match[2]), y1: Number(match[3]), y2: Number(match[4]) }
}
