// Tops laid flat: T-shirt, knitted sweater, shirt with a collar and buttons, hoodie.
import type { Brush, Drawing, DrawProduct } from "../brush.ts"
import { darker, lighter } from "../colour.ts"
import { bothSides, boxPath, circle, path, stitches, stroke } from "../svg.ts"

export const drawTop: DrawProduct = (brush, form) => (drawings[form % drawings.length] ?? tShirt)(brush)

// Creases where arm and body meet, and along the sides.
const creases = bothSides(
  stroke("M-128,-86C-112,-70 -104,-56 -100,-36M-132,-60C-120,-40 -112,-30 -110,-10", "#0d1024", 4, `opacity=".13"`) +
    stroke("M-112,70C-70,90 -60,96 -20,92M-116,120C-80,132 -60,130 -40,124", "#0d1024", 7, `opacity=".07"`)
)

const longSleeve = (reach: number): string =>
  `M-106,-174C-146,-158 -166,-110 -180,-40L-${reach},128` +
  `C-${reach - 6},142 -${reach - 50},148 -${reach - 58},136L-124,-30L-100,-100Z`

const tShirt = ({ shape, palette, fabric, random }: Brush): Drawing => {
  const low = random.whole(186, 216)
  const wide = random.whole(120, 136)
  const torso =
    `M-60,-190C-40,-152 40,-152 60,-190L118,-170C134,-120 124,-60 ${wide},0L${wide},${low - 10}` +
    `C60,${low + 6} -60,${low + 6} ${-wide},${low - 10}L${-wide},0C-124,-60 -134,-120 -118,-170Z`
  const sleeve = "M-104,-176C-150,-160 -190,-96 -222,-36C-206,-12 -170,2 -146,4L-112,-64Z"
  const trim = random.chance(0.5) ? palette.accent : darker(palette.main, 0.22)
  const arm =
    shape({ d: sleeve, fill: fabric, depth: 26, texture: "weave" }) +
    stroke("M-216,-42C-200,-22 -172,-10 -146,-8", trim, 12)
  const badge = random.whole(0, 2)
  const art =
    bothSides(arm) +
    path("M-60,-192C-40,-206 40,-206 60,-192C40,-160 -40,-160 -60,-192Z", darker(palette.main, 0.5)) +
    shape({ d: torso, fill: fabric, depth: 44, texture: "weave" }) +
    creases +
    stroke("M-62,-190C-42,-150 42,-150 62,-190", trim, 13) +
    stitches(`M${-wide + 4},${low - 24}C-60,${low - 8} 60,${low - 8} ${wide - 4},${low - 24}`, palette.second) +
    (badge === 0
      ? shape({
          d: "M34,-92L94,-92L94,-40C94,-22 78,-14 64,-8C50,-14 34,-22 34,-40Z",
          fill: palette.second,
          depth: 6,
          texture: "weave"
        }) + stitches("M38,-78L90,-78", trim)
      : "") +
    (badge === 1
      ? circle(0, -20, 62, palette.second) +
        circle(0, -20, 50, palette.accent) +
        path("M-40,0L-14,-44L4,-18L18,-36L42,0Z", palette.second)
      : "")
  return {
    form: "T-shirt",
    art,
    outline: `${torso}${sleeve}M104,-176C150,-160 190,-96 222,-36C206,-12 170,2 146,4L112,-64Z`,
    box: { x0: -222, y0: -204, x1: 222, y1: low + 4 },
    pose: "lies"
  }
}

const ribs = (x: number, y: number, width: number, height: number, ink: string): string =>
  Array.from({ length: Math.floor(width / 9) }, (_, index) =>
    stroke(`M${x + 5 + index * 9},${y + 4}v${height - 8}`, ink, 2.5, `opacity=".45"`)
  ).join("")

// Three knitted zigzag lines across the chest, at heights -70, -44 and -18.
const zigzags = ({ palette }: Brush): string =>
  [-70, -44, -18]
    .map((y, row) => {
      const teeth = Array.from({ length: 9 }, (_, step) => `L${-112 + step * 28},${step % 2 === 0 ? y - 16 : y}`)
      return stroke(`M-126,${y}${teeth.join("")}L126,${y}`, row === 1 ? palette.accent : palette.second, 9)
    })
    .join("")

const sweater = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random } = brush
  const low = random.whole(160, 190)
  const reach = random.whole(206, 232)
  const torso =
    `M-64,-192C-40,-166 40,-166 64,-192L116,-176C134,-120 130,-60 130,0L132,${low}L-132,${low}` +
    "L-130,0C-130,-60 -134,-120 -116,-176Z"
  const rib = random.chance(0.5) ? palette.accent : darker(palette.main, 0.25)
  const arm =
    shape({ d: longSleeve(reach), fill: fabric, depth: 28, texture: "plush" }) +
    shape({
      d:
        `M-${reach + 4},120L-${reach - 62},128L-${reach - 56},166` +
        `C-${reach - 40},174 -${reach + 4},172 -${reach + 8},160Z`,
      fill: rib,
      depth: 10,
      texture: "plush"
    })
  const collar = "M-66,-194C-50,-216 50,-216 66,-194C54,-148 -54,-148 -66,-194Z"
  const art =
    bothSides(arm) +
    shape({ d: torso, fill: fabric, depth: 46, texture: "plush" }) +
    creases +
    (random.chance(0.5) ? zigzags(brush) : "") +
    shape({ d: boxPath(-132, low - 6, 264, 42, 8), fill: rib, depth: 10, texture: "plush" }) +
    ribs(-132, low - 6, 264, 42, darker(rib, 0.5)) +
    shape({ d: collar, fill: rib, depth: 10, texture: "plush" }) +
    path("M-46,-196C-36,-208 36,-208 46,-196C36,-172 -36,-172 -46,-196Z", darker(palette.main, 0.6))
  return {
    form: "sweater",
    art,
    outline: `${torso}${longSleeve(reach)}${boxPath(-132, low - 6, 264, 42, 8)}`,
    box: { x0: -reach - 8, y0: -212, x1: reach + 8, y1: low + 36 },
    pose: "lies"
  }
}

