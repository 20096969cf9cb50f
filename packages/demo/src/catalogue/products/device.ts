// Digital devices: telephone with its cover, headphones, camera.
import type { Brush, Drawing, DrawProduct } from "../brush.ts"
import { darker, lighter, mix } from "../colour.ts"
import { bothSides, boxPath, circle, ovalPath, path, stroke } from "../svg.ts"

export const drawDevice: DrawProduct = (brush, form) => (drawings[form % drawings.length] ?? telephone)(brush)

const lens = ({ paints }: Brush, x: number, y: number, r: number): string =>
  circle(x, y, r, "#14161c") +
  circle(x, y, r * 0.86, "none", `stroke="#6f7783" stroke-width="${r * 0.1}"`) +
  circle(
    x,
    y,
    r * 0.68,
    paints.radial(0.36, 0.34, 0.8, [
      [0, "#8fb4ea"],
      [0.28, "#34507f"],
      [0.7, "#141c30"],
      [1, "#07090f"]
    ])
  ) +
  circle(x - r * 0.24, y - r * 0.26, r * 0.14, "#ffffff", `opacity=".85"`) +
  circle(x + r * 0.22, y + r * 0.28, r * 0.08, "#c9a7f0", `opacity=".7"`)

const programTiles = ({ palette }: Brush, half: number): string => {
  const inks = [palette.accent, palette.second, lighter(palette.main, 0.4), darker(palette.main, 0.3), "#f4f2ec"]
  return Array.from({ length: 16 }, (_, index) => {
    const step = (half * 2 - 44) / 4
    const [x, y] = [-half + 22 + (index % 4) * step, -20 + Math.floor(index / 4) * step]
    return path(
      boxPath(x + 6, y + 6, step - 12, step - 12, 10),
      inks[(index * 7 + half) % inks.length] ?? palette.second,
      `opacity=".94"`
    )
  }).join("")
}

interface Frame {
  readonly half: number
  /** Radius of the corners. */
  readonly corner: number
}

const telephoneScreen = (brush: Brush, { half, corner }: Frame): string => {
  const { shape, palette, fabric } = brush
  const outline = boxPath(-half, -226, half * 2, 452, corner)
  return (
    shape({ d: outline, fill: "#14161c", depth: 0 }) +
    path(boxPath(-half + 9, -217, half * 2 - 18, 434, corner - 6), fabric) +
    path(boxPath(-34, -208, 68, 20, 10), "#0b0c10") +
    path(boxPath(-half + 28, -170, half * 2 - 56, 112, 18), "#ffffff", `opacity=".88"`) +
    circle(-half + 72, -114, 32, palette.accent) +
    [0, 1, 2]
      .map((row) =>
        path(boxPath(-half + 118, -140 + row * 22, half * 2 - 178 - row * 12, 10, 5), darker(palette.main, 0.3))
      )
      .join("") +
    programTiles(brush, half) +
    path("M-110,-217L-10,-217L-110,120Z", "#ffffff", `opacity=".09"`)
  )
}

const telephoneCover = (brush: Brush, { half, corner }: Frame): string => {
  const { shape, palette, fabric } = brush
  const outline = boxPath(-half, -226, half * 2, 452, corner)
  return (
    shape({ d: outline, fill: fabric, depth: 20 }) +
    shape({ d: boxPath(-half + 14, -210, 104, 104, 26), fill: mix(palette.main, "#1b1d26", 0.62), depth: 10 }) +
    lens(brush, -half + 42, -182, 22) +
    lens(brush, -half + 42, -134, 22) +
    lens(brush, -half + 90, -158, 22) +
    circle(-half + 92, -196, 7, "#fff6d8") +
    circle(0, 60, 26, palette.second, `opacity=".9"`) +
    circle(0, 60, 15, palette.accent) +
    path(`M${half},-226L${half},60L${-half * 0.4},-226Z`, "#ffffff", `opacity=".08"`)
  )
}

// A telephone shows its back and cameras, or its screen with tiles for programs.
const telephone = (brush: Brush): Drawing => {
  const { random, paints } = brush
  const half = random.whole(104, 118)
  const corner = random.whole(26, 40)
  const outline = boxPath(-half, -226, half * 2, 452, corner)
  const shows = random.chance(0.5)
  const rim = path(
    boxPath(-half - 5, -231, half * 2 + 10, 462, corner + 4),
    paints.linear(30, [
      [0, "#eef0f3"],
      [0.5, "#8b929d"],
      [1, "#d5d9df"]
    ])
  )
  const keys = path(boxPath(half + 3, -120, 7, 64, 3), "#7b818c") + path(boxPath(-half - 10, -140, 7, 40, 3), "#7b818c")
  return {
    form: shows ? "smartphone" : "smartphone with telephoneCover(brush, { half, corner })",
    art: keys + rim + (shows ? telephoneScreen(brush, { half, corner }) : telephoneCover(brush, { half, corner })),
    outline,
    box: { x0: -half - 10, y0: -231, x1: half + 10, y1: 231 },
    pose: "lies"
  }
}

const cupMark = ({ random, palette }: Brush, tall: number): string =>
  random.chance(0.5)
    ? path(ovalPath(-174, 92, 34, tall * 0.62), palette.second, `opacity=".92"`) +
      path(ovalPath(-174, 92, 26, tall * 0.5), palette.main)
    : circle(-174, 92, 34, "none", `stroke="${palette.second}" stroke-width="7"`) + circle(-174, 92, 10, palette.second)

