// Names of the colours that a subject shows, read back from the histogram in its descriptor.
import { colourHistogramLength, saturations, values } from "./colourHistogram.ts"
import { colourHistogramStart, type Descriptor } from "./descriptor.ts"

/** A colour counts from this share of the subject's area on; chosen, so that a print or a button is no colour of a shirt. */
const leastShare = 0.15

/** The names, the largest share first. A bin of the histogram is coarse, so the names are too. */
export const coloursOf = ({ object }: Descriptor): readonly string[] => {
  const shares = new Map<string, number>()
  let total = 0
  for (let bin = 0; bin < colourHistogramLength; bin++) {
    // The block holds square roots of shares, all times the same weight.
    const share = (object[colourHistogramStart + bin] ?? 0) ** 2
    if (share === 0) continue
    total += share
    const name = nameOf(bin)
    shares.set(name, (shares.get(name) ?? 0) + share)
  }
  return [...shares]
    .filter(([, share]) => share >= leastShare * total)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name]) => name)
}

/** Names of the sixteen hues, 22.5 degrees each, from red on. */
const hueNames =
  "red orange yellow green green green green turquoise turquoise blue blue blue purple pink pink red".split(" ")

/** Bins count by hue, then saturation, then value, from dark to bright. */
const nameOf = (bin: number): string => {
  const value = bin % values
  const saturation = Math.floor(bin / values) % saturations
  const hue = Math.floor(bin / (values * saturations))
  if (value === 0) return "black"
  if (saturation === 0) return value === values - 1 ? "white" : "grey"
  // Dark orange is what people call brown.
  if (hue === 1 && value < values - 1) return "brown"
  return hueNames[hue] ?? "grey"
}
