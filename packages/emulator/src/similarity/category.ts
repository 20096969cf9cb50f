// The category of a picture that came without one: what its nearest stored pictures say.

/** A stored picture's say in the category of a new one. */
interface CategoryVote {
  readonly category: number
  readonly similarity: number
}

interface CategoryGuess {
  readonly category: number
  /** The winner's share of the votes, 0 to 1; 0 for the fallback. */
  readonly confidence: number
}

/** "Other" among the documented categories. */
const otherCategory = 88_888_888

/** The nearest pictures that vote. Measured: right for .34 of the pictures over 44 classes, for .79 over 5. */
const voters = 10
const votePower = 4
/**
 * Share of the votes by which the winner must lead. A wrong category hides a picture from searches in the right one.
 * Measured on clip art of 16 classes: with it .81 of the guesses are right and .27 fall back; without it .68 are right.
 */
const leastLead = 0.2

/** Guesses a category from neighbours in any order, or falls back to "other" when there are none or no clear winner. */
export const predictCategory = (neighbours: readonly CategoryVote[]): CategoryGuess => {
  const votes = new Map<number, number>()
  let total = 0
  for (const { category, similarity } of nearestFirst(neighbours).slice(0, voters)) {
    const vote = Math.max(0, similarity) ** votePower
    votes.set(category, (votes.get(category) ?? 0) + vote)
    total += vote
  }
  const [winner, second] = [...votes].toSorted(([, a], [, b]) => b - a)
  if (winner === undefined || total === 0) return { category: otherCategory, confidence: 0 }
  const lead = (winner[1] - (second?.[1] ?? 0)) / total
  if (lead < leastLead) return { category: otherCategory, confidence: 0 }
  return { category: winner[0], confidence: winner[1] / total }
}

const nearestFirst = (neighbours: readonly CategoryVote[]): readonly CategoryVote[] =>
  neighbours.toSorted((a, b) => b.similarity - a.similarity)
