// One picture: a background, the product's shadow, and the product in its place.
import { type BackgroundName, drawBackground } from "./background.ts"
import type { Drawing } from "./brush.ts"
import type { Paints } from "./paints.ts"
import type { Random } from "./random.ts"
import { ellipse, group, path, stroke } from "./svg.ts"
import type { Textures } from "./texture.ts"

export interface Scene {
  readonly drawing: Drawing
  readonly background: BackgroundName
  /** The product's own colour. */
  readonly main: string
  readonly width: number
  readonly height: number
  readonly paints: Paints
  readonly random: Random
  readonly textures: Textures
}

/** Composes the SVG text of one picture. */
export const composeScene = (scene: Scene): string => {
  const { drawing, width, height, paints, random, textures, main } = scene
  const { box, pose } = drawing
  const share = random.between(0.73, 0.83)
  const scale = Math.min((width * share) / (box.x1 - box.x0), (height * share) / (box.y1 - box.y0))
  const mirror = random.chance(0.5) ? -1 : 1
  const turn = pose === "lies" ? random.between(-9, 9) : 0
  const x = width / 2 + width * random.between(-0.03, 0.03) - (mirror * scale * (box.x0 + box.x1)) / 2
  const middle = height / 2 + height * random.between(-0.015, 0.035) - (scale * (box.y0 + box.y1)) / 2
  const foot = middle + scale * box.y1
  const horizon = pose === "stands" ? { horizon: foot - height * random.between(0.1, 0.16) } : {}
  const room = { width, height, main, paints, random, textures, ...horizon }
  const place =
    `transform="translate(${x.toFixed(1)} ${middle.toFixed(1)}) rotate(${turn.toFixed(2)})` +
    ` scale(${(scale * mirror).toFixed(4)} ${scale.toFixed(4)})"`
  const shadow = pose === "stands" ? groundShadow(drawing, paints) : castShadow(drawing.outline, mirror)
  const art = drawBackground(scene.background, room) + group(place, shadow + drawing.art)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${paints.markup()}${art}</svg>`
}

// A wide faint shadow and a narrow dark one where the product touches the ground.
const groundShadow = ({ box }: Drawing, paints: Paints): string => {
  const half = (box.x1 - box.x0) / 2
  const centre = (box.x0 + box.x1) / 2
  const soft = (strength: number): string =>
    paints.radial(0.5, 0.5, 0.5, [
      [0, "#14162a", strength],
      [0.55, "#14162a", strength * 0.5],
      [1, "#14162a", 0]
    ])
  return (
    ellipse(centre + 14, box.y1 + 2, half * 1.24, 40, soft(0.34)) +
    ellipse(centre, box.y1 - 2, half * 1.02, 15, soft(0.5))
  )
}

// The silhouette, moved away from the light and softened by strokes of growing width.
const castShadow = (outline: string, mirror: number): string =>
  group(
    `transform="translate(${9 * mirror} 14)"`,
    [44, 30, 18, 8].map((wide) => stroke(outline, "#14162a", wide, `opacity=".05"`)).join("") +
      path(outline, "#14162a", `opacity=".2"`)
  )
