// Products drawn as SVG: bottles, shirts, lamps and the like, each in its own colours and proportions.
import sharp from "sharp"
import { seeded } from "./seeded.ts"

/** Draws the product of a seed as a PNG of 400 x 400. */
export const drawProduct = async (seed: number): Promise<Buffer> =>
  sharp(Buffer.from(svgOf(seed)))
    .flatten({ background: "#ffffff" })
    .png()
    .toBuffer()

const svgOf = (seed: number): string => {
  const random = seeded(seed * 7919 + 1)
  const between = (low: number, high: number): number => Math.round(low + random() * (high - low))
  const colour = (): string => `hsl(${between(0, 359)} ${between(25, 95)}% ${between(20, 75)}%)`
  const parts = Array.from({ length: between(2, 4) }, () => part({ between, colour }))
  const body = bodies[seed % bodies.length] ?? bodies[0]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">
    <rect width="400" height="400" fill="hsl(${between(0, 359)} 12% ${between(84, 97)}%)"/>
    <g stroke="${colour()}" stroke-width="${between(1, 5)}">${body?.({ between, colour })}${parts.join("")}</g></svg>`
}

interface Brush {
  readonly between: (low: number, high: number) => number
  readonly colour: () => string
}

/** A box, a bowl, a lamp shade and a dress. */
const bodies: readonly ((brush: Brush) => string)[] = [
  ({ between, colour }) => {
    const place = `x="${between(90, 130)}" y="${between(60, 100)}" rx="${between(0, 60)}"`
    return `<rect ${place} width="${between(120, 190)}" height="${between(200, 260)}" fill="${colour()}"/>`
  },
  ({ between, colour }) => {
    const radii = `rx="${between(70, 140)}" ry="${between(70, 140)}"`
    return `<ellipse cx="200" cy="${between(180, 220)}" ${radii} fill="${colour()}"/>`
  },
  ({ between, colour }) => {
    const right = `L${between(300, 350)} ${between(280, 340)}`
    const left = `L${between(50, 100)} ${between(280, 340)}`
    return `<path d="M200 ${between(50, 90)} ${right} ${left} Z" fill="${colour()}"/>`
  },
  ({ between, colour }) => {
    const shoulders = `M80 ${between(90, 140)} Q200 ${between(30, 120)} 320 120`
    return `<path d="${shoulders} L${between(260, 340)} 330 L${between(70, 150)} 330 Z" fill="${colour()}"/>`
  }
]

const part = ({ between, colour }: Brush): string => {
  const x = between(100, 250)
  const y = between(90, 270)
  const size = between(25, 90)
  switch (between(0, 3)) {
    case 0:
      return `<circle cx="${x}" cy="${y}" r="${size / 2}" fill="${colour()}"/>`
    case 1:
      return `<rect x="${x}" y="${y}" width="${size}" height="${between(15, 80)}" fill="${colour()}"/>`
    case 2:
      return `<path d="M${x} ${y} l${size} ${between(-40, 40)} l${between(-60, 10)} ${size} Z" fill="${colour()}"/>`
    default:
      return Array.from(
        { length: 5 },
        (_, i) => `<line x1="${x}" y1="${y + i * 12}" x2="${x + size}" y2="${y + i * 12}" stroke="${colour()}"/>`
      ).join("")
  }
}
