// Block 1: where which colours are. An 8 x 8 Lab thumbnail, its cosine transform, the low frequencies.
import { halve } from "./halve.ts"
import { toLab } from "./lab.ts"
import { type Grid, gridSide } from "./sample.ts"
import { dot, toUnit } from "./vector.ts"

/** Coefficients kept of lightness, and of each of the two chroma planes. Measured to be enough. */
const lightnessCoefficients = 28
const chromaCoefficients = 15
/** Colour tells products apart better than lightness, which the light of the photo changes. Measured. */
const chromaWeight = 1.5
/** The mean counts less than the pattern, so that a brighter copy stays close. Measured. */
const meanWeight = 0.35

export const colourLayoutLength = lightnessCoefficients + 2 * chromaCoefficients

/** Describes a grid in 58 numbers of unit length. */
export const colourLayout = (grid: Grid): Float32Array => {
  const [red, green, blue] = [thumbnail(grid.red), thumbnail(grid.green), thumbnail(grid.blue)]
  const { lightness, a, b } = toLab({ red, green, blue })
  return toUnit(
    Float32Array.from([
      ...coefficients(lightness, lightnessCoefficients, 1),
      ...coefficients(a, chromaCoefficients, chromaWeight),
      ...coefficients(b, chromaCoefficients, chromaWeight)
    ])
  )
}

const side = 8

const thumbnail = (plane: Float32Array): Float32Array => {
  let out = plane
  for (let length = gridSide; length > side; length /= 2) out = halve(out, length)
  return out
}

const coefficients = (plane: Float32Array, count: number, weight: number): number[] =>
  waves.slice(0, count).map((wave, i) => dot(plane, wave) * weight * (i === 0 ? meanWeight : 1))

/** One step of the orthonormal cosine transform (DCT-II) of 8 values. */
const cosine = (frequency: number, n: number): number =>
  (frequency === 0 ? Math.SQRT1_2 / 2 : 0.5) * Math.cos((Math.PI / side) * (n + 0.5) * frequency)

/** The two-dimensional cosine waves as 8 x 8 planes, from the lowest frequency up. */
const waves: readonly Float32Array[] = Array.from({ length: side * side }, (_, i) => ({ v: i >> 3, u: i & 7 }))
  .toSorted((p, q) => p.v + p.u - (q.v + q.u) || p.v - q.v)
  .map(({ v, u }) => Float32Array.from({ length: side * side }, (_, i) => cosine(v, i >> 3) * cosine(u, i & 7)))