const earCup = (brush: Brush, cup: string, tall: number): string => {
  const { shape, palette, fabric, paints } = brush
  const steel = paints.linear(90, [
    [0, "#e8ebef"],
    [0.5, "#8d95a1"],
    [1, "#c5cad2"]
  ])
  return (
    shape({
      d: boxPath(-140, 92 - tall + 8, 52, 2 * tall - 16, 26),
      fill: darker(palette.accent, 0.35),
      depth: 16,
      texture: "leather"
    }) +
    shape({ d: boxPath(-182, -44, 24, 92, 11), fill: steel, depth: 6 }) +
    shape({ d: cup, fill: fabric, depth: 28 }) +
    cupMark(brush, tall)
  )
}

const headphones = (brush: Brush): Drawing => {
  const { shape, palette, random } = brush
  const rise = -random.whole(216, 240)
  const arc = `M-164,40C-190,${rise * 0.9} -90,${rise} 0,${rise}C90,${rise} 190,${rise * 0.9} 164,40`
  const pad =
    `M-112,${rise + 34}C-70,${rise - 8} 70,${rise - 8} 112,${rise + 34}` +
    `C108,${rise + 62} 96,${rise + 66} 90,${rise + 58}` +
    `C50,${rise + 30} -50,${rise + 30} -90,${rise + 58}` +
    `C-96,${rise + 66} -108,${rise + 62} -112,${rise + 34}Z`
  const tall = random.whole(94, 112)
  const cup = ovalPath(-168, 92, 58, tall)
  const wire = random.chance(0.5)
    ? stroke("M-168,196C-168,250 -60,180 -40,226C-26,250 20,246 40,232", "#2b2d33", 7)
    : ""
  const art =
    wire +
    stroke(arc, darker(palette.main, 0.5), 34) +
    stroke(arc, palette.main, 28) +
    stroke(arc, "#ffffff", 6, `opacity=".35" transform="translate(-3 -7)"`) +
    shape({ d: pad, fill: darker(palette.accent, 0.2), depth: 12, texture: "leather" }) +
    bothSides(earCup(brush, cup, tall))
  return {
    form: "headphones",
    art,
    outline: cup + ovalPath(168, 92, 58, tall),
    box: { x0: -228, y0: rise - 18, x1: 228, y1: 206 },
    pose: "lies"
  }
}

const camera = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random, paints } = brush
  const half = random.whole(196, 226)
  const body = boxPath(-half, -92, half * 2, 244, 30)
  const top =
    `M-${half - 20},-64L-${half - 30},-104C-${half - 36},-118 -90,-116 -78,-120L-52,-156` +
    `C-46,-164 46,-164 52,-156L78,-120C90,-116 ${half - 36},-118 ${half - 30},-104` +
    `L${half - 20},-64Z`
  const steel = paints.linear(90, [
    [0, "#f1f2f4"],
    [0.5, "#b4bac3"],
    [1, "#858c97"]
  ])
  const ring = random.whole(98, 112)
  const at = random.pick([0, 0, 26])
  const marks = Array.from(
    { length: 36 },
    (_, index) =>
      `<rect x="${at - 2.5}" y="${30 - ring}" width="5" height="13" fill="#3a3f49"` +
      ` transform="rotate(${index * 10} ${at} 30)"/>`
  )
  const art =
    shape({ d: boxPath(-half + 34, -140, 66, 36, 8), fill: "#30343d", depth: 8 }) +
    shape({ d: boxPath(half - 96, -132, 44, 30, 12), fill: palette.accent, depth: 8 }) +
    shape({ d: top, fill: steel, depth: 16 }) +
    shape({ d: body, fill: darker(palette.main, 0.1), depth: 30 }) +
    shape({ d: `M${-half},-44L${half},-44L${half},106L${-half},106Z`, fill: fabric, depth: 10, texture: "leather" }) +
    path(`M${-half},-46h${2 * half}v7h${-2 * half}ZM${-half},100h${2 * half}v7h${-2 * half}Z`, steel) +
    path(boxPath(-32, -148, 64, 32, 6), "#14161c") +
    path("M-26,-142L10,-142L-14,-122L-26,-122Z", "#7fa4d8", `opacity=".6"`) +
    circle(half - 34, -16, 14, "#14161c") +
    circle(half - 34, -16, 9, "#c9353f") +
    shape({ d: boxPath(-half + 22, -82, 60, 26, 6), fill: "#fff6dc", depth: 6 }) +
    path(ovalPath(at + 4, 40, ring + 4, ring + 4), "#10121c", `opacity=".35"`) +
    shape({ d: ovalPath(at, 30, ring, ring), fill: steel, depth: 16 }) +
    marks.join("") +
    circle(at, 30, ring - 22, "#23262e") +
    circle(at, 30, ring - 30, "none", `stroke="${palette.accent}" stroke-width="4"`) +
    lens(brush, at, 30, ring - 36)
  return { form: "camera", art, outline: body + top, box: { x0: -half, y0: -162, x1: half, y1: 152 }, pose: "stands" }
}

const drawings = [telephone, headphones, camera] as const
