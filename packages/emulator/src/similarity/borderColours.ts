// The colours of the background, taken from the border of the picture: up to five, in Lab.
import type { LabPlanes } from "./lab.ts"
import { gridSide } from "./sample.ts"

export interface Colour {
  readonly lightness: number
  readonly a: number
  readonly b: number
}

/** Cells of the ring along the edge that counts as the border. */
const ringWidth = 2
/** Clusters at most, the rounds of k-means that settle them, and the share of the border below which one is dropped. */
const mostClusters = 5
const rounds = 4
const leastShare = 0.06
/** Lab distance from every cluster so far that a colour needs to begin a new one. */
const newClusterDistance = 15
/** Lightness counts less than chroma, for a shadow is still background. */
const lightnessWeight = 0.6

/** The border cells of a grid, row after row. */
export const borderOf = (lab: LabPlanes): readonly Colour[] => {
  const colours: Colour[] = []
  for (let y = 0; y < gridSide; y++) {
    for (let x = 0; x < gridSide; x++) {
      if (Math.min(x, y, gridSide - 1 - x, gridSide - 1 - y) < ringWidth) colours.push(colourAt(lab, y * gridSide + x))
    }
  }
  return colours
}

/** Groups border cells by k-means, seeded with the median and then with the farthest colours; no randomness. */
export const backgroundColours = (border: readonly Colour[]): readonly Colour[] => {
  let clusters = seeds(border).map((centre) => ({ centre, share: 0 }))
  for (let round = 0; round < rounds; round++) clusters = settle(clusters, border)
  return clusters.filter(({ share }) => share >= leastShare).map(({ centre }) => centre)
}

/** Lab distance to the nearest of some colours; infinite when there are none. */
export const distanceToNearest = (colour: Colour, others: readonly Colour[]): number => {
  let least = Number.POSITIVE_INFINITY
  for (const other of others) least = Math.min(least, squaredDistance(colour, other))
  return Math.sqrt(least)
}

export const colourAt = ({ lightness, a, b }: LabPlanes, i: number): Colour => ({
  lightness: lightness[i] ?? 0,
  a: a[i] ?? 0,
  b: b[i] ?? 0
})

/** The value at a share of the sorted order: 0.5 is the median. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((p, q) => p - q)[Math.floor(values.length * share)] ?? 0

const squaredDistance = (p: Colour, q: Colour): number =>
  lightnessWeight * (p.lightness - q.lightness) ** 2 + (p.a - q.a) ** 2 + (p.b - q.b) ** 2

const seeds = (border: readonly Colour[]): readonly Colour[] => {
  const found: Colour[] = [
    {
      lightness: quantile(
        border.map(({ lightness }) => lightness),
        0.5
      ),
      a: quantile(
        border.map(({ a }) => a),
        0.5
      ),
      b: quantile(
        border.map(({ b }) => b),
        0.5
      )
    }
  ]
  while (found.length < mostClusters) {
    let farthest: Colour | undefined
    let distance = newClusterDistance
    for (const colour of border) {
      const candidate = distanceToNearest(colour, found)
      if (candidate <= distance) continue
      farthest = colour
      distance = candidate
    }
    if (farthest === undefined) break
    found.push(farthest)
  }
  return found
}

interface Cluster {
  readonly centre: Colour
  /** Share of the border, 0 to 1. */
  readonly share: number
}

/** One round of k-means: every colour goes to its nearest centre, every centre to the mean of its colours. */
const settle = (clusters: readonly Cluster[], border: readonly Colour[]): Cluster[] => {
  const sums = clusters.map(() => ({ lightness: 0, a: 0, b: 0, count: 0 }))
  for (const colour of border) {
    const sum = sums[nearestCluster(colour, clusters)]
    if (sum === undefined) continue
    sum.lightness += colour.lightness
    sum.a += colour.a
    sum.b += colour.b
    sum.count += 1
  }
  return clusters.map(({ centre }, i) => {
    const { lightness, a, b, count } = sums[i] ?? { ...centre, count: 0 }
    if (count === 0) return { centre, share: 0 }
    return { centre: { lightness: lightness / count, a: a / count, b: b / count }, share: count / border.length }
  })
}

const nearestCluster = (colour: Colour, clusters: readonly Cluster[]): number => {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  clusters.forEach(({ centre }, i) => {
    const distance = squaredDistance(colour, centre)
    if (distance < least) {
      best = i
      least = distance
    }
  })
  return best
}
