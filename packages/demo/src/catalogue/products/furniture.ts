// Furniture: chair with a back and four legs, sofa with cushions, table lamp.
import type { Brush, Drawing, DrawProduct } from "../brush.ts"
import { darker, lighter } from "../colour.ts"
import { bothSides, boxPath, ellipse, group, ovalPath, path, stitches, stroke } from "../svg.ts"

export const drawFurniture: DrawProduct = (brush, form) => (drawings[form % drawings.length] ?? chair)(brush)

const woods = ["#b98352", "#8b5a36", "#d6ad78", "#5d4030"] as const

const chairBack = (
  { shape, palette, fabric }: Brush,
  { half, wood, slats }: { readonly half: number; readonly wood: string; readonly slats: boolean }
): string =>
  slats
    ? [-2, -1, 0, 1, 2]
        .map((step) => shape({ d: boxPath(step * 40 - 8, -206, 16, 220, 8), fill: wood, depth: 5, texture: "wood" }))
        .join("") +
      shape({
        d: `M${-half + 4},-236C-60,-256 60,-256 ${half - 4},-236L${half - 6},-186C60,-204 -60,-204 ${6 - half},-186Z`,
        fill: fabric,
        depth: 14,
        texture: "weave"
      })
    : shape({
        d:
          `M${-half + 2},-210C${-half + 4},-246 ${half - 4},-246 ${half - 2},-210L${half - 16},-30` +
          `C${half - 20},-14 ${20 - half},-14 ${16 - half},-30Z`,
        fill: fabric,
        depth: 34,
        texture: "weave"
      }) +
      bothSides(
        ellipse(-36, -160, 5, 5, darker(palette.main, 0.45)) + ellipse(-36, -90, 5, 5, darker(palette.main, 0.45))
      ) +
      stitches(
        `M${-half + 16},-206C${-half + 20},-232 ${half - 20},-232 ${half - 16},-206L${half - 30},-36L${30 - half},-36Z`,
        palette.second
      )

const chair = (brush: Brush): Drawing => {
  const { shape, fabric, random } = brush
  const wood = random.pick(woods)
  const half = random.whole(106, 126)
  const slats = random.chance(0.5)
  const leg = (x: number, foot: number, y: number, low: number): string =>
    shape({
      d: `M${x - 11},${y}L${x + 11},${y}L${foot + 7},${low}L${foot - 7},${low}Z`,
      fill: wood,
      depth: 7,
      texture: "wood"
    })
  const seat =
    `M${-half + 6},-6L${half - 6},-6C${half + 6},-4 ${half + 34},40 ${half + 32},58` +
    `C${half + 30},74 ${-half - 30},74 ${-half - 32},58` +
    `C${-half - 34},40 ${-half - 6},-4 ${6 - half},-6Z`
  const art =
    [-1, 1].map((side) => leg(side * (half - 22), side * (half - 16), 20, 196)).join("") +
    [-1, 1].map((side) => leg(side * (half - 8), side * (half - 2), -236, 10)).join("") +
    chairBack(brush, { half, wood, slats }) +
    [-1, 1].map((side) => leg(side * (half + 12), side * (half + 26), 56, 236)).join("") +
    shape({ d: boxPath(-half - 4, 72, 2 * half + 8, 20, 5), fill: darker(wood, 0.12), depth: 7, texture: "wood" }) +
    shape({ d: seat, fill: fabric, depth: 22, texture: "weave" })
  return {
    form: slats ? "slatted chair" : "upholstered chair",
    art,
    outline: seat,
    box: { x0: -half - 34, y0: -250, x1: half + 34, y1: 236 },
    pose: "stands"
  }
}

const sofaPillow = ({ shape, palette, random }: Brush, pillowAt: number): string =>
  group(
    `transform="rotate(${random.whole(-14, 14)} ${pillowAt} -10)"`,
    shape({ d: boxPath(pillowAt - 46, -60, 92, 90, 22), fill: palette.accent, depth: 22, texture: "weave" }) +
      stitches(boxPath(pillowAt - 38, -52, 76, 74, 16), lighter(palette.accent, 0.6))
  )

