// Shoes from the side, the toe to the left: sneaker, high-top, ankle boot, pump.
import type { Brush, Drawing, DrawProduct } from "../brush.ts"
import { darker, lighter } from "../colour.ts"
import { boxPath, circle, group, path, stitches, stroke } from "../svg.ts"

export const drawShoe: DrawProduct = (brush, form) => (drawings[form % drawings.length] ?? sneaker)(brush)

type Point = readonly [x: number, y: number]

// Laces cross from the eyelets on the near side up over the tongue.
const laces = (from: Point, to: Point, count: number, colour: string): string =>
  Array.from({ length: count }, (_, index) => {
    const share = index / (count - 1)
    const x = from[0] + (to[0] - from[0]) * share
    const y = from[1] + (to[1] - from[1]) * share
    const d = `M${x - 22},${y - 12}Q${x + 6},${y - 14} ${x + 26},${y + 12}`
    return (
      stroke(d, "#1b1d28", 13, `opacity=".28" transform="translate(1 3)"`) +
      stroke(d, colour, 10) +
      circle(x + 26, y + 12, 4.5, "#2a2d36")
    )
  }).join("")

// The sole of sneakers; its thickness is in units of the drawing.
const sneakerSole = ({ shape, palette }: Brush): string => {
  const thick = 46
  const d =
    `M-230,86C-240,${96 + thick * 0.5} -226,${88 + thick} -194,${88 + thick}L178,${88 + thick}` +
    `C208,${88 + thick} 222,${70 + thick} 214,80C120,104 -120,108 -230,86Z`
  return (
    shape({ d, fill: "#f6f3ec", depth: 16 }) +
    stroke(
      `M-229,${92 + thick * 0.42}C-120,${106 + thick * 0.42} 120,${104 + thick * 0.42} 214,${88 + thick * 0.4}`,
      palette.accent,
      6
    ) +
    stroke(`M-206,${85 + thick}L190,${85 + thick}`, "#8f8b82", 6)
  )
}

const sneakerSide = ({ random, palette }: Brush, trim: string): string =>
  random.chance(0.5)
    ? path("M-60,84C0,70 80,40 136,-30C130,30 60,84 -10,92Z", palette.second) +
      stitches("M-48,80C10,66 78,36 128,-14", trim)
    : [6, 62].map((x) => stroke(`M${x},74L${x + 34},26L${x + 8},-24`, palette.second, 17)).join("")

const sneaker = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random } = brush
  const upper =
    "M-216,98C-224,60 -198,38 -150,24C-104,12 -72,-20 -40,-56L-8,-94C4,-106 22,-106 34,-94C62,-62 110,-58 138,-94" +
    "C150,-110 186,-112 190,-86C192,-40 206,20 202,98Z"
  const trim = random.chance(0.5) ? palette.accent : darker(palette.main, 0.35)
  const body =
    shape({ d: "M4,-100C50,-128 120,-124 166,-106L140,-66L40,-66Z", fill: darker(palette.main, 0.6), depth: 10 }) +
    shape({
      d: "M-36,-52C-44,-96 -34,-136 4,-144C30,-146 50,-124 46,-92L20,-46Z",
      fill: lighter(palette.main, 0.25),
      depth: 14,
      texture: "weave"
    }) +
    shape({ d: upper, fill: fabric, depth: 40, texture: "weave" }) +
    sneakerSide(brush, trim) +
    shape({
      d: "M-217,98C-224,60 -198,38 -150,24C-130,46 -124,72 -128,98Z",
      fill: lighter(palette.main, 0.7),
      depth: 18
    }) +
    stitches("M-144,30C-124,52 -118,74 -121,98", trim) +
    shape({
      d: "M-98,6C-70,-16 -40,-56 -8,-94L28,-74C0,-42 -26,-4 -58,26C-72,28 -90,20 -98,6Z",
      fill: trim,
      depth: 10,
      texture: "leather"
    }) +
    shape({
      d: "M146,-100C160,-112 187,-108 190,-86C192,-40 206,20 202,98L150,98C164,40 130,-20 146,-100Z",
      fill: trim,
      depth: 14,
      texture: "leather"
    }) +
    laces([-72, 6], [4, -82], 5, "#fdfbf6")
  // A running shoe is lower than the units it is drawn in.
  const art = group(`transform="translate(0 17) scale(1 .83)"`, body) + sneakerSole(brush)
  const outline = `${upper}${boxPath(-232, 84, 450, 50, 22)}`
  return { form: "running shoe", art, outline, box: { x0: -232, y0: -104, x1: 218, y1: 138 }, pose: "stands" }
}

