// Decoded pictures made of integers, so that no decoder and no rounding of an encoder stands between them and a test.
import type { Picture } from "../../src/similarity/engine.ts"
import { seeded } from "./seeded.ts"

export type Rgb = readonly [red: number, green: number, blue: number]

/** A picture whose every pixel is painted by a function of its place. */
export const paint = (width: number, height: number, colour: (x: number, y: number) => Rgb): Picture => {
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rgb.set(colour(x, y), (y * width + x) * 3)
  return { width, height, rgb, original: { width, height } }
}

/** A busy picture: coloured blocks, slopes and grain on a background of two colours. */
export const busyPicture = (seed: number): Picture => {
  const random = seeded(seed)
  const blocks = Array.from({ length: 12 }, () => ({
    x: 30 + Math.floor(random() * 150),
    y: 25 + Math.floor(random() * 100),
    size: 12 + Math.floor(random() * 50),
    colour: [random() * 255, random() * 255, random() * 255].map(Math.floor)
  }))
  return paint(256, 192, (x, y) => {
    const block = blocks.findLast((it) => x >= it.x && x < it.x + it.size && y >= it.y && y < it.y + it.size)
    const [red = 0, green = 0, blue = 0] = block?.colour ?? (x < 90 ? [200, 180, 150] : [120, 140 + (y >> 2), 170])
    const grain = Math.floor(random() * 9)
    const slope = block === undefined ? 0 : (x - block.x + 2 * (y - block.y)) >> 1
    return [clamp(red + grain + slope), clamp(green + grain - slope), clamp(blue + grain)]
  })
}

const clamp = (value: number): number => Math.min(255, Math.max(0, value))
