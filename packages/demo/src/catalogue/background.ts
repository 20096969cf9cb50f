// What a product stands or lies on: studio, gradient, paper, two papers, wood, linen.
import { grainFill } from "./brush.ts"
import { colourDistance, darker, lighter, mix } from "./colour.ts"
import type { Paints } from "./paints.ts"
import type { Random } from "./random.ts"
import { path, stroke } from "./svg.ts"
import type { Textures } from "./texture.ts"

export const backgroundNames = ["studio", "gradient", "paper", "two papers", "wood", "linen"] as const
export type BackgroundName = (typeof backgroundNames)[number]

export interface Room {
  readonly width: number
  readonly height: number
  /** Height at which the surface meets the wall, in pixels from the top; absent when seen from above. */
  readonly horizon?: number
  /** The product's own colour: papers keep away from it. */
  readonly main: string
  readonly paints: Paints
  readonly random: Random
  readonly textures: Textures
}

/** Draws a background that fills the picture. */
export const drawBackground = (name: BackgroundName, room: Room): string => painters[name](room)

type Painter = (room: Room) => string

const papers = [
  "#f3d9cf",
  "#dfe8d3",
  "#d5e5ee",
  "#f5e6bf",
  "#e3dcf0",
  "#eadfd2",
  "#cfe3dd",
  "#f4dbe2",
  "#d9dbe0",
  "#c9d3e6",
  "#e9c9a9",
  "#b9cfbf"
] as const

const woods = ["#c69c6d", "#a3764b", "#e0c49c", "#8c6a50"] as const

// Two different papers, both far enough from the product that it stands out.
const papersFor = ({ main, random }: Room): readonly [string, string] => {
  const [first, second] = random.shuffle(papers).filter((paper) => colourDistance(paper, main) > 190)
  return [first ?? "#eceae6", second ?? "#f5f3ef"]
}

const area = (x: number, y: number, width: number, height: number): string => `M${x},${y}h${width}v${height}h${-width}Z`

const whole = ({ width, height }: Room): string => area(0, 0, width, height)

// Light falls in from the upper left and fades towards the corners.
const vignette = (room: Room, strength: number): string =>
  path(
    whole(room),
    room.paints.radial(0.42, 0.38, 0.8, [
      [0, "#ffffff", strength],
      [0.55, "#ffffff", 0],
      [1, "#1a1c2c", strength * 0.8]
    ])
  )

// A soft line where the surface begins.
const surface = (room: Room, fill: string): string => {
  const { horizon, width, height, paints } = room
  if (horizon === undefined) return ""
  const fade = paints.linear(90, [
    [0, "#1a1c2c", 0.14],
    [0.3, "#1a1c2c", 0.02],
    [1, "#ffffff", 0.12]
  ])
  return path(area(0, horizon, width, height - horizon), fill) + path(area(0, horizon, width, height - horizon), fade)
}

const studio: Painter = (room) => {
  const { paints, horizon, height } = room
  const tone = room.random.pick(["#eff0f2", "#f3f1ee", "#eef1f1"])
  const turn = (horizon ?? height * 0.6) / height
  const sweep = paints.linear(90, [
    [0, mix(tone, "#c6cad1", 0.45)],
    [turn * 0.8, tone],
    [Math.min(0.95, turn + 0.06), lighter(tone, 0.7)],
    [1, lighter(tone, 0.3)]
  ])
  return path(whole(room), sweep) + vignette(room, 0.2)
}

const gradient: Painter = (room) => {
  const [first, second] = papersFor(room)
  return (
    path(
      whole(room),
      room.paints.linear(room.random.whole(50, 130), [
        [0, lighter(first, 0.3)],
        [1, darker(second, 0.14)]
      ])
    ) + vignette(room, 0.22)
  )
}

