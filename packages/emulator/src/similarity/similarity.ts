// How alike two pictures are, from their descriptors.
import { type Descriptor, viewLength } from "./descriptor.ts"
import { score } from "./score.ts"

/** Numbers of a stored picture in a row of an index: the whole view, then the object view. */
export const rowLength = 2 * viewLength

/** Writes both views of a descriptor into a row. */
export const writeRow = (row: Float32Array, { whole, object }: Descriptor): void => {
  row.set(whole)
  row.set(object, viewLength)
}

/**
 * How alike a query is to stored rows: the largest inner product of whole with whole, object with object, and object
 * with whole, for the subject of a query may fill the stored picture (a screenshot, a margin, a scene).
 *
 * At most 1, negative for opposites; exactly 1 when the whole pictures are equal, even if blocks are empty because the
 * picture is flat.
 */
export const similarityTo =
  (query: Descriptor) =>
  (row: Float32Array): number =>
    isEqual(query.whole, row) ? 1 : Math.min(1, largestProduct(query, row))

/** The score of two pictures, 0 to 1: the larger of the two directions, so that it is symmetric. */
export const compare = (a: Descriptor, b: Descriptor): number => score(Math.max(similarity(a, b), similarity(b, a)))

/** How alike a query is to one stored picture; not symmetric, see `similarityTo`. */
export const similarity = (query: Descriptor, stored: Descriptor): number => {
  const row = new Float32Array(rowLength)
  writeRow(row, stored)
  return similarityTo(query)(row)
}

/** Three inner products in one pass; even and odd places are summed apart: the processor then adds in parallel. */
const largestProduct = ({ whole, object }: Descriptor, row: Float32Array): number => {
  let wholeEven = 0
  let wholeOdd = 0
  let objectEven = 0
  let objectOdd = 0
  let acrossEven = 0
  let acrossOdd = 0
  for (let i = 0; i < viewLength; i += 2) {
    const queryObject = object[i] ?? 0
    const storedWhole = row[i] ?? 0
    const nextObject = object[i + 1] ?? 0
    const nextWhole = row[i + 1] ?? 0
    wholeEven += (whole[i] ?? 0) * storedWhole
    acrossEven += queryObject * storedWhole
    objectEven += queryObject * (row[viewLength + i] ?? 0)
    wholeOdd += (whole[i + 1] ?? 0) * nextWhole
    acrossOdd += nextObject * nextWhole
    objectOdd += nextObject * (row[viewLength + i + 1] ?? 0)
  }
  return Math.max(wholeEven + wholeOdd, objectEven + objectOdd, acrossEven + acrossOdd)
}

/** Ends at the first difference, so it costs nothing for all but equal pictures. */
const isEqual = (view: Float32Array, row: Float32Array): boolean => {
  for (let i = 0; i < view.length; i++) if (view[i] !== row[i]) return false
  return true
}
