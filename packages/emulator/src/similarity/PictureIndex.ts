// Nearest pictures by an exact scan. Up to about 50,000 pictures it answers within 50 ms, filters cost nothing, and
// there is nothing to tune or to rebuild.
import type { Descriptor } from "./descriptor.ts"
import { score } from "./score.ts"
import { rowLength, similarityTo, writeRow } from "./similarity.ts"

/** A stored picture found by a search. */
interface Neighbour<Id> {
  readonly id: Id
  /** At most 1; see `similarityTo`. */
  readonly similarity: number
  /** 0 to 1. */
  readonly score: number
}

interface Search<Id> {
  /** The most pictures to return. */
  readonly limit: number
  /** Which pictures take part; asked before anything is multiplied. */
  readonly accept?: (id: Id) => boolean
}

/** Stored descriptors by id, all in one buffer: 5.5 kB a picture, doubled when it is full. */
export class PictureIndex<Id> {
  #rows = new Float32Array(16 * rowLength)
  readonly #entries: Entry<Id>[] = []
  readonly #rowOf = new Map<Id, number>()
  #added = 0

  get size(): number {
    return this.#entries.length
  }

  /** Stores a descriptor. An id that is there already is replaced, and counts as added last. */
  add(id: Id, descriptor: Descriptor): void {
    const row = this.#rowOf.get(id) ?? this.#entries.length
    this.#reserve(row + 1)
    this.#entries[row] = { id, order: this.#added++ }
    this.#rowOf.set(id, row)
    writeRow(this.#row(row), descriptor)
  }

  /** Forgets a picture, and tells whether it was there. The last row moves into its place. */
  remove(id: Id): boolean {
    const row = this.#rowOf.get(id)
    if (row === undefined) return false
    this.#rowOf.delete(id)
    const last = this.#entries.pop()
    if (last === undefined || row === this.#entries.length) return true
    this.#row(row).set(this.#row(this.#entries.length))
    this.#entries[row] = last
    this.#rowOf.set(last.id, row)
    return true
  }

  /** The pictures most alike, best first; of equals, the one added first. */
  nearest(query: Descriptor, { limit, accept }: Search<Id>): readonly Neighbour<Id>[] {
    const similarityOf = similarityTo(query)
    const best: Candidate<Id>[] = []
    let row = -1
    for (const entry of this.#entries) {
      row += 1
      if (accept !== undefined && !accept(entry.id)) continue
      keepBest(best, { entry, similarity: similarityOf(this.#row(row)) }, limit)
    }
    return best.map(({ entry, similarity }) => ({ id: entry.id, similarity, score: score(similarity) }))
  }

  #row(row: number): Float32Array {
    return this.#rows.subarray(row * rowLength, (row + 1) * rowLength)
  }

  #reserve(rows: number): void {
    if (rows * rowLength <= this.#rows.length) return
    const larger = new Float32Array(2 * this.#rows.length)
    larger.set(this.#rows)
    this.#rows = larger
  }
}

interface Entry<Id> {
  readonly id: Id
  /** Counts up with every addition: rows change places, this does not. */
  readonly order: number
}

interface Candidate<Id> {
  readonly entry: Entry<Id>
  readonly similarity: number
}

/** Keeps `best` sorted and no longer than `limit`; nearly all candidates of a long scan end at the first comparison. */
const keepBest = <Id>(best: Candidate<Id>[], candidate: Candidate<Id>, limit: number): void => {
  const worst = best.length < limit ? undefined : best.at(-1)
  if (limit < 1 || (worst !== undefined && !isBetter(candidate, worst))) return
  if (worst !== undefined) best.pop()
  let low = 0
  let high = best.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = best[middle]
    if (other !== undefined && isBetter(other, candidate)) low = middle + 1
    else high = middle
  }
  best.splice(low, 0, candidate)
}

const isBetter = <Id>(a: Candidate<Id>, b: Candidate<Id>): boolean =>
  a.similarity > b.similarity || (a.similarity === b.similarity && a.entry.order < b.entry.order)
