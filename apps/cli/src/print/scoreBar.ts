/** A score as a bar, in eighths of a cell. */

/** Cells of a full bar. */
const barCells = 8

/** Left-aligned blocks of one to seven eighths of a cell (U+258F to U+2589). */
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

/** Up to eight cells for a score of 0 to 1; what lies outside is drawn as the nearer end. */
export const scoreBar = (score: number): string => {
  const filled = Math.round(Math.min(1, Math.max(0, score)) * barCells * eighths.length)
  return "█".repeat(Math.floor(filled / eighths.length)) + (eighths[filled % eighths.length] ?? "")
}
