// Drinks in bottles: tall glass bottle with a crown cap, wide juice bottle, ribbed soda bottle.
import type { Brush, Drawing, DrawProduct } from "../brush.ts"
import { darker, lighter, mix } from "../colour.ts"
import { boxPath, circle, ellipse, ovalPath, path, stroke } from "../svg.ts"

export const drawBottle: DrawProduct = (brush, form) => (drawings[form % drawings.length] ?? glassBottle)(brush)

// The half outline on the right, mirrored to the left: points run from the neck down.
const turned = (right: string, left: string): string => `M${right}L${left}Z`

// Glass is bright at both rims, with one long reflection on the left.
const glass = ({ paints }: Brush, outline: string, tint: string): string =>
  path(
    outline,
    paints.linear(0, [
      [0, darker(tint, 0.45)],
      [0.1, tint],
      [0.24, lighter(tint, 0.5)],
      [0.4, tint],
      [0.75, darker(tint, 0.12)],
      [0.92, lighter(tint, 0.2)],
      [1, darker(tint, 0.5)]
    ])
  )

const round = ({ paints }: Brush, d: string): string =>
  path(
    d,
    paints.linear(0, [
      [0, "#0d1024", 0.42],
      [0.16, "#0d1024", 0.06],
      [0.26, "#ffffff", 0.28],
      [0.42, "#ffffff", 0],
      [0.7, "#0d1024", 0.1],
      [1, "#0d1024", 0.46]
    ])
  )

const emblem = ({ random, palette }: Brush, cy: number, size: number): string =>
  random.pick([
    circle(0, cy, size, palette.second) +
      circle(0, cy, size * 0.82, palette.accent) +
      path(
        `M0,${cy - size * 0.6}` +
          `C${size * 0.7},${cy} ${size * 0.3},${cy + size * 0.6} 0,${cy + size * 0.6}` +
          `C${-size * 0.3},${cy + size * 0.6} ${-size * 0.7},${cy} 0,${cy - size * 0.6}Z`,
        palette.second
      ),
    ellipse(0, cy, size * 1.05, size * 0.8, palette.second) +
      [-30, 0, 30]
        .map((turn) =>
          ellipse(
            0,
            cy - 2,
            size * 0.16,
            size * 0.62,
            palette.accent,
            `transform="rotate(${turn} 0 ${cy + size * 0.5})"`
          )
        )
        .join(""),
    path(
      `M${-size},${cy + size * 0.6}L${-size * 0.2},${cy - size * 0.7}L${size * 0.2},${cy}` +
        `L${size * 0.45},${cy - size * 0.35}L${size},${cy + size * 0.6}Z`,
      palette.second
    ) + circle(size * 0.6, cy - size * 0.65, size * 0.22, palette.accent)
  ])

// A label wraps round the bottle; an emblem without letters tells brands apart.
const label = (brush: Brush, x: number, y: number, width: number, height: number): string => {
  const { palette, fabric, random } = brush
  const d = boxPath(x, y, width, height, 3)
  const cy = y + height * random.between(0.42, 0.52)
  const size = Math.min(width, height) * random.between(0.3, 0.38)
  return (
    path(d, fabric) +
    emblem(brush, cy, size) +
    stroke(`M${x},${y + 8}h${width}M${x},${y + height - 8}h${width}`, palette.accent, 5) +
    [0, 1]
      .map((row) =>
        path(
          boxPath(-width * (0.28 - row * 0.08), y + height - 38 + row * 12, width * (0.56 - row * 0.16), 6, 3),
          darker(palette.main, 0.5)
        )
      )
      .join("") +
    round(brush, d)
  )
}

const drinkColours = ["#8a4a24", "#3f7a4b", "#d99a3a", "#b8433c", "#6f3f6a"] as const

const crownTeeth = (ink: string): string =>
  Array.from({ length: 9 }, (_, index) => stroke(`M${-26 + index * 6.5},-216v12`, ink, 2)).join("")

const glassBottle = (brush: Brush): Drawing => {
  const { palette, random, shape } = brush
  const half = random.whole(62, 76)
  const shoulder = -random.whole(40, 80)
  const tint = random.pick(drinkColours)
  const outline = turned(
    `24,-206L26,-130C28,-100 ${half},${shoulder - 20}` +
      ` ${half},${shoulder + 40}L${half},214C${half},232 ${half - 12},236 ${half - 24},236`,
    `${24 - half},236C${12 - half},236 ${-half},232` +
      ` ${-half},214L${-half},${shoulder + 40}C${-half},${shoulder - 20} -28,-100 -26,-130L-24,-206`
  )
  const art =
    glass(brush, outline, tint) +
    path(
      `M-21,-140C-24,-104 ${-half + 5},${shoulder - 16} ${-half + 5},${shoulder + 40}` +
        `L${-half + 5},212C${-half + 5},226 ${half - 5},226 ${half - 5},212` +
        `L${half - 5},${shoulder + 40}C${half - 5},${shoulder - 16} 24,-104 21,-140Z`,
      darker(tint, 0.35),
      `opacity=".45"`
    ) +
    path(boxPath(-29, -200, 58, 14, 7), lighter(tint, 0.2)) +
    label(brush, -half, shoulder + 62, half * 2, 120) +
    stroke(
      `M${-half + 16},${shoulder + 30}C${-half + 18},${shoulder - 8} -14,-100 -14,-150`,
      "#ffffff",
      7,
      `opacity=".5"`
    ) +
    stroke(`M${-half + 13},${shoulder + 196}L${-half + 13},206`, "#ffffff", 7, `opacity=".4"`) +
    shape({ d: "M-29,-204C-32,-228 -24,-236 0,-236C24,-236 32,-228 29,-204Z", fill: palette.accent, depth: 10 }) +
    crownTeeth(darker(palette.accent, 0.4))
  return {
    form: "glass bottle of lemonade",
    art,
    outline,
    box: { x0: -half, y0: -236, x1: half, y1: 236 },
    pose: "stands"
  }
}

