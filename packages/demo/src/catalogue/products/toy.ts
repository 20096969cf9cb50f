// Toys: teddy bear, robot, car.
import type { Brush, Drawing, DrawProduct } from "../brush.ts"
import { darker, mix } from "../colour.ts"
import { bothSides, boxPath, circle, group, mirrored, ovalPath, path, stroke } from "../svg.ts"

export const drawToy: DrawProduct = (brush, form) => (drawings[form % drawings.length] ?? bear)(brush)

/** A part of the bear: its outline, its colour, and how round it is. */
type Part = readonly [d: string, fill: string, depth: number]

const plush = ({ shape }: Brush, ...parts: readonly Part[]): string =>
  parts.map(([d, fill, depth]) => shape({ d, fill, depth, texture: "plush" })).join("")

const bearFace = (brush: Brush, pale: string): string => {
  const fur = brush.palette.main
  const ear = plush(brush, [ovalPath(-82, -186, 40, 40), fur, 18], [ovalPath(-82, -184, 22, 22), pale, 8])
  return (
    bothSides(ear) +
    plush(brush, [bearHead, fur, 40], [ovalPath(0, -88, 50, 38), pale, 16]) +
    bothSides(circle(-42, -128, 12, "#15161c") + circle(-46, -133, 4, "#ffffff")) +
    path("M-20,-104C-20,-116 20,-116 20,-104C20,-92 6,-86 0,-86C-6,-86 -20,-92 -20,-104Z", "#2a1d18") +
    stroke("M0,-86L0,-74M-20,-74C-14,-62 -4,-62 0,-74C4,-62 14,-62 20,-74", "#2a1d18", 4)
  )
}

const bearHead = ovalPath(0, -118, 104, 94)

// Trousers of the bear's own width, or a bow tie.
const bearClothes = (brush: Brush, fat: number): string => {
  const trousers =
    `M${-fat + 4},40C-60,70 60,70 ${fat - 4},40C${fat + 6},110 ${fat - 6},140 ${fat - 22},158` +
    `C40,172 -40,172 ${22 - fat},158C${6 - fat},140 ${-fat - 6},110 ${4 - fat},40Z`
  const { fabric, random } = brush
  if (random.chance(0.5)) return plush(brush, [trousers, fabric, 22])
  return plush(
    brush,
    ["M-40,-22C-96,-64 -108,-26 -96,4C-88,26 -50,6 -40,-12Z", fabric, 10],
    ["M40,-22C96,-64 108,-26 96,4C88,26 50,6 40,-12Z", fabric, 10],
    [boxPath(-44, -36, 88, 40, 18), fabric, 10]
  )
}

const bear = (brush: Brush): Drawing => {
  const { palette, random } = brush
  const fur = palette.main
  const pale = mix(fur, "#fff4e2", 0.62)
  const fat = random.whole(96, 116)
  const torso = ovalPath(0, 72, fat, 120)
  const arm = (lift: number): string =>
    group(`transform="rotate(${lift} -80 10)"`, plush(brush, [ovalPath(-118, 52, 36, 78), fur, 22]))
  const art =
    bothSides(plush(brush, [ovalPath(-84, 178, 62, 52), fur, 26])) +
    plush(brush, [torso, fur, 44], [ovalPath(0, 86, fat * 0.62, 80), pale, 24]) +
    bothSides(plush(brush, [ovalPath(-92, 188, 34, 30), pale, 12])) +
    bearClothes(brush, fat) +
    arm(random.whole(8, 40)) +
    mirrored(arm(random.whole(8, 60))) +
    group(`transform="rotate(${random.whole(-7, 7)} 0 -40)"`, bearFace(brush, pale))
  return {
    form: "teddy bear",
    art,
    outline: bearHead + torso,
    box: { x0: -156, y0: -226, x1: 156, y1: 230 },
    pose: "stands"
  }
}