const sofa = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random } = brush
  const seats = random.pick([1, 2, 3])
  const half = [150, 206, 236][seats - 1] ?? 206
  const high = random.whole(128, 158)
  const inner = half - 52
  const width = (inner * 2) / seats
  const back = boxPath(-half + 26, -high, 2 * half - 52, high + 90, 36)
  const each = (draw: (x: number) => string): string =>
    Array.from({ length: seats }, (_, index) => draw(-inner + index * width)).join("")
  const arm = boxPath(-half, -48, 62, 176, 30)
  const foot = `M${-half + 22},120L${-half + 46},120L${-half + 36},168L${-half + 24},168Z`
  const pillowAt = random.pick([-inner + 54, inner - 54])
  const art =
    bothSides(shape({ d: foot, fill: random.pick(woods), depth: 6, texture: "wood" })) +
    shape({ d: back, fill: fabric, depth: 34, texture: "weave" }) +
    each((x) =>
      shape({ d: boxPath(x + 3, -high + 22, width - 6, high + 14, 24), fill: fabric, depth: 26, texture: "weave" })
    ) +
    shape({
      d: boxPath(-half + 16, 70, 2 * half - 32, 58, 12),
      fill: darker(palette.main, 0.2),
      depth: 16,
      texture: "weave"
    }) +
    each((x) => shape({ d: boxPath(x + 2, 24, width - 4, 62, 20), fill: fabric, depth: 20, texture: "weave" })) +
    sofaPillow(brush, pillowAt) +
    bothSides(shape({ d: arm, fill: fabric, depth: 24, texture: "weave" }))
  const forms = ["armchair", "sofa", "wide sofa"] as const
  return {
    form: forms[seats - 1] ?? "sofa",
    art,
    outline: back + arm,
    box: { x0: -half, y0: -high, x1: half, y1: 168 },
    pose: "stands"
  }
}

const lampFoot = (
  { shape, palette }: Brush,
  { ceramic, wood }: { readonly ceramic: boolean; readonly wood: string }
): string =>
  ceramic
    ? shape({
        d: "M-26,-20C-26,20 -92,40 -92,118C-92,176 -56,200 -52,212L52,212C56,200 92,176 92,118C92,40 26,20 26,-20Z",
        fill: lighter(palette.accent, 0.1),
        depth: 40
      }) +
      stroke("M-66,96C-62,62 -44,48 -34,34", "#ffffff", 12, `opacity=".4"`) +
      stroke("M-88,140C-40,154 40,154 88,140", palette.second, 7, `opacity=".8"`) +
      shape({ d: boxPath(-66, 206, 132, 22, 8), fill: darker(palette.accent, 0.3), depth: 6 })
    : [-1, 0, 1]
        .map((side) =>
          shape({
            d: `M${side * 10 - 10},-10L${side * 10 + 10},-10L${side * 86 + 9},228L${side * 86 - 9},228Z`,
            fill: wood,
            depth: 8,
            texture: "wood"
          })
        )
        .join("") + shape({ d: ovalPath(0, 4, 30, 18), fill: darker(wood, 0.3), depth: 6 })

const lamp = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random, paints } = brush
  const top = random.whole(56, 84)
  const low = random.whole(128, 154)
  const shade = `M${-top},-232C${-top},-240 ${top},-240 ${top},-232L${low},-44C${low},-28 ${-low},-28 ${-low},-44Z`
  const ceramic = random.chance(0.5)
  const wood = random.pick(woods)
  const glow = paints.radial(0.5, 0.8, 0.75, [
    [0, "#fff3c4", 0.75],
    [0.5, "#ffe39a", 0.3],
    [1, "#ffd980", 0]
  ])
  const art =
    lampFoot(brush, { ceramic, wood }) +
    shape({ d: boxPath(-12, -60, 24, 56, 6), fill: "#c9a759", depth: 6 }) +
    ellipse(0, -42, low - 3, 14, darker(palette.main, 0.5)) +
    shape({ d: shade, fill: fabric, depth: 36, texture: "weave" }) +
    path(shade, glow) +
    stroke(`M${-low + 1},-46C${-low + 20},-28 ${low - 20},-28 ${low - 1},-46`, palette.accent, 8) +
    stroke(`M${-top},-232C${-top + 10},-226 ${top - 10},-226 ${top},-232`, palette.accent, 6)
  return {
    form: ceramic ? "table lamp" : "tripod lamp",
    art,
    outline: shade,
    box: { x0: -low, y0: -238, x1: low, y1: 228 },
    pose: "stands"
  }
}

const drawings = [chair, sofa, lamp] as const
