// Small seamless tiles of noise that give surfaces a grain: cloth, leather, plush, paper, wood.
import sharp from "sharp"
import { createRandom } from "./random.ts"

export const textureNames = ["weave", "leather", "plush", "paper", "wood"] as const
export type TextureName = (typeof textureNames)[number]

/** Side of a tile, in pixels. */
export const textureSide = 160

/** Data URIs of the tiles: translucent black and white PNGs that lie on top of any colour. */
export type Textures = Readonly<Record<TextureName, string>>

/** Draws all tiles. The noise has seeds of its own: textures are the same in every catalogue. */
export const drawTextures = async (): Promise<Textures> => {
  const [weave, leather, plush, paper, wood] = await Promise.all(textureNames.map((name) => tile(grains[name])))
  return { weave: weave ?? "", leather: leather ?? "", plush: plush ?? "", paper: paper ?? "", wood: wood ?? "" }
}

/** Height of the surface at a pixel, -1 (dark) to 1 (light). */
type Grain = (x: number, y: number) => number

// Noise whose period divides the tile: `cells` across and down, smoothly interpolated, -1 to 1.
const noise = (seed: number, across: number, down: number): Grain => {
  const random = createRandom(seed)
  const lattice = Array.from({ length: across * down }, () => random.between(-1, 1))
  const at = (column: number, row: number): number => lattice[(row % down) * across + (column % across)] ?? 0
  return (x, y) => {
    const column = (x / textureSide) * across
    const row = (y / textureSide) * down
    const [left, top] = [Math.floor(column), Math.floor(row)]
    const [u, v] = [smooth(column - left), smooth(row - top)]
    const upper = at(left, top) * (1 - u) + at(left + 1, top) * u
    const lower = at(left, top + 1) * (1 - u) + at(left + 1, top + 1) * u
    return upper * (1 - v) + lower * v
  }
}

const smooth = (share: number): number => share * share * (3 - 2 * share)

const fine = noise(1, textureSide, textureSide)
const rough = noise(2, 40, 40)
const coarse = noise(3, 18, 18)
const warp = noise(4, 4, 3)
const fibre = noise(5, 5, textureSide)
const vein = noise(6, 3, 40)

const thread = (position: number): number => Math.sin((position / textureSide) * 2 * Math.PI * 40)

const grains: Readonly<Record<TextureName, Grain>> = {
  weave: (x, y) => 0.045 * thread(x) * Math.sign(thread(y)) + 0.035 * thread(y) * thread(x) + 0.025 * fine(x, y),
  leather: (x, y) => 0.05 - 0.13 * (1 - Math.abs(rough(x, y))) ** 4 + 0.06 * coarse(x, y) + 0.02 * fine(x, y),
  plush: (x, y) => 0.07 * fine(x, y) + 0.17 * rough(x, y) * Math.abs(fine(x, y)),
  paper: (x, y) => 0.018 * fine(x, y) + 0.035 * rough(x, y),
  wood: (x, y) =>
    0.15 * vein(x, (y + 14 * warp(x, y) + textureSide) % textureSide) + 0.1 * fibre(x, y) + 0.02 * fine(x, y)
}

// Few levels of opacity keep a tile near 10 kB as PNG: every picture carries the tiles that it uses.
const opacityLevels = 85
const opacityStep = 255 / opacityLevels

const tile = async (grain: Grain): Promise<string> => {
  const pixels = new Uint8Array(textureSide * textureSide * 4)
  for (let y = 0; y < textureSide; y++) {
    for (let x = 0; x < textureSide; x++) {
      const height = grain(x, y)
      const at = (y * textureSide + x) * 4
      pixels.fill(height > 0 ? 255 : 0, at, at + 3)
      pixels[at + 3] = Math.round(Math.min(1, Math.abs(height)) * opacityLevels) * opacityStep
    }
  }
  const raw = { width: textureSide, height: textureSide, channels: 4 } as const
  const png = await sharp(pixels, { raw }).png({ compressionLevel: 9 }).toBuffer()
  return `data:image/png;base64,${png.toString("base64")}`
}
