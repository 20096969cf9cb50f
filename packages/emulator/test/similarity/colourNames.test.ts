import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { coloursOf, decode, describe as describePicture, readHeader } from "../../src/similarity/engine.ts"
import { paint } from "../paint.ts"

const coloursIn = async (bytes: Uint8Array, box = { x0: 0, y0: 0, x1: 200, y1: 200 }) =>
  coloursOf(describePicture(await decode(bytes, await readHeader(bytes)), box))

describe("the colours of a subject", () => {
  it.each([
    ["#000000", "black"],
    ["#ffffff", "white"],
    ["#909090", "grey"],
    ["#d01020", "red"],
    ["#e01050", "red"],
    ["#f08a10", "orange"],
    ["#8a5020", "brown"],
    ["#f0e020", "yellow"],
    ["#209030", "green"],
    ["#20c0c0", "turquoise"],
    ["#2040d0", "blue"],
    ["#8020c0", "purple"],
    ["#f060c0", "pink"]
  ])("%s is called %s", async (colour, name) => {
    expect(await coloursIn(await paint(colour))).toEqual([name])
  })

  it("are named by falling share, without those that cover less than 15 percent", async () => {
    const stripes = [
      ["#d01020", 120],
      ["#2040d0", 60],
      ["#209030", 20]
    ] as const
    const svg = stripes.map(([fill, width], at) => {
      const x = stripes.slice(0, at).reduce((sum, [, before]) => sum + before, 0)
      return `<rect x="${x}" width="${width}" height="200" fill="${fill}"/>`
    })
    const picture = await sharp(
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200">${svg.join("")}</svg>`)
    )
      .removeAlpha()
      .png()
      .toBuffer()
    expect(await coloursIn(picture)).toEqual(["red", "blue"])
    expect(await coloursIn(picture, { x0: 180, y0: 0, x1: 200, y1: 200 })).toEqual(["green"])
  })
})
