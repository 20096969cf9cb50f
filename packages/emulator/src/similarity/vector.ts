// Arithmetic on vectors of features.

/** The inner product of two vectors of one length. */
export const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** Scales to unit length, in place; a vector of zeros (a picture without this feature) stays as it is. */
export const toUnit = (vector: Float32Array): Float32Array => {
  const squared = dot(vector, vector)
  return squared > 1e-12 ? scale(vector, 1 / Math.sqrt(squared)) : vector
}

/** Counts → square roots of shares, in place: the inner product of two is then the Bhattacharyya coefficient. */
export const toRootShares = (counts: Float32Array): Float32Array => {
  for (let i = 0; i < counts.length; i++) counts[i] = Math.sqrt(counts[i] ?? 0)
  return toUnit(counts)
}

/** Subtracts the mean, in place. */
export const subtractMean = (vector: Float32Array): Float32Array => {
  let sum = 0
  for (const value of vector) sum += value
  const mean = sum / vector.length
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) - mean
  return vector
}

/** Multiplies by a number, in place. */
export const scale = (vector: Float32Array, factor: number): Float32Array => {
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) * factor
  return vector
}
