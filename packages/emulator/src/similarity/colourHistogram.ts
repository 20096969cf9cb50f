// Block 3: how much of which colour, wherever it is. An HSV histogram.
import type { Grid } from "./sample.ts"
import { toRootShares } from "./vector.ts"

const hues = 16
export const saturations = 4
export const values = 4

export const colourHistogramLength = hues * saturations * values

/** Describes a grid in 256 numbers of unit length. */
export const colourHistogram = ({ red, green, blue }: Grid): Float32Array => {
  const counts = new Float32Array(colourHistogramLength)
  for (let i = 0; i < red.length; i++) {
    const r = (red[i] ?? 0) / 255
    const g = (green[i] ?? 0) / 255
    const b = (blue[i] ?? 0) / 255
    const max = Math.max(r, g, b)
    const range = max - Math.min(r, g, b)
    const hue = level(hueOf(r, g, b, max, range), hues)
    const saturation = max < nothing ? 0 : level(range / max, saturations)
    const bin = (hue * saturations + saturation) * values + level(max, values)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return toRootShares(counts)
}

/** Differences below this are rounding of the sampling: the colour is grey, or black. */
const nothing = 1e-6

const level = (share: number, levels: number): number => Math.min(levels - 1, Math.floor(share * levels))

/** The hue as a share of the circle, red at 0; greys count as red of no saturation. */
const hueOf = (r: number, g: number, b: number, max: number, range: number): number => {
  if (range < nothing) return 0
  if (max === r) return (((g - b) / range + 6) % 6) / 6
  return (max === g ? (b - r) / range + 2 : (r - g) / range + 4) / 6
}
