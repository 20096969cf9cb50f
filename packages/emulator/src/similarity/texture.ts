// Block 4: what the surface is like. Histograms of uniform local binary patterns at two sizes.
import { halve } from "./halve.ts"
import { type Grid, gridSide } from "./sample.ts"
import { subtractMean, toRootShares, toUnit } from "./vector.ts"

/** 58 patterns with at most two changes around the ring, and one bin for all others. */
const bins = 59
const otherPatterns = bins - 1
/** Grey levels by which a neighbour must be brighter: slack against noise. Measured. */
const slack = 2
/** Pattern 0, nothing brighter around, is every flat area: it says little, so it counts less. Measured. */
const flatWeight = 0.3

export const textureLength = 2 * bins

/** Describes a grid in 118 numbers of unit length. */
export const texture = ({ grey }: Grid): Float32Array => {
  const counts = new Float32Array(textureLength)
  countPatterns(grey, gridSide, counts.subarray(0, bins))
  countPatterns(halve(grey, gridSide), gridSide / 2, counts.subarray(bins))
  const roots = toRootShares(counts)
  roots[0] = (roots[0] ?? 0) * flatWeight
  roots[bins] = (roots[bins] ?? 0) * flatWeight
  return toUnit(subtractMean(toUnit(roots)))
}

const countPatterns = (plane: Float32Array, side: number, counts: Float32Array): void => {
  for (let y = 1; y < side - 1; y++) {
    for (let i = y * side + 1; i < (y + 1) * side - 1; i++) {
      const least = (plane[i] ?? 0) + slack
      // The ring clockwise from the upper left, one bit each.
      let pattern = (plane[i - side - 1] ?? 0) > least ? 1 : 0
      if ((plane[i - side] ?? 0) > least) pattern |= 2
      if ((plane[i - side + 1] ?? 0) > least) pattern |= 4
      if ((plane[i + 1] ?? 0) > least) pattern |= 8
      if ((plane[i + side + 1] ?? 0) > least) pattern |= 16
      if ((plane[i + side] ?? 0) > least) pattern |= 32
      if ((plane[i + side - 1] ?? 0) > least) pattern |= 64
      if ((plane[i - 1] ?? 0) > least) pattern |= 128
      const bin = binOf[pattern] ?? otherPatterns
      counts[bin] = (counts[bin] ?? 0) + 1
    }
  }
}

/** The bin of each of the 256 patterns; the patterns that keep a bin of their own are numbered in order. */
const binOf: Uint8Array = (() => {
  let next = 0
  return Uint8Array.from({ length: 256 }, (_, pattern) => (changesAround(pattern) <= 2 ? next++ : otherPatterns))
})()

function changesAround(pattern: number): number {
  const turned = (pattern >> 1) | ((pattern & 1) << 7)
  let changes = 0
  for (let different = pattern ^ turned; different > 0; different &= different - 1) changes += 1
  return changes
}
