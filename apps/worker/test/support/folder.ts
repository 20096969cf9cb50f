/** A folder of a test's own, with pictures and catalogues in it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"

export interface Folder {
  readonly path: (name: string) => string
  readonly write: (name: string, content: string | Uint8Array) => string
  /** Draws a picture and gives its name; another seed gives another picture. */
  readonly picture: (name: string, seed: number) => string
}

/** Removed when the test ends. */
export const makeFolder = (): Folder => {
  const root = mkdtempSync(join(tmpdir(), "imagesearch-worker-"))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(root, name), content)
    return join(root, name)
  }
  return {
    path: (name) => join(root, name),
    write,
    picture: (name, seed) => {
      write(name, drawPicture(seed))
      return name
    }
  }
}

/** Pixels of a side: the least that the service takes is 100. */
const side = 100

/** A PPM of stripes and blocks in colours of the seed. */
const drawPicture = (seed: number): Uint8Array => {
  const header = Buffer.from(`P6\n${side} ${side}\n255\n`)
  const pixels = Buffer.alloc(side * side * 3)
  for (let index = 0; index < side * side; index += 1) {
    const x = index % side
    const y = Math.floor(index / side)
    const isBlock = (Math.floor(x / (5 + (seed % 7))) + Math.floor(y / (4 + (seed % 5)))) % 2 === 0
    pixels[index * 3] = isBlock ? (seed * 53) % 256 : 240
    pixels[index * 3 + 1] = isBlock ? (seed * 101 + y) % 256 : 235
    pixels[index * 3 + 2] = isBlock ? (seed * 197 + x) % 256 : 230
  }
  return Buffer.concat([header, pixels])
}
