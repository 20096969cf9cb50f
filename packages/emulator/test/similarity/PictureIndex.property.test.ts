import { describe, expect, it } from "vitest"
import { type Descriptor, PictureIndex } from "../../src/similarity/engine.ts"
import { viewLength } from "../../src/similarity/descriptor.ts"
import { similarity } from "../../src/similarity/similarity.ts"
import { randomUnit, seeded } from "./seeded.ts"

const descriptorOf = (random: () => number): Descriptor => ({
  version: 1,
  whole: randomUnit(random, viewLength),
  object: randomUnit(random, viewLength)
})

interface Stored {
  readonly id: string
  readonly descriptor: Descriptor
}

/** The index in the plainest way: a list in order of addition, sorted in full (and stably) for each search. */
const naive = (stored: readonly Stored[], query: Descriptor, limit: number, accept: (id: string) => boolean) =>
  stored
    .filter(({ id }) => accept(id))
    .map(({ id, descriptor }) => [id, similarity(query, descriptor)] as const)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, limit)

describe("an index", () => {
  it.each([1, 2, 3, 4, 5, 6])("answers as a full sort does, through random adds and removals (seed %i)", (seed) => {
    const random = seeded(seed)
    const pick = (below: number): number => Math.floor(random() * below)
    // Few different descriptors, so that ties are common.
    const pool = Array.from({ length: 25 }, () => descriptorOf(random))
    const index = new PictureIndex<string>()
    let stored: readonly Stored[] = []
    for (let step = 0; step < 300; step++) {
      const id = `picture ${pick(60)}`
      const others = stored.filter((picture) => picture.id !== id)
      if (random() < 0.65) {
        const descriptor = pool[pick(pool.length)] ?? descriptorOf(random)
        index.add(id, descriptor)
        stored = [...others, { id, descriptor }]
      } else {
        const wasThere = others.length < stored.length
        if (index.remove(id) !== wasThere) throw new Error(`${id} was ${wasThere ? "" : "not "}there`)
        stored = others
      }
      expect(index.size).toBe(stored.length)
      if (step % 5 !== 0) continue
      const query = random() < 0.5 ? (pool[pick(pool.length)] ?? descriptorOf(random)) : descriptorOf(random)
      const parity = pick(3)
      const accept = (candidate: string): boolean => parity === 2 || Number(candidate.slice(8)) % 2 === parity
      const limit = pick(12)
      const found = index.nearest(query, { limit, accept })
      expect(found.map((hit) => [hit.id, hit.similarity])).toEqual(naive(stored, query, limit, accept))
    }
  })

  it("gives each hit the score of its similarity, and 1 to the picture itself", () => {
    const random = seeded(11)
    const index = new PictureIndex<number>()
    const descriptors = Array.from({ length: 40 }, () => descriptorOf(random))
    descriptors.forEach((descriptor, i) => index.add(i, descriptor))
    for (const [i, descriptor] of descriptors.entries()) {
      expect(index.nearest(descriptor, { limit: 1 })).toEqual([{ id: i, similarity: 1, score: 1 }])
    }
  })

  it("keeps its own copy of what was added", () => {
    const random = seeded(12)
    const index = new PictureIndex<number>()
    const descriptor = descriptorOf(random)
    const query = { ...descriptor, whole: descriptor.whole.slice(), object: descriptor.object.slice() }
    index.add(1, descriptor)
    descriptor.whole.fill(0)
    expect(index.nearest(query, { limit: 1 })[0]?.score).toBe(1)
  })

  it("is empty at first, and after everything is removed", () => {
    const index = new PictureIndex<number>()
    const query = descriptorOf(seeded(13))
    expect(index.nearest(query, { limit: 5 })).toEqual([])
    index.add(1, query)
    expect(index.remove(1)).toBe(true)
    expect(index.remove(1)).toBe(false)
    expect(index.size).toBe(0)
    expect(index.nearest(query, { limit: 5 })).toEqual([])
  })
})
