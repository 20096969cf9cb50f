// Accessories seen from above: wrist watch, sunglasses, bobble hat.
import type { Brush, Drawing, DrawProduct } from "../brush.ts"
import { darker, lighter } from "../colour.ts"
import { bothSides, boxPath, circle, ovalPath, path, stitches, stroke } from "../svg.ts"

export const drawAccessory: DrawProduct = (brush, form) => (drawings[form % drawings.length] ?? watch)(brush)

const metals = ["#c9ced6", "#dcb864", "#d8a48a", "#4a4e58"] as const

const strapHoles = [118, 142, 166, 190].map((y) => circle(0, y, 6, "#1b1d28", `opacity=".75"`)).join("")

// Hour marks and hands of the dial; the time is part of the drawing.
const dial = (
  radius: number,
  ink: string,
  hand: string,
  time: { readonly hour: number; readonly minute: number }
): string => {
  const marks = Array.from({ length: 12 }, (_, hour) => {
    const long = hour % 3 === 0 ? 18 : 9
    return (
      `<rect x="-3" y="${-radius}" width="6" height="${long}" rx="2" fill="${ink}"` +
      ` transform="rotate(${hour * 30})"/>`
    )
  })
  const hourTurn = time.hour * 30 + time.minute / 2
  return (
    marks.join("") +
    stroke(`M0,12L0,${-radius * 0.52}`, ink, 9, `transform="rotate(${hourTurn})"`) +
    stroke(`M0,16L0,${-radius * 0.8}`, ink, 6, `transform="rotate(${time.minute * 6})"`) +
    stroke(`M0,22L0,${-radius * 0.84}`, hand, 3, `transform="rotate(${time.minute * 31})"`) +
    circle(0, 0, 8, hand)
  )
}

const strapPaths = (radius: number, wide: number): readonly [upper: string, lower: string] => [
  `M${-wide - 6},${-radius + 16}L${-wide + 6},-222` +
    `C${-wide + 8},-240 ${wide - 8},-240 ${wide - 6},-222L${wide + 6},${-radius + 16}Z`,
  `M${-wide - 6},${radius - 16}L${-wide + 8},216` +
    `C${-wide + 14},246 ${wide - 14},246 ${wide - 8},216L${wide + 6},${radius - 16}Z`
]

const watchGlare = (radius: number): string =>
  path(
    `M${-radius * 0.7},${-radius * 0.55}` +
      `Q${-radius * 0.1},${-radius} ${radius * 0.62},${-radius * 0.66}` +
      `L${-radius * 0.5},${radius * 0.62}` +
      `Q${-radius},${radius * 0.1} ${-radius * 0.7},${-radius * 0.55}Z`,
    "#ffffff",
    `opacity=".13"`
  )

const watchBands = (
  { shape, palette, fabric }: Brush,
  { radius, wide, metal }: { readonly radius: number; readonly wide: number; readonly metal: string }
): string => {
  const [strap, lower] = strapPaths(radius, wide)
  return (
    shape({ d: strap, fill: fabric, depth: 18, texture: "leather" }) +
    shape({ d: lower, fill: fabric, depth: 18, texture: "leather" }) +
    stitches(
      `M${-wide + 8},${-radius - 10}L${-wide + 16},-222M${wide - 8},${-radius - 10}` +
        `L${wide - 16},-222M${-wide + 8},${radius + 10}L${-wide + 18},214M${wide - 8},${radius + 10}` +
        `L${wide - 18},214`,
      palette.second
    ) +
    strapHoles +
    `<rect x="${-wide - 6}" y="-244" width="${2 * wide + 12}" height="30" rx="9" fill="none"` +
    ` stroke="${metal}" stroke-width="9"/>`
  )
}

const watch = (brush: Brush): Drawing => {
  const { shape, palette, random, paints } = brush
  const metal = random.pick(metals)
  const radius = random.whole(92, 106)
  const wide = random.whole(56, 66)
  const square = random.chance(0.35)
  const face = random.chance(0.5) ? "#fbfaf6" : darker(palette.main, 0.68)
  const ink = face === "#fbfaf6" ? "#23262f" : "#f4f1ea"
  const [strap, lower] = strapPaths(radius, wide)
  const ring = (grow: number): string =>
    square
      ? boxPath(-radius - grow, -radius - grow, 2 * (radius + grow), 2 * (radius + grow), 40)
      : ovalPath(0, 0, radius + grow, radius + grow)
  const steel = paints.linear(55, [
    [0, lighter(metal, 0.7)],
    [0.35, metal],
    [0.6, darker(metal, 0.4)],
    [1, lighter(metal, 0.35)]
  ])
  const art =
    watchBands(brush, { radius, wide, metal }) +
    shape({ d: boxPath(radius + 6, -16, 26, 32, 7), fill: steel, depth: 6 }) +
    path(ring(18), "#10121c", `opacity=".3" transform="translate(4 8)"`) +
    shape({ d: ring(18), fill: steel, depth: 10 }) +
    path(ring(4), darker(metal, 0.55)) +
    shape({ d: ring(0), fill: face, depth: 12 }) +
    dial(radius - 10, ink, palette.name === "charcoal" ? palette.accent : palette.main, {
      hour: random.whole(0, 11),
      minute: random.whole(0, 59)
    }) +
    watchGlare(radius)
  return {
    form: square ? "square watch" : "wrist watch",
    art,
    outline: strap + lower + ring(18),
    box: { x0: -radius - 20, y0: -248, x1: radius + 34, y1: 242 },
    pose: "lies"
  }
}

