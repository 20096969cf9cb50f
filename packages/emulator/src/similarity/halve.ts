/** Halves a square plane by the mean of 2 x 2. `side` is even. */
export const halve = (plane: Float32Array, side: number): Float32Array => {
  const half = side / 2
  const out = new Float32Array(half * half)
  for (let y = 0, to = 0; y < half; y++) {
    for (let x = 0, from = 2 * y * side; x < half; x++, from += 2, to++) {
      const upper = (plane[from] ?? 0) + (plane[from + 1] ?? 0)
      const lower = (plane[from + side] ?? 0) + (plane[from + side + 1] ?? 0)
      out[to] = (upper + lower) / 4
    }
  }
  return out
}