const highTop = (brush: Brush): Drawing => {
  const { shape, palette, fabric } = brush
  const upper =
    "M-212,98C-222,58 -196,36 -146,24C-112,14 -84,-16 -62,-54L-20,-152C-14,-168 0,-176 20,-176L150,-182" +
    "C170,-182 178,-168 178,-150C176,-80 206,20 200,98Z"
  const bolt = "M118,-120L94,-86L110,-86L104,-62L132,-98L114,-98Z"
  const art =
    shape({ d: "M-4,-170C40,-200 130,-202 168,-176L150,-150L20,-150Z", fill: darker(palette.main, 0.6), depth: 8 }) +
    shape({
      d: "M-62,-60L-46,-196C-30,-216 14,-212 24,-190L14,-120L-30,-40Z",
      fill: lighter(palette.main, 0.3),
      depth: 14,
      texture: "weave"
    }) +
    shape({ d: upper, fill: fabric, depth: 44, texture: "weave" }) +
    shape({
      d: "M-110,10C-90,-14 -72,-34 -62,-54L-20,-152C-14,-168 0,-176 12,-176L36,-164L-12,-52C-24,-22 -40,10 -64,32Z",
      fill: darker(palette.main, 0.22),
      depth: 8,
      texture: "weave"
    }) +
    stitches("M40,-160L-8,-50C-20,-20 -38,14 -58,36", palette.second) +
    circle(112, -92, 38, "#f8f5ee") +
    circle(112, -92, 33, "none", `stroke="${palette.accent}" stroke-width="3"`) +
    path(bolt, palette.accent) +
    stitches("M176,-130C178,-70 190,20 188,96", palette.second) +
    shape({ d: "M-214,98C-222,58 -196,36 -146,24C-124,44 -116,72 -120,98Z", fill: "#f6f3ec", depth: 16 }) +
    laces([-84, 12], [-2, -156], 7, "#fdfbf6") +
    shape({ d: boxPath(172, 40, 34, 60, 6), fill: palette.accent, depth: 8 }) +
    sneakerSole(brush)
  const outline = `${upper}${boxPath(-232, 84, 450, 50, 22)}`
  return { form: "high-top shoe", art, outline, box: { x0: -232, y0: -212, x1: 218, y1: 138 }, pose: "stands" }
}

const bootFront = (
  { shape, palette }: Brush,
  { laced, top }: { readonly laced: boolean; readonly top: number }
): string =>
  laced
    ? shape({
        d: `M-62,-20C-44,-40 -44,-60 -46,-72L-50,${top + 6}L-8,${top}L0,-60C-4,-20 -20,10 -56,24Z`,
        fill: darker(palette.main, 0.35),
        depth: 8,
        texture: "leather"
      }) + laces([-44, -2], [-30, top + 34], 6, palette.second)
    : shape({
        d: `M10,${top}L74,${top}C70,-120 66,-80 44,-36C20,-80 14,-130 10,${top}Z`,
        fill: darker(palette.main, 0.55),
        depth: 8
      }) +
      [24, 34, 44, 54, 64]
        .map((x) =>
          stroke(`M${x},${top + 10}L${44 + (x - 44) * 0.5},${-76 - Math.abs(x - 44)}`, darker(palette.main, 0.75), 2.5)
        )
        .join("")

