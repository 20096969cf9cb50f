/** Small pictures in the one format that needs no encoder: binary PPM, three bytes for each pixel. */
import { writeFile } from "node:fs/promises"
import { join } from "node:path"

type Pixel = readonly [red: number, green: number, blue: number]

/** Pixels of a side: the service wants at least 100. */
const side = 160
const paper: Pixel = [245, 245, 245]

const shapes: Readonly<Record<string, (x: number, y: number) => Pixel>> = {
  "disc.ppm": (x, y) => (Math.hypot(x - 80, y - 80) < 50 ? [200, 30, 40] : paper),
  "box.ppm": (x, y) => (Math.abs(x - 80) < 40 && Math.abs(y - 80) < 50 ? [30, 50, 200] : paper),
  "cone.ppm": (x, y) => (y > 40 && y < 120 && Math.abs(x - 80) < (y - 40) / 2 ? [20, 160, 60] : paper)
}

/** Draws `disc.ppm`, `box.ppm` and `cone.ppm` into a folder. */
export const drawPictures = async (folder: string): Promise<void> => {
  await Promise.all(Object.entries(shapes).map(([name, pixelAt]) => writeFile(join(folder, name), ppm(pixelAt))))
}

const ppm = (pixelAt: (x: number, y: number) => Pixel): Buffer => {
  const header = Buffer.from(`P6\n${side} ${side}\n255\n`)
  const pixels = Array.from({ length: side * side }, (_, index) => pixelAt(index % side, Math.floor(index / side)))
  return Buffer.concat([header, Buffer.from(pixels.flat())])
}