const paper: Painter = (room) => {
  const [tone] = papersFor(room)
  const grain = grainFill(room.paints, room.textures.paper)
  return path(whole(room), tone) + surface(room, lighter(tone, 0.2)) + path(whole(room), grain) + vignette(room, 0.2)
}

const twoPapers: Painter = (room) => {
  const [first, second] = papersFor(room)
  const { width, height, horizon, random, paints, textures } = room
  const cut = random.between(0.25, 0.75)
  const slant = random.between(-0.35, 0.35)
  const edge = `M${width * (cut - slant)},-20L${width * (cut + slant)},${height + 20}`
  const sheet = `${edge}L${width + 20},${height + 20}L${width + 20},-20Z`
  const shadow = [22, 12, 5].map((wide) => stroke(edge, "#1a1c2c", wide, `opacity=".07"`)).join("")
  const ground =
    horizon === undefined
      ? path(whole(room), first) + shadow + path(sheet, second)
      : path(whole(room), first) + surface(room, second)
  return ground + path(whole(room), grainFill(paints, textures.paper)) + vignette(room, 0.2)
}

const planks = (room: Room, tone: string, top: number): string => {
  const { width, height, random, paints, textures } = room
  const count = room.horizon === undefined ? random.whole(4, 6) : 3
  const plank = (height - top) / count
  const boards = Array.from({ length: count }, (_, index) => {
    const d = area(0, top + index * plank, width, plank + 1)
    return path(d, mix(tone, random.pick(["#ffffff", "#2b1a10"]), random.between(0, 0.1)))
  })
  const gaps = Array.from(
    { length: count },
    (_, index) =>
      stroke(`M0,${top + index * plank}h${width}`, "#2b1a10", 3, `opacity=".45"`) +
      stroke(`M0,${top + index * plank + 3}h${width}`, "#ffffff", 1.5, `opacity=".25"`)
  )
  const grain = paints.tile(
    { width: 480, height: 160, turn: 0 },
    `<image href="${textures.wood}" width="480" height="160" preserveAspectRatio="none"/>`
  )
  return boards.join("") + path(area(0, top, width, height - top), grain) + gaps.join("")
}

const wood: Painter = (room) => {
  const tone =
    [...room.random.shuffle(woods)].toSorted(
      (a, b) => Number(colourDistance(b, room.main) > 200) - Number(colourDistance(a, room.main) > 200)
    )[0] ?? woods[2]
  const [wall] = papersFor(room)
  const { horizon } = room
  if (horizon === undefined) return planks(room, tone, 0) + vignette(room, 0.24)
  const back = room.paints.linear(90, [
    [0, darker(wall, 0.05)],
    [1, lighter(wall, 0.3)]
  ])
  return path(whole(room), back) + planks(room, tone, horizon) + surface(room, "none") + vignette(room, 0.2)
}

const linen: Painter = (room) => {
  const { width, height, horizon, random, paints, textures } = room
  const tone = mix(papersFor(room)[0], "#e9e2d4", 0.55)
  const drape = (y: number): string =>
    `M-20,${y}C${width * 0.3},${y - 60} ${width * 0.6},${y + 70} ${width + 20},${y - 30}`
  const creases = [0.12, 0.43, 0.86]
    .map((share) => height * (share + random.between(-0.08, 0.08)))
    .map(
      (y) =>
        stroke(drape(y), "#1a1c2c", 26, `opacity=".035"`) +
        stroke(drape(y + 10), "#1a1c2c", 9, `opacity=".045"`) +
        stroke(drape(y - 14), "#ffffff", 14, `opacity=".16"`)
    )
  const cloth = horizon === undefined ? creases.join("") : surface(room, mix(tone, "#ffffff", 0.35))
  return path(whole(room), tone) + cloth + path(whole(room), grainFill(paints, textures.weave)) + vignette(room, 0.2)
}

const painters: Readonly<Record<BackgroundName, Painter>> = {
  studio,
  gradient,
  paper,
  "two papers": twoPapers,
  wood,
  linen
}