const robotArm = ({ shape, palette, random }: Brush, metal: string): string => {
  const joints = [0, 1, 2, 3].map((index) =>
    shape({ d: boxPath(-136, -22 + index * 24, 32, 20, 9), fill: metal, depth: 6 })
  )
  const hand = shape({ d: ovalPath(-120, 86, 24, 18), fill: palette.accent, depth: 8 })
  const claw = stroke("M-136,96C-146,116 -134,128 -126,122M-104,96C-94,116 -106,128 -114,122", palette.accent, 13)
  return group(`transform="rotate(${random.whole(-12, 46)} -116 -20)"`, joints.join("") + hand + claw)
}

const robotLeg = ({ shape, palette }: Brush, metal: string): string =>
  [0, 1, 2].map((index) => shape({ d: boxPath(-66, 124 + index * 22, 38, 18, 8), fill: metal, depth: 6 })).join("") +
  shape({ d: "M-94,222C-94,190 -70,184 -46,184C-22,184 -12,200 -12,222Z", fill: palette.accent, depth: 12 })

const robotHead = ({ shape, palette, paints }: Brush, outline: string, eye: string): string => {
  const glow = paints.radial(0.4, 0.4, 0.7, [
    [0, "#ffffff"],
    [0.4, eye],
    [1, darker(eye, 0.4)]
  ])
  return (
    bothSides(shape({ d: boxPath(-104, -156, 24, 46, 8), fill: palette.accent, depth: 6 })) +
    shape({ d: outline, fill: palette.main, depth: 22 }) +
    shape({ d: boxPath(-66, -178, 132, 56, 22), fill: "#20232c", depth: 8 }) +
    bothSides(circle(-32, -150, 21, glow)) +
    [-34, -17, 0, 17, 34].map((x) => stroke(`M${x},-110v20`, "#20232c", 7)).join("")
  )
}

// A screen with a jagged line, and below it three lamps or one dial.
const robotChest = ({ shape, palette, random }: Brush, metal: string, eye: string): string => {
  const peaks = [0, 1, 2, 3, 4].map((step) => `L${-40 + step * 20},${random.whole(-22, 14)}`)
  const lamps = [palette.accent, palette.second, eye].map(
    (colour, index) => circle(index * 44 - 44, 82, 14, "#20232c") + circle(index * 44 - 44, 80, 12, colour)
  )
  const dial =
    circle(0, 72, 34, "#f7f5ee") +
    circle(0, 72, 34, "none", `stroke="#20232c" stroke-width="5"`) +
    stroke(`M0,72L${random.whole(-20, 20)},48`, "#c9353f", 5)
  return (
    shape({ d: boxPath(-70, -34, 140, 62, 12), fill: metal, depth: 10 }) +
    stroke(`M-54,-2${peaks.join("")}L54,-2`, palette.main, 5) +
    (random.chance(0.5) ? lamps.join("") : dial) +
    bothSides(circle(-84, 112, 5, "#565d69") + circle(-84, -40, 5, "#565d69"))
  )
}

const robot = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random } = brush
  const metal = random.pick(["#c3c9d2", "#e4dccb", "#9aa4b2"])
  const joint = darker(metal, 0.1)
  const eye = random.pick(["#7fe3ff", "#ffd35c", "#a8f06a"])
  const body = boxPath(-98, -54, 196, 180, random.pick([16, 40]))
  const head = boxPath(-84, -196, 168, 122, random.pick([18, 46]))
  const art =
    stroke("M0,-196L0,-228", darker(metal, 0.3), 8) +
    circle(0, -232, 13, palette.accent) +
    circle(-4, -236, 4, "#ffffff") +
    robotArm(brush, joint) +
    mirrored(robotArm(brush, joint)) +
    bothSides(robotLeg(brush, joint)) +
    shape({ d: boxPath(-32, -80, 64, 34, 6), fill: darker(metal, 0.3), depth: 6 }) +
    robotHead(brush, head, eye) +
    shape({ d: body, fill: fabric, depth: 28 }) +
    robotChest(brush, metal, eye)
  return { form: "toy robot", art, outline: body + head, box: { x0: -160, y0: -244, x1: 160, y1: 222 }, pose: "stands" }
}