// The left half of each frame; the drawing mirrors it.
const roundFrame = {
  frame: ovalPath(-116, 10, 98, 98),
  lens: ovalPath(-116, 10, 78, 78),
  arm: "M-206,-22C-226,-60 -214,-110 -168,-126L-80,-136",
  glare: "M-170,-10Q-150,-54 -104,-58L-150,40Q-176,20 -170,-10Z",
  bridge: "M-22,-8C-14,-32 14,-32 22,-8"
} as const

const wideFrame = {
  frame: "M-226,-62C-180,-86 -60,-80 -24,-52C-14,-40 -22,20 -44,58C-70,96 -160,100 -192,62C-216,30 -226,-20 -226,-62Z",
  lens: "M-204,-48C-170,-64 -72,-60 -44,-40C-38,-28 -46,16 -62,44C-84,72 -152,76 -174,46C-194,18 -202,-14 -204,-48Z",
  arm: "M-214,-60C-216,-100 -196,-124 -160,-130L-70,-138",
  glare: "M-190,-38Q-150,-54 -112,-50L-150,46Q-180,20 -190,-38Z",
  bridge: "M-28,-36C-12,-50 12,-50 28,-36"
} as const

const sunglasses = ({ shape, palette, fabric, random, paints }: Brush): Drawing => {
  const round = random.chance(0.4)
  const tint = random.pick(["#3a3f4a", "#5a3d2b", "#2c5a55", palette.accent])
  const glass = paints.linear(80, [
    [0, darker(tint, 0.45)],
    [0.55, tint],
    [1, lighter(tint, 0.55)]
  ])
  const { frame, lens, arm, glare, bridge } = round ? roundFrame : wideFrame
  const temple = stroke(arm, darker(palette.main, 0.45), 20) + stroke(arm, palette.main, 14)
  const eye =
    path(lens, "#10121c", `opacity=".18" transform="translate(8 16)"`) +
    shape({ d: frame, fill: fabric, depth: 12 }) +
    shape({ d: lens, fill: glass, depth: 8 }) +
    path(glare, "#ffffff", `opacity=".22"`)
  const art =
    bothSides(temple) +
    stroke(bridge, darker(palette.main, 0.35), 20) +
    stroke(bridge, palette.main, 14) +
    bothSides(eye) +
    bothSides(circle(-206, round ? -16 : -46, 6, "#e4cf94"))
  const outline = round
    ? ovalPath(-116, 10, 98, 98) + ovalPath(116, 10, 98, 98)
    : `${frame}M226,-62C180,-86 60,-80 24,-52C14,-40 22,20 44,58C70,96 160,100 192,62C216,30 226,-20 226,-62Z`
  return {
    form: round ? "round sunglasses" : "sunglasses",
    art,
    outline,
    box: { x0: -228, y0: -146, x1: 228, y1: 110 },
    pose: "lies"
  }
}

const hatTufts = ({ random, palette }: Brush, tall: number): string =>
  Array.from({ length: 90 }, () => {
    const angle = random.between(0, Math.PI * 2)
    const reach = random.between(20, 62)
    const [x, y] = [reach * Math.cos(angle), -tall - 26 + reach * Math.sin(angle)]
    return stroke(
      `M${x * 0.6},${(y + tall + 26) * 0.6 - tall - 26}L${x},${y}`,
      random.pick([palette.accent, lighter(palette.accent, 0.3), darker(palette.accent, 0.25)]),
      6
    )
  }).join("")

const bobbleHat = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random } = brush
  const tall = random.whole(140, 178)
  const dome = `M-176,84C-180,${-tall * 0.6} -96,-${tall} 0,-${tall}C96,-${tall} 180,${-tall * 0.6} 176,84Z`
  const fold = random.whole(72, 92)
  const brim =
    `M-190,86C-196,${86 + fold} -184,${92 + fold} -170,${94 + fold}` +
    `C-60,${112 + fold} 60,${112 + fold} 170,${94 + fold}` +
    `C184,${92 + fold} 196,${86 + fold} 190,86C186,72 176,68 166,70C60,88 -60,88 -166,70` +
    "C-176,68 -186,72 -190,86Z"
  const cuff = random.chance(0.5) ? palette.second : darker(palette.main, 0.15)
  const ribbing = Array.from({ length: 20 }, (_, index) => {
    const x = -171 + index * 18
    const sag = 18 * (1 - (x / 180) ** 2)
    return stroke(`M${x},${76 + sag}L${x * 0.98},${88 + fold + sag}`, "#0d1024", 4, `opacity=".2"`)
  })
  const knit = [-120, -80, -40, 0, 40, 80, 120].map((x) =>
    stroke(`M${x * 1.2},74Q${x * 1.15},${-tall * 0.5} ${x * 0.3},${-tall + 8}`, "#0d1024", 4, `opacity=".12"`)
  )
  const art =
    shape({ d: dome, fill: fabric, depth: 52, texture: "plush" }) +
    knit.join("") +
    shape({ d: ovalPath(0, -tall - 26, 50, 50), fill: palette.accent, depth: 24, texture: "plush" }) +
    hatTufts(brush, tall) +
    shape({ d: brim, fill: cuff, depth: 22, texture: "plush" }) +
    ribbing.join("")
  return {
    form: "bobble hat",
    art,
    outline: dome + brim + ovalPath(0, -tall - 26, 56, 56),
    box: { x0: -194, y0: -tall - 88, x1: 194, y1: 106 + fold },
    pose: "lies"
  }
}

const drawings = [watch, sunglasses, bobbleHat] as const
