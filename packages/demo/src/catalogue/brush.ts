// What a drawing paints with: colours, the fill of its pattern, and solid shapes that look round and textured.
import type { Paints } from "./paints.ts"
import type { Palette } from "./palette.ts"
import type { Random } from "./random.ts"
import { group, path, stroke } from "./svg.ts"
import { type TextureName, type Textures, textureSide } from "./texture.ts"

export interface Brush {
  readonly random: Random
  readonly paints: Paints
  readonly palette: Palette
  /** The fill of the product's pattern. */
  readonly fabric: string
  /** Lays a solid shape down: fill, grain, and soft light from the upper left. */
  readonly shape: (shape: Shape) => string
}

export interface Shape {
  /** Path data of the closed outline. */
  readonly d: string
  readonly fill: string
  /** How far the rounding reaches in from the edge, in units of the drawing; 0 is flat. */
  readonly depth?: number
  readonly texture?: TextureName
}

/** One product as drawn, in its own units: about 480 across, centred on (0, 0), y downwards. */
export interface Drawing {
  /** What a shopper would call it, such as "high-top shoe". */
  readonly form: string
  readonly art: string
  /** Path data of the whole silhouette, for the shadow of a product that lies flat. */
  readonly outline: string
  readonly box: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }
  /** A product stands on the lower edge of its box, or lies flat and is seen from above. */
  readonly pose: "stands" | "lies"
}

/** Draws one product of a category; `form` counts through the silhouettes that the category has. */
export type DrawProduct = (brush: Brush, form: number) => Drawing

/** Opens a brush on the definitions of one document. */
export const createBrush = (options: {
  readonly random: Random
  readonly paints: Paints
  readonly palette: Palette
  readonly fabric: string
  readonly textures: Textures
}): Brush => {
  const { random, paints, palette, fabric, textures } = options
  const grains = new Map<TextureName, string>()
  const grain = (name: TextureName): string => {
    const fill = grains.get(name) ?? grainFill(paints, textures[name])
    grains.set(name, fill)
    return fill
  }
  const shape = ({ d, fill, depth = 24, texture }: Shape): string =>
    path(d, fill) +
    (texture === undefined ? "" : path(d, grain(texture))) +
    (depth === 0 ? "" : rounding(paints, d, depth))
  return { random, paints, palette, fabric, shape }
}

/** A fill that repeats one texture tile, unturned: filling 640 x 640 pixels took 5 ms so, and 31 ms turned. */
export const grainFill = (paints: Paints, dataUri: string): string =>
  paints.tile(
    { width: textureSide, height: textureSide, turn: 0 },
    `<image href="${dataUri}" width="${textureSide}" height="${textureSide}"/>`
  )

// Strokes along the edge, clipped to the inside, add up to a soft inner shadow; each is moved by a share of its own
// width, away from the light for shade and towards it for light, so that shade gathers at the lower right and light at
// the upper left. Measured on a 420 x 420 box: 1 ms, where two blurred strokes take 56 ms. Each list is stroke widths
// as shares of the depth; small shapes do with fewer strokes because their steps are too narrow to see.
const wideEdge = {
  dark: [3.3, 2.95, 2.6, 2.25, 1.9, 1.55, 1.2, 0.85, 0.5],
  light: [1.9, 1.4, 0.9, 0.45]
} as const
const softEdge = { dark: [3.2, 2.75, 2.3, 1.85, 1.4, 1, 0.6], light: [1.9, 1.25, 0.65] } as const
const smallEdge = { dark: [2.6, 1.5, 0.7], light: [1.2] } as const
const smallDepth = 17
const wideDepth = 36
const shiftShare = 0.24

const rounding = (paints: Paints, d: string, depth: number): string => {
  const { dark, light } = depth < smallDepth ? smallEdge : depth < wideDepth ? softEdge : wideEdge
  const strokes = (shares: readonly number[], ink: string, sum: number, towards: number): string =>
    shares
      .map((share) => {
        const shift = (towards * depth * share * shiftShare).toFixed(1)
        const opacity = (sum / shares.length).toFixed(3)
        return stroke(d, ink, depth * share, `stroke-opacity="${opacity}" transform="translate(${shift} ${shift})"`)
      })
      .join("")
  return group(`clip-path="${paints.clip(d)}"`, strokes(dark, "#0d1024", 0.38, -1) + strokes(light, "#ffffff", 0.27, 1))
}