const bootSole = ({ shape }: Brush): string =>
  shape({ d: "M84,116L168,116L162,166L94,166Z", fill: "#3b2a20", depth: 10 }) +
  shape({
    d: "M-211,98C-214,142 -206,166 -172,166L-10,166C24,164 24,134 70,128L168,124L168,98Z",
    fill: "#4a3527",
    depth: 10
  }) +
  stroke("M-206,108L160,106", "#c9a877", 3, `stroke-dasharray="7 5"`)

const boot = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random } = brush
  const top = -random.whole(178, 214)
  const upper =
    `M-206,106C-216,64 -176,42 -120,28C-72,14 -48,-20 -46,-72L-52,${top}` +
    `C-20,${top - 12} 100,${top - 12} 132,${top}C126,-110 150,-20 164,106Z`
  const laced = random.chance(0.5)
  const art =
    shape({
      d: `M-50,${top}C-20,${top - 24} 100,${top - 24} 130,${top}L110,${top + 26}L-30,${top + 26}Z`,
      fill: darker(palette.main, 0.65),
      depth: 8
    }) +
    stroke(`M118,${top + 8}C118,${top - 34} 142,${top - 34} 140,${top + 20}`, palette.accent, 9) +
    shape({ d: upper, fill: fabric, depth: 46, texture: "leather" }) +
    bootFront(brush, { laced, top }) +
    stitches(`M112,${top + 14}C108,-110 128,-20 136,92`, palette.second) +
    stitches("M-176,58C-150,50 -128,56 -110,98", palette.second) +
    bootSole(brush)
  const outline = `${upper}M84,116L168,116L162,166L-172,166Z`
  return {
    form: laced ? "lace-up boot" : "ankle boot",
    art,
    outline,
    box: { x0: -214, y0: top - 26, x1: 170, y1: 166 },
    pose: "stands"
  }
}

const pump = ({ shape, palette, fabric, random }: Brush): Drawing => {
  const upper =
    "M-228,130C-234,106 -190,92 -150,80C-126,72 -100,68 -86,78C-40,104 56,40 106,-40C128,-76 166,-104 194,-98" +
    "C214,-50 212,-10 198,34C150,30 116,60 76,98C24,140 -40,146 -120,148C-196,150 -224,146 -228,130Z"
  const bow = random.chance(0.6)
  const knot = bow
    ? shape({ d: "M-118,74C-160,40 -176,60 -170,92C-160,108 -134,98 -118,82Z", fill: palette.accent, depth: 10 }) +
      shape({ d: "M-114,74C-90,30 -66,40 -64,70C-68,92 -96,94 -114,82Z", fill: palette.accent, depth: 10 }) +
      circle(-116, 78, 12, darker(palette.accent, 0.25))
    : stroke("M20,66C60,26 60,-30 30,-64C60,-72 112,-62 128,-36", palette.accent, 13) + circle(72, -62, 9, "#e8c979")
  const art =
    shape({
      d: "M148,30C172,32 192,28 200,10C206,70 198,120 192,160L174,160C174,110 164,70 134,46Z",
      fill: darker(palette.main, 0.3),
      depth: 12
    }) +
    shape({
      d: "M-78,80C-20,60 60,0 112,-66C140,-96 170,-104 194,-98C168,-70 140,-30 104,10C60,60 0,104 -78,80Z",
      fill: lighter(palette.second, 0.3),
      depth: 14
    }) +
    shape({ d: upper, fill: fabric, depth: 30, texture: "leather" }) +
    stroke("M-226,136C-220,148 -180,150 -120,148C-40,146 24,140 76,98C116,60 150,30 198,34", "#33241b", 8) +
    stitches("M-86,88C-40,114 60,50 112,-34C132,-66 164,-92 188,-88", palette.second) +
    knot
  return {
    form: bow ? "pump with a bow" : "strap pump",
    art,
    outline: upper,
    box: { x0: -232, y0: -104, x1: 212, y1: 160 },
    pose: "stands"
  }
}

const drawings = [sneaker, highTop, boot, pump] as const