const shirtButtons = (colour: string, hole: string): string =>
  [-116, -66, -16, 34, 84, 134]
    .map((y) => circle(1, y + 2, 8, "#0d1024", `opacity=".3"`) + circle(0, y, 7.5, colour) + circle(0, y, 2, hole))
    .join("")

const shirt = ({ shape, palette, fabric, random }: Brush): Drawing => {
  const low = random.whole(190, 222)
  const reach = random.whole(202, 224)
  const torso =
    `M-62,-186L0,-150L62,-186L116,-170C132,-120 126,-60 126,0L132,${low - 30}` +
    `C110,${low + 8} 60,${low + 2} 0,${low - 18}C-60,${low + 2} -110,${low + 8} -132,${low - 30}` +
    "L-126,0C-126,-60 -132,-120 -116,-170Z"
  const cuff = random.chance(0.5) ? palette.second : lighter(palette.main, 0.6)
  const arm =
    shape({ d: longSleeve(reach), fill: fabric, depth: 26, texture: "weave" }) +
    shape({
      d: `M-${reach + 4},112L-${reach - 62},120L-${reach - 58},152C-${reach - 50},158 -${reach},158 -${reach + 6},148Z`,
      fill: cuff,
      depth: 8
    }) +
    circle(-reach + 46, 137, 5, palette.accent)
  const collar =
    shape({ d: "M-66,-192C-74,-170 -66,-134 -42,-116L0,-158L-46,-200Z", fill: cuff, depth: 10, texture: "weave" }) +
    stitches("M-62,-180C-64,-160 -58,-140 -42,-126L-10,-158", palette.accent)
  const art =
    bothSides(arm) +
    path("M-56,-196C-30,-212 30,-212 56,-196L0,-146Z", darker(palette.main, 0.45)) +
    shape({ d: torso, fill: fabric, depth: 42, texture: "weave" }) +
    creases +
    path(`M-15,-150L15,-150L15,${low - 20}L-15,${low - 20}Z`, "#ffffff", `opacity=".16"`) +
    stroke(`M16,-150L16,${low - 20}`, "#0d1024", 3, `opacity=".28"`) +
    shirtButtons(palette.accent, cuff) +
    shape({ d: "M40,-84L102,-84L102,-28L71,-14L40,-28Z", fill: fabric, depth: 8 }) +
    stroke("M40,-84L102,-84L102,-28L71,-14L40,-28Z", darker(palette.main, 0.45), 2.5) +
    bothSides(collar)
  return {
    form: "buttoned shirt",
    art,
    outline: `${torso}${longSleeve(reach)}`,
    box: { x0: -reach - 8, y0: -208, x1: reach + 8, y1: low + 4 },
    pose: "lies"
  }
}

const hood = ({ shape, palette, fabric, random }: Brush): string =>
  shape({
    d: "M-94,-142C-112,-210 -60,-244 0,-244C60,-244 112,-210 94,-142C60,-104 -60,-104 -94,-142Z",
    fill: fabric,
    depth: 30,
    texture: "plush"
  }) +
  shape({
    d: "M-58,-158C-66,-206 -36,-222 0,-222C36,-222 66,-206 58,-158C30,-122 -30,-122 -58,-158Z",
    fill: darker(palette.main, 0.5),
    depth: 22,
    texture: "plush"
  }) +
  stroke(
    `M-30,-132C-34,-90 -30,-70 -34,${-random.whole(10, 40)}M30,-132C34,-90 30,-70 32,${-random.whole(10, 40)}`,
    palette.second,
    8
  )

const hoodie = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random } = brush
  const low = random.whole(168, 196)
  const reach = random.whole(206, 230)
  const torso =
    `M-70,-164L70,-164L118,-150C136,-100 132,-60 134,0` +
    `L136,${low}L-136,${low}L-134,0` +
    "C-132,-60 -136,-100 -118,-150Z"
  const rib = darker(palette.main, 0.2)
  const arm =
    shape({ d: longSleeve(reach), fill: fabric, depth: 28, texture: "plush" }) +
    shape({
      d:
        `M-${reach + 4},120L-${reach - 62},128L-${reach - 56},162` +
        `C-${reach - 40},170 -${reach + 4},168 -${reach + 8},156Z`,
      fill: rib,
      depth: 10,
      texture: "plush"
    })
  const pocket = "M-78,62L78,62L100,150L-100,150Z"
  const art =
    bothSides(arm) +
    shape({ d: torso, fill: fabric, depth: 46, texture: "plush" }) +
    creases +
    hood(brush) +
    path(pocket, "#0d1024", `opacity=".22" transform="translate(0 5)"`) +
    shape({ d: pocket, fill: fabric, depth: 14, texture: "plush" }) +
    stitches("M-76,68L-94,144M76,68L94,144M-70,70L70,70", palette.second, 2.5) +
    shape({ d: boxPath(-138, low - 6, 276, 36, 8), fill: rib, depth: 10, texture: "plush" }) +
    ribs(-138, low - 6, 276, 36, darker(rib, 0.5))
  return {
    form: "hoodie",
    art,
    outline: `${torso}${longSleeve(reach)}`,
    box: { x0: -reach - 8, y0: -244, x1: reach + 8, y1: low + 30 },
    pose: "lies"
  }
}

const drawings = [tShirt, sweater, shirt, hoodie] as const
