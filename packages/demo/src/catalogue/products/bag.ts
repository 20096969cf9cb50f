// Bags from the front: satchel with a flap and a buckle, tote with two handles, backpack with a pocket.
import type { Brush, Drawing, DrawProduct } from "../brush.ts"
import { darker, lighter } from "../colour.ts"
import { bothSides, boxPath, circle, path, stitches, stroke } from "../svg.ts"

export const drawBag: DrawProduct = (brush, form) => (drawings[form % drawings.length] ?? satchel)(brush)

const brass = "#d9b25c"

const handle = (d: string, colour: string, width: number): string =>
  stroke(d, darker(colour, 0.5), width + 3) +
  stroke(d, colour, width) +
  stroke(d, "#ffffff", width * 0.3, `opacity=".22" transform="translate(-2 -3)"`)

const buckle = (x: number, y: number, strap: string): string =>
  path(boxPath(x - 15, y - 62, 30, 116, 9), strap) +
  stitches(boxPath(x - 10, y - 57, 20, 106, 6), lighter(strap, 0.5)) +
  `<rect x="${x - 23}" y="${y - 17}" width="46" height="36" rx="6" fill="none" stroke="#7c5f22" stroke-width="10"/>` +
  `<rect x="${x - 23}" y="${y - 18}" width="46" height="36" rx="6" fill="none" stroke="${brass}" stroke-width="7"/>` +
  stroke(`M${x},${y - 16}v32`, brass, 5)

const satchel = ({ shape, palette, fabric, random }: Brush): Drawing => {
  const half = random.whole(186, 214)
  const low = random.whole(146, 178)
  const flapLow = random.whole(30, 66)
  const leather = random.chance(0.5) ? palette.accent : darker(palette.main, 0.42)
  const body =
    `M${-half + 18},-92C${-half + 26},-104 ${half - 26},-104 ${half - 18},-92L${half},${low - 26}` +
    `C${half + 2},${low} ${half - 14},${low} ${half - 30},${low}L${30 - half},${low}` +
    `C${14 - half},${low} ${-half - 2},${low} ${-half},${low - 26}Z`
  const flap =
    `M${-half + 10},-96C${-half + 30},-118 ${half - 30},-118 ${half - 10},-96` +
    `L${half - 2},${flapLow - 60}` +
    `C${half - 4},${flapLow - 6} ${half * 0.6},${flapLow + 8} 0,${flapLow + 10}` +
    `C${-half * 0.6},${flapLow + 8} ${4 - half},${flapLow - 6} ${2 - half},${flapLow - 60}Z`
  const two = random.chance(0.5)
  const art =
    handle(`M-84,-100C-84,-${random.whole(196, 240)} 84,-${random.whole(196, 240)} 84,-100`, leather, 18) +
    [-84, 84].map((x) => circle(x, -100, 15, "#7c5f22") + circle(x, -102, 14, brass)).join("") +
    shape({ d: body, fill: darker(palette.main, 0.12), depth: 40, texture: "leather" }) +
    stitches(`M${-half + 16},${low - 16}L${half - 16},${low - 16}`, palette.second) +
    path(flap, "#10121c", `opacity=".25" transform="translate(2 9)"`) +
    shape({ d: flap, fill: fabric, depth: 34, texture: "leather" }) +
    stitches(
      `M${-half + 14},${flapLow - 62}` +
        `C${-half + 16},${flapLow - 20} ${-half * 0.6},${flapLow - 4} 0,${flapLow - 2}` +
        `C${half * 0.6},${flapLow - 4} ${half - 16},${flapLow - 20} ${half - 14},${flapLow - 62}`,
      palette.second
    ) +
    (two ? [-half * 0.52, half * 0.52] : [0]).map((x) => buckle(x, flapLow + 4, leather)).join("")
  return {
    form: two ? "satchel" : "handbag",
    art,
    outline: body,
    box: { x0: -half, y0: -190, x1: half, y1: low },
    pose: "stands"
  }
}

const toteCreases = ({ paints }: Brush): string =>
  paints.linear(0, [
    [0, "#0d1024", 0.16],
    [0.12, "#0d1024", 0],
    [0.3, "#ffffff", 0.12],
    [0.55, "#0d1024", 0.02],
    [0.78, "#0d1024", 0.12],
    [0.9, "#ffffff", 0.08],
    [1, "#0d1024", 0.2]
  ])

