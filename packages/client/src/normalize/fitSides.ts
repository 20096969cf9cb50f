/** The sides that a picture gets, so that both lie in the range of the service. Pure. */
import type { SideRange } from "@imagesearch/core"
import type { Sides } from "./NormalizedPicture.ts"

/** The nearest sides of the same shape; undefined where the picture is too long for its breadth. */
export const fitSides = (sides: Sides, range: SideRange | undefined): Sides | undefined => {
  if (range === undefined) return sides
  const longest = Math.max(sides.width, sides.height)
  const shortest = Math.min(sides.width, sides.height)
  const most = range.maxIncluded ? range.max : range.max - 1
  const scale = longest > most ? most / longest : shortest < range.min ? range.min / shortest : 1
  const fitted = scaled(sides, scale)
  const isFit = Math.min(fitted.width, fitted.height) >= range.min && Math.max(fitted.width, fitted.height) <= most
  return isFit ? fitted : undefined
}

export const scaled = ({ width, height }: Sides, scale: number): Sides => ({
  width: Math.max(1, Math.round(width * scale)),
  height: Math.max(1, Math.round(height * scale))
})
