// Colours as "#rrggbb" text, and the few operations on them that the drawings need.

/** The colour that lies the given share (0 to 1) of the way from one colour to another. */
export const mix = (from: string, to: string, share: number): string => {
  const a = channels(from)
  const b = channels(to)
  return `#${a.map((value, index) => hex(value + ((b[index] ?? value) - value) * share)).join("")}`
}

/** The colour towards white by a share of 0 to 1. */
export const lighter = (colour: string, share: number): string => mix(colour, "#ffffff", share)

/** The colour towards a blue-tinted black by a share of 0 to 1: shadows in daylight are not neutral. */
export const darker = (colour: string, share: number): string => mix(colour, "#10121c", share)

/** How far apart two colours look, roughly: 0 is equal, black to white is about 765 ("redmean" weighting). */
export const colourDistance = (one: string, other: string): number => {
  const [r1 = 0, g1 = 0, b1 = 0] = channels(one)
  const [r2 = 0, g2 = 0, b2 = 0] = channels(other)
  const red = (r1 + r2) / 2
  const weighted = (2 + red / 256) * (r1 - r2) ** 2 + 4 * (g1 - g2) ** 2 + (2 + (255 - red) / 256) * (b1 - b2) ** 2
  return Math.sqrt(weighted)
}

const channels = (colour: string): readonly number[] =>
  [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))

const hex = (value: number): string => Math.round(value).toString(16).padStart(2, "0")