const juiceBottle = (brush: Brush): Drawing => {
  const { palette, random, paints, shape } = brush
  const half = random.whole(92, 108)
  const juice = mix(palette.main, random.pick(["#f0a830", "#d8502f", "#8fb83e"]), 0.5)
  const outline = turned(
    `42,-160C44,-132 ${half},-130 ${half},-76L${half},190C${half},214 ${half - 16},220 ${half - 34},220`,
    `${34 - half},220C${16 - half},220 ${-half},214 ${-half},190L${-half},-76C${-half},-130 -44,-132 -42,-160`
  )
  const cap = boxPath(-50, -214, 100, 54, 9)
  const art =
    glass(brush, outline, mix(juice, "#ffffff", 0.35)) +
    path(
      `M${-half + 7},-56L${-half + 7},188C${-half + 7},208 ${half - 7},208 ${half - 7},188L${half - 7},-56Z`,
      paints.linear(90, [
        [0, lighter(juice, 0.25)],
        [1, darker(juice, 0.25)]
      ]),
      `opacity=".92"`
    ) +
    ellipse(0, -56, half - 7, 9, lighter(juice, 0.45)) +
    label(brush, -half, -20, half * 2, 150) +
    stroke(`M${-half + 20},-44C${-half + 18},-100 -50,-116 -40,-132`, "#ffffff", 9, `opacity=".55"`) +
    stroke(`M${-half + 18},146L${-half + 18},190`, "#ffffff", 8, `opacity=".4"`) +
    shape({ d: cap, fill: palette.accent, depth: 12 }) +
    Array.from({ length: 13 }, (_, index) =>
      stroke(`M${-44 + index * 7.3},-204v36`, darker(palette.accent, 0.4), 2, `opacity=".6"`)
    ).join("") +
    shape({ d: boxPath(-46, -162, 92, 12, 5), fill: darker(palette.accent, 0.2), depth: 4 })
  return {
    form: "bottle of juice",
    art,
    outline: outline + cap,
    box: { x0: -half, y0: -214, x1: half, y1: 220 },
    pose: "stands"
  }
}

const sodaBottle = (brush: Brush): Drawing => {
  const { palette, random, shape } = brush
  const half = random.whole(66, 78)
  const grip = half - random.whole(12, 18)
  const drink = random.pick(drinkColours)
  const outline = turned(
    `22,-190C24,-160 ${half},-140 ${half},-90L${half},40C${half},60 ${grip},70` +
      ` ${grip},104C${grip},140 ${half},150 ${half},180L${half - 4},226C${half - 6},238` +
      ` ${half - 20},232 ${half - 26},238`,
    `${26 - half},238C${20 - half},232 ${6 - half},238 ${4 - half},226L${-half},180C${-half},150` +
      ` ${-grip},140 ${-grip},104C${-grip},70 ${-half},60 ${-half},40L${-half},-90C${-half},-140` +
      " -24,-160 -22,-190"
  )
  const bubbles = Array.from({ length: 16 }, () =>
    circle(
      random.between(-grip + 10, grip - 10),
      random.between(70, 220),
      random.between(2, 5),
      "#ffffff",
      `opacity="${random.between(0.2, 0.5).toFixed(2)}"`
    )
  )
  const art =
    glass(brush, outline, drink) +
    path("M-20,-188L-22,-168C-30,-158 30,-158 22,-168L20,-188Z", "#ffffff", `opacity=".45"`) +
    [88, 104, 120]
      .map((y) =>
        stroke(`M${-grip + 4},${y}C-20,${y + 9} 20,${y + 9} ${grip - 4},${y}`, darker(drink, 0.45), 4, `opacity=".6"`)
      )
      .join("") +
    bubbles.join("") +
    label(brush, -half, -84, half * 2, 118) +
    stroke(`M${-half + 14},-96C${-half + 20},-130 -30,-146 -20,-166`, "#ffffff", 7, `opacity=".55"`) +
    stroke(`M${-half + 14},170L${-half + 16},214`, "#ffffff", 7, `opacity=".4"`) +
    path(ovalPath(0, -190, 30, 8), darker(palette.main, 0.3)) +
    shape({ d: boxPath(-27, -234, 54, 40, 7), fill: palette.main, depth: 10 }) +
    Array.from({ length: 8 }, (_, index) =>
      stroke(`M${-22 + index * 6.3},-226v26`, darker(palette.main, 0.45), 2, `opacity=".7"`)
    ).join("")
  return { form: "bottle of soda", art, outline, box: { x0: -half, y0: -234, x1: half, y1: 238 }, pose: "stands" }
}

const drawings = [glassBottle, juiceBottle, sodaBottle] as const
