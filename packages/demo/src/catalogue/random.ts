// Seeded pseudo-random numbers: the only source of chance in the catalogue, so that one seed draws the same pictures.

/** A stream of pseudo-random choices that depends on its seed words alone. */
export interface Random {
  /** A number in [low, high). */
  readonly between: (low: number, high: number) => number
  /** A whole number in [low, high], both ends included. */
  readonly whole: (low: number, high: number) => number
  /** True with the given probability, 0 to 1. */
  readonly chance: (probability: number) => boolean
  /** One item of a list that is not empty. */
  readonly pick: <T>(items: readonly [T, ...(readonly T[])]) => T
  /** A shuffled copy. */
  readonly shuffle: <T>(items: readonly T[]) => readonly T[]
}

/** Opens the stream of the given seed words; streams of different words are independent of each other. */
export const createRandom = (...words: readonly number[]): Random => {
  let state = words.reduce((mixed, word) => scramble(mixed ^ word), 0x9e3779b9)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    return scramble(state) / 2 ** 32
  }
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    between: (low, high) => low + next() * (high - low),
    whole,
    chance: (probability) => next() < probability,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    shuffle: (items) =>
      items
        .map((item) => ({ item, order: next() }))
        .toSorted((a, b) => a.order - b.order)
        .map(({ item }) => item)
  }
}

// The finaliser of mulberry32: one 32-bit word in, one well-mixed unsigned 32-bit word out.
const scramble = (word: number): number => {
  let mixed = Math.imul(word ^ (word >>> 15), word | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return (mixed ^ (mixed >>> 14)) >>> 0
}