const wheel = ({ shape, palette }: Brush, x: number): string => {
  const spokes = [0, 72, 144, 216, 288].map(
    (turn) =>
      `<rect x="${x - 4}" y="86" width="8" height="26" rx="3" fill="${palette.accent}"` +
      ` transform="rotate(${turn} ${x} 112)"/>`
  )
  return (
    path(ovalPath(x, 104, 66, 62), darker(palette.main, 0.55)) +
    shape({ d: ovalPath(x, 112, 54, 54), fill: "#2b2d33", depth: 16 }) +
    shape({ d: ovalPath(x, 112, 31, 31), fill: palette.second, depth: 8 }) +
    spokes.join("") +
    circle(x, 112, 10, palette.accent)
  )
}

interface Cabin {
  readonly form: string
  readonly outline: string
  readonly windows: readonly string[]
}

const vanCabin = (roof: number): Cabin => ({
  form: "toy van",
  outline:
    `M-186,10L-176,${roof + 10}C-174,${roof - 4} -164,${roof - 8} -150,${roof - 8}` +
    `L150,${roof - 8}C166,${roof - 8} 172,${roof + 4} 178,${roof + 24}L196,10Z`,
  windows: [
    ...[-158, -62, 34].map((x) => boxPath(x, roof + 14, 80, 72, 12)),
    `M126,${roof + 14}L152,${roof + 14}L172,${roof + 86}L126,${roof + 86}Z`
  ]
})

const carCabin = (roof: number): Cabin => ({
  form: "toy car",
  outline: `M-140,10C-120,${roof * 0.7} -96,${roof} -50,${roof}L52,${roof}C96,${roof} 120,${roof * 0.6} 150,10Z`,
  windows: [
    `M-112,4C-98,${roof * 0.62} -80,${roof + 18} -46,${roof + 18}L-10,${roof + 18}L-10,4Z`,
    `M10,${roof + 18}L48,${roof + 18}C84,${roof + 18} 100,${roof * 0.6} 118,4L10,4Z`
  ]
})

const hull =
  "M-228,84C-236,30 -222,4 -180,0L170,-4C214,0 232,30 228,84C226,100 216,104 200,104L-200,104" +
  "C-216,104 -226,100 -228,84Z"

// Lights, bumpers, the trim line and the door.
const carFittings = ({ shape, palette }: Brush): string =>
  stroke("M-222,52L222,52", palette.accent, 9) +
  stroke("M0,4L0,98", darker(palette.main, 0.5), 3, `opacity=".7"`) +
  path(boxPath(20, 24, 34, 9, 4), "#e9e6dc") +
  shape({ d: ovalPath(206, 34, 16, 20), fill: "#fff0b8", depth: 6 }) +
  shape({ d: boxPath(-226, 20, 16, 30, 6), fill: "#d8433f", depth: 4 }) +
  bothSides(shape({ d: boxPath(184, 78, 56, 24, 10), fill: "#c9ced6", depth: 8 }))

const car = (brush: Brush): Drawing => {
  const { shape, fabric, random } = brush
  const roof = -random.whole(112, 140)
  const cabin = random.chance(0.4) ? vanCabin(roof) : carCabin(roof)
  const rack = { d: boxPath(-64, roof - 26, 128, 20, 6), fill: "#a87446", depth: 5, texture: "wood" } as const
  const art =
    shape({ d: cabin.outline, fill: fabric, depth: 22 }) +
    cabin.windows.map((d) => shape({ d, fill: "#cbe6f1", depth: 8 })).join("") +
    shape({ d: hull, fill: fabric, depth: 34 }) +
    carFittings(brush) +
    wheel(brush, -124) +
    wheel(brush, 124) +
    (random.chance(0.5) ? shape(rack) : "")
  const outline = hull + cabin.outline
  return { form: cabin.form, art, outline, box: { x0: -240, y0: roof - 26, x1: 240, y1: 166 }, pose: "stands" }
}

const drawings = [bear, robot, car] as const
