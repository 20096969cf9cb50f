// The patterns that cloth, labels and covers are printed with.
import { darker, lighter, mix } from "./colour.ts"
import type { Paints } from "./paints.ts"
import type { Palette } from "./palette.ts"
import type { Random } from "./random.ts"
import { circle, ellipse } from "./svg.ts"

export const patternNames = ["plain", "striped", "dotted", "checked", "floral", "gradient"] as const
export type PatternName = (typeof patternNames)[number]

/** A fill in the palette's colours; the random stream decides scale and direction. */
export const patternFill = (options: {
  readonly name: PatternName
  readonly palette: Palette
  readonly paints: Paints
  readonly random: Random
}): string => painters[options.name](options)

type Painter = (options: { readonly palette: Palette; readonly paints: Paints; readonly random: Random }) => string

const block = (x: number, y: number, width: number, height: number, fill: string, opacity = 1): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" fill-opacity="${opacity}"/>`

const striped: Painter = ({ palette, paints, random }) => {
  const width = random.whole(30, 58)
  const stripe = width * random.between(0.32, 0.55)
  const turn = random.pick([0, 90, 90, 45, -35])
  const thin = random.chance(0.5) ? block(stripe + 4, 0, 3, width, palette.accent) : ""
  const art = block(0, 0, width, width, palette.main) + block(0, 0, stripe, width, palette.second) + thin
  return paints.tile({ width, height: width, turn }, art)
}

const dotted: Painter = ({ palette, paints, random }) => {
  const step = random.whole(30, 50)
  const radius = step * random.between(0.16, 0.26)
  const dots = [
    [0, 0],
    [step, 0],
    [0, step],
    [step, step],
    [step / 2, step / 2]
  ].map(([x = 0, y = 0]) => circle(x, y, radius, palette.second))
  return paints.tile({ width: step, height: step, turn: 0 }, block(0, 0, step, step, palette.main) + dots.join(""))
}

const checked: Painter = ({ palette, paints, random }) => {
  const step = random.whole(44, 72)
  const half = step / 2
  const ink = random.chance(0.5) ? palette.second : darker(palette.main, 0.4)
  const art =
    block(0, 0, step, step, palette.main) +
    block(0, 0, half, step, ink, 0.5) +
    block(0, 0, step, half, ink, 0.5) +
    block(half * 1.5 - 1, 0, 3, step, palette.accent, 0.8) +
    block(0, half * 1.5 - 1, step, 3, palette.accent, 0.8)
  return paints.tile({ width: step, height: step, turn: random.pick([0, 0, 45]) }, art)
}

const flower = (x: number, y: number, size: number, petal: string, heart: string): string =>
  [0, 72, 144, 216, 288]
    .map((turn) => ellipse(x, y - size * 0.62, size * 0.36, size * 0.5, petal, `transform="rotate(${turn} ${x} ${y})"`))
    .join("") + circle(x, y, size * 0.3, heart)

const floral: Painter = ({ palette, paints, random }) => {
  const step = random.whole(78, 104)
  const leaf = mix(palette.accent, "#3f7a4d", 0.65)
  const leaves = [0.02, 0.48].map((at) =>
    ellipse(
      step * (at + 0.36),
      step * (at + 0.02),
      4.5,
      13,
      leaf,
      `transform="rotate(40 ${step * (at + 0.36)} ${step * at})"`
    )
  )
  const art =
    block(0, 0, step, step, palette.main) +
    leaves.join("") +
    flower(step * 0.26, step * 0.26, step * 0.2, palette.second, palette.accent) +
    flower(step * 0.74, step * 0.72, step * 0.24, lighter(palette.main, 0.55), palette.second) +
    flower(step * 0.76, step * 0.2, step * 0.1, palette.second, palette.accent) +
    flower(step * 0.22, step * 0.8, step * 0.1, lighter(palette.main, 0.5), palette.accent)
  return paints.tile({ width: step, height: step, turn: random.whole(0, 60) }, art)
}

const gradient: Painter = ({ palette, paints, random }) =>
  paints.linear(random.pick([90, 90, 60, 120]), [
    [0, lighter(palette.main, 0.4)],
    [0.45, palette.main],
    [1, mix(palette.main, palette.accent, 0.6)]
  ])

const painters: Readonly<Record<PatternName, Painter>> = {
  plain: ({ palette }) => palette.main,
  striped,
  dotted,
  checked,
  floral,
  gradient
}