const tote = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random } = brush
  const top = random.whole(140, 176)
  const low = random.whole(160, 190)
  const strap = random.chance(0.5) ? palette.accent : darker(palette.main, 0.35)
  const body =
    `M${-top},-92L${top},-92L${top + 26},${low - 20}` +
    `C${top + 28},${low} ${top + 16},${low} ${top},${low}L${-top},${low}` +
    `C${-top - 16},${low} ${-top - 28},${low} ${-top - 26},${low - 20}Z`
  const rise = -random.whole(250, 310)
  const loop = `M-74,-40L-74,-110C-74,${rise} 74,${rise} 74,-110L74,-40`
  const back = `M-66,-90C-66,${rise + 26} 66,${rise + 26} 66,-90`
  const art =
    stroke(back, darker(strap, 0.45), 20) +
    shape({ d: body, fill: fabric, depth: 40, texture: "weave" }) +
    path(body, toteCreases(brush)) +
    path(boxPath(-top - 1, -93, top * 2 + 2, 30, 2), darker(palette.main, 0.2), `opacity=".5"`) +
    stitches(`M${-top},-58L${top},-58`, palette.second) +
    handle(loop, strap, 22) +
    [-74, 74]
      .map(
        (x) =>
          shape({ d: boxPath(x - 19, -58, 38, 52, 5), fill: strap, depth: 6, texture: "leather" }) +
          stitches(boxPath(x - 13, -52, 26, 40, 2), lighter(strap, 0.5))
      )
      .join("") +
    shape({ d: boxPath(-46, low - 96, 92, 54, 8), fill: lighter(strap, 0.1), depth: 8, texture: "leather" }) +
    stitches(boxPath(-40, low - 90, 80, 42, 5), lighter(strap, 0.6)) +
    circle(0, low - 69, 9, brass)
  return {
    form: "tote bag",
    art,
    outline: body,
    box: { x0: -top - 27, y0: -226, x1: top + 27, y1: low },
    pose: "stands"
  }
}

const backpackPocket = (
  { shape, palette }: Brush,
  { half, strap }: { readonly half: number; readonly strap: string }
): string => {
  const pocket = boxPath(-half + 14, 34, half * 2 - 28, 132, 26)
  return (
    path(pocket, "#10121c", `opacity=".22" transform="translate(2 6)"`) +
    shape({ d: pocket, fill: darker(palette.main, 0.16), depth: 24, texture: "weave" }) +
    stroke(`M${-half + 34},62L${half - 34},62`, darker(palette.main, 0.6), 8) +
    stroke(`M${-half + 34},62L${half - 34},62`, brass, 3, `stroke-dasharray="3 4"`) +
    shape({ d: boxPath(-half + 34, 58, 12, 38, 6), fill: strap, depth: 4 }) +
    stitches(boxPath(-half + 22, 42, half * 2 - 44, 116, 20), palette.second)
  )
}

const backpack = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random } = brush
  const half = random.whole(134, 156)
  const strap = random.chance(0.6) ? palette.accent : darker(palette.main, 0.4)
  const body =
    `M${-half},190C${-half - 14},190 ${-half - 16},170 ${-half - 14},140L${-half},-70` +
    `C${-half + 4},-190 ${-half * 0.5},-214 0,-214` +
    `C${half * 0.5},-214 ${half - 4},-190 ${half},-70L${half + 14},140` +
    `C${half + 16},170 ${half + 14},190 ${half},190Z`
  const zip =
    `M${-half + 10},-40C${-half + 16},-160 ${-half * 0.4},-178 0,-178` +
    `C${half * 0.4},-178 ${half - 16},-160 ${half - 10},-40`
  const side = `M${-half - 6},20C${-half - 46},30 ${-half - 44},150 ${-half - 8},160Z`
  const art =
    stroke("M-34,-206C-34,-256 34,-256 34,-206", darker(strap, 0.2), 16) +
    stroke(
      `M${-half + 8},-120C${-half - 60},-60 ${-half - 50},80 ${-half - 8},150M${half - 8},-120` +
        `C${half + 60},-60 ${half + 50},80 ${half + 8},150`,
      darker(strap, 0.3),
      22
    ) +
    bothSides(shape({ d: side, fill: darker(palette.main, 0.35), depth: 10 })) +
    shape({ d: body, fill: fabric, depth: 48, texture: "weave" }) +
    stroke(zip, darker(palette.main, 0.55), 9) +
    stroke(zip, brass, 3, `stroke-dasharray="3 4"`) +
    shape({ d: boxPath(half - 20, -48, 12, 44, 6), fill: strap, depth: 4 }) +
    shape({ d: boxPath(-40, -130, 80, 56, 10), fill: strap, depth: 8, texture: "leather" }) +
    circle(0, -102, 13, "none", `stroke="${brass}" stroke-width="5"`) +
    backpackPocket(brush, { half, strap })
  return {
    form: "backpack",
    art,
    outline: body,
    box: { x0: -half - 44, y0: -248, x1: half + 44, y1: 190 },
    pose: "stands"
  }
}

const drawings = [satchel, tote, backpack] as const
