// A region of a picture → a small square grid, by area. The aspect ratio is dropped on purpose: it makes a stretched
// copy look the same.
import type { Box, Picture } from "./Picture.ts"

/** Cells of the grid along each side. */
export const gridSide = 64

/** Row-major planes of `gridSide` x `gridSide` means, 0..255. */
export interface Grid {
  readonly red: Float32Array
  readonly green: Float32Array
  readonly blue: Float32Array
  /** Rec. 601 luma. */
  readonly grey: Float32Array
}

/** Samples a region given in pixels of the picture as sent; what lies outside of the picture is cut off. */
export const sample = (picture: Picture, box: Box): Grid => {
  const { width, height, original } = picture
  const columns = spans(width, (box.x0 / original.width) * width, (box.x1 / original.width) * width)
  const rows = spans(height, (box.y0 / original.height) * height, (box.y1 / original.height) * height)
  return sampleRows(sampleColumns(picture, columns, rows), rows)
}

/** For each cell along an axis: the first pixel that it covers, how many, and their weights, which sum to 1. */
interface Spans {
  readonly starts: Int32Array
  readonly counts: Int32Array
  /** `stride` places for each cell. */
  readonly weights: Float64Array
  readonly stride: number
}

/** Shorter pieces of a pixel are rounding, not area. */
const leastArea = 1e-6

const spans = (limit: number, from: number, until: number): Spans => {
  const first = Math.min(Math.max(from, 0), limit)
  const step = (Math.min(Math.max(until, first), limit) - first) / gridSide
  const stride = Math.ceil(step) + 2
  const starts = new Int32Array(gridSide)
  const counts = new Int32Array(gridSide)
  const weights = new Float64Array(gridSide * stride)
  for (let cell = 0; cell < gridSide; cell++) {
    const low = first + cell * step
    const high = Math.min(limit, low + step)
    const start = Math.min(limit - 1, Math.floor(low))
    const count = Math.max(1, Math.ceil(high - leastArea) - start)
    const covered = Array.from({ length: count }, (_, i) =>
      Math.max(leastArea, Math.min(high, start + i + 1) - Math.max(low, start + i))
    )
    const total = covered.reduce((sum, area) => sum + area, 0)
    starts[cell] = start
    counts[cell] = count
    covered.forEach((area, i) => (weights[cell * stride + i] = area / total))
  }
  return { starts, counts, weights, stride }
}

/** The first pixel row that any cell covers, and the row after the last. */
const rowRange = ({ starts, counts }: Spans): readonly [number, number] => {
  const last = gridSide - 1
  return [starts[0] ?? 0, (starts[last] ?? 0) + (counts[last] ?? 0)]
}

/** Every pixel row of the region, `gridSide` RGB means wide. */
const sampleColumns = ({ rgb, width }: Picture, columns: Spans, rows: Spans): Float32Array => {
  const { starts, counts, weights, stride } = columns
  const [top, bottom] = rowRange(rows)
  const out = new Float32Array((bottom - top) * gridSide * 3)
  for (let y = top, to = 0; y < bottom; y++) {
    for (let x = 0; x < gridSide; x++, to += 3) {
      const count = counts[x] ?? 0
      let from = (y * width + (starts[x] ?? 0)) * 3
      let red = 0
      let green = 0
      let blue = 0
      for (let i = x * stride; i < x * stride + count; i++, from += 3) {
        const weight = weights[i] ?? 0
        red += (rgb[from] ?? 0) * weight
        green += (rgb[from + 1] ?? 0) * weight
        blue += (rgb[from + 2] ?? 0) * weight
      }
      out[to] = red
      out[to + 1] = green
      out[to + 2] = blue
    }
  }
  return out
}

const sampleRows = (lines: Float32Array, rows: Spans): Grid => {
  const { starts, counts, weights, stride } = rows
  const [top] = rowRange(rows)
  const grid = emptyGrid()
  for (let y = 0, to = 0; y < gridSide; y++) {
    const count = counts[y] ?? 0
    for (let x = 0; x < gridSide; x++, to++) {
      let from = (((starts[y] ?? 0) - top) * gridSide + x) * 3
      let red = 0
      let green = 0
      let blue = 0
      for (let i = y * stride; i < y * stride + count; i++, from += gridSide * 3) {
        const weight = weights[i] ?? 0
        red += (lines[from] ?? 0) * weight
        green += (lines[from + 1] ?? 0) * weight
        blue += (lines[from + 2] ?? 0) * weight
      }
      grid.red[to] = red
      grid.green[to] = green
      grid.blue[to] = blue
      grid.grey[to] = 0.299 * red + 0.587 * green + 0.114 * blue
    }
  }
  return grid
}

const emptyGrid = (): Grid => ({
  red: new Float32Array(gridSide * gridSide),
  green: new Float32Array(gridSide * gridSide),
  blue: new Float32Array(gridSide * gridSide),
  grey: new Float32Array(gridSide * gridSide)
})
