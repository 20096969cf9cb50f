// Block 2: which way the edges run in each part of the picture. 4 x 4 cells of 16 signed gradient directions.
import { type Grid, gridSide } from "./sample.ts"
import { toUnit } from "./vector.ts"

const cells = 4
const directions = 16
/** Grey levels across two cells of the grid; anything fainter is noise or a soft shadow. */
const faintest = 2

export const shapeLength = cells * cells * directions

/** Describes a grid in 256 numbers of unit length; zeros when the grid has no edges. */
export const shape = (grid: Grid): Float32Array => {
  const votes = collectVotes(grid.grey)
  const energies = cellEnergies(votes)
  const floor = energies.reduce((sum, energy) => sum + energy, 0) / energies.length / 2 + 1
  const out = new Float32Array(shapeLength)
  for (let cell = 0; cell < cells * cells; cell++) {
    const gain = 1 / Math.sqrt(energyAround(energies, cell) + floor)
    const from = cell * directions
    let sum = 0
    for (let i = from; i < from + directions; i++) {
      const root = Math.sqrt((votes[i] ?? 0) * gain)
      out[i] = root
      sum += root
    }
    // Which directions stand out, not how busy the cell is: this pulls unrelated pictures apart.
    const mean = sum / directions
    for (let i = from; i < from + directions; i++) out[i] = (out[i] ?? 0) - mean
  }
  return toUnit(out)
}

/** One cell of margin all round takes the votes that fall outside, so that the inner loop needs no bounds. */
const padded = cells + 2

/** Each edge votes with its strength, shared linearly between the four nearest cells and the two nearest directions. */
const collectVotes = (grey: Float32Array): Float64Array => {
  const votes = new Float64Array(padded * padded * directions)
  const last = gridSide - 1
  for (let y = 0; y <= last; y++) {
    const above = Math.max(0, y - 1) * gridSide
    const below = Math.min(last, y + 1) * gridSide
    const row = y * gridSide
    const cellY = (y + 0.5) / (gridSide / cells) + 0.5
    const top = Math.floor(cellY)
    for (let x = 0; x <= last; x++) {
      const dx = (grey[row + Math.min(last, x + 1)] ?? 0) - (grey[row + Math.max(0, x - 1)] ?? 0)
      const dy = (grey[below + x] ?? 0) - (grey[above + x] ?? 0)
      const strength = Math.sqrt(dx * dx + dy * dy)
      if (strength < faintest) continue
      const turn = (Math.atan2(dy, dx) / (2 * Math.PI)) * directions + directions
      const low = Math.floor(turn)
      const cellX = (x + 0.5) / (gridSide / cells) + 0.5
      const left = Math.floor(cellX)
      const corner = (top * padded + left) * directions
      const vote = { low: low % directions, high: (low + 1) % directions, share: turn - low }
      const right = cellX - left
      const bottom = cellY - top
      cast(votes, corner, vote, strength * (1 - right) * (1 - bottom))
      cast(votes, corner + directions, vote, strength * right * (1 - bottom))
      cast(votes, corner + padded * directions, vote, strength * (1 - right) * bottom)
      cast(votes, corner + (padded + 1) * directions, vote, strength * right * bottom)
    }
  }
  return withoutMargin(votes)
}

interface Vote {
  readonly low: number
  readonly high: number
  /** Share of the higher direction. */
  readonly share: number
}

const cast = (votes: Float64Array, cell: number, { low, high, share }: Vote, weight: number): void => {
  votes[cell + low] = (votes[cell + low] ?? 0) + weight * (1 - share)
  votes[cell + high] = (votes[cell + high] ?? 0) + weight * share
}

const withoutMargin = (votes: Float64Array): Float64Array => {
  const out = new Float64Array(shapeLength)
  for (let y = 0; y < cells; y++) {
    const from = ((y + 1) * padded + 1) * directions
    out.set(votes.subarray(from, from + cells * directions), y * cells * directions)
  }
  return out
}

const cellEnergies = (votes: Float64Array): readonly number[] =>
  Array.from({ length: cells * cells }, (_, cell) =>
    votes.subarray(cell * directions, (cell + 1) * directions).reduce((sum, vote) => sum + vote * vote, 0)
  )

/** The mean energy of the cell and its neighbours: contrast is judged against the surroundings, not the picture. */
const energyAround = (energies: readonly number[], cell: number): number => {
  const x = cell % cells
  const y = Math.floor(cell / cells)
  const near = energies.filter((_, i) => Math.abs((i % cells) - x) <= 1 && Math.abs(Math.floor(i / cells) - y) <= 1)
  return near.reduce((sum, energy) => sum + energy, 0) / near.length
}
