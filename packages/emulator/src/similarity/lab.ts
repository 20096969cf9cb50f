// sRGB → CIE L*a*b* (D65), in which equal distances look about equally large.

export interface LabPlanes {
  readonly lightness: Float32Array
  readonly a: Float32Array
  readonly b: Float32Array
}

interface RgbPlanes {
  readonly red: Float32Array
  readonly green: Float32Array
  readonly blue: Float32Array
}

/** Converts planes of 0..255. Channels are rounded to 8 bits first, so that the gamma curve is a table. */
export const toLab = ({ red, green, blue }: RgbPlanes): LabPlanes => {
  const lightness = new Float32Array(red.length)
  const a = new Float32Array(red.length)
  const b = new Float32Array(red.length)
  for (let i = 0; i < red.length; i++) {
    const r = linear[Math.round(red[i] ?? 0)] ?? 0
    const g = linear[Math.round(green[i] ?? 0)] ?? 0
    const u = linear[Math.round(blue[i] ?? 0)] ?? 0
    const x = response((0.4124 * r + 0.3576 * g + 0.1805 * u) / 0.95047)
    const y = response(0.2126 * r + 0.7152 * g + 0.0722 * u)
    const z = response((0.0193 * r + 0.1192 * g + 0.9505 * u) / 1.08883)
    lightness[i] = 116 * y - 16
    a[i] = 500 * (x - y)
    b[i] = 200 * (y - z)
  }
  return { lightness, a, b }
}

/** The gamma curve of sRGB (IEC 61966-2-1). */
const linear = Float64Array.from({ length: 256 }, (_, level) => {
  const value = level / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

/** The response curve of CIELAB: a cube root, with a straight line near black. */
const response = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
