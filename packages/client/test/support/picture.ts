/** Pictures drawn by the tests: PPM is a header and raw bytes, and the service takes it. */

/** A disc of one colour on light grey; equal arguments give equal bytes. */
export const disc = ({
  side = 160,
  radius = 40,
  colour = [200, 30, 30]
}: {
  readonly side?: number
  readonly radius?: number
  readonly colour?: readonly [number, number, number]
} = {}): Uint8Array => {
  const header = Buffer.from(`P6 ${side} ${side} 255\n`)
  const pixels = Buffer.alloc(side * side * 3, 235)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if ((x - side / 2) ** 2 + (y - side / 2) ** 2 < radius ** 2) pixels.set(colour, (y * side + x) * 3)
    }
  }
  return Buffer.concat([header, pixels])
}
