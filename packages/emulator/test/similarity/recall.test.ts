import sharp from "sharp"
import { beforeAll, describe, expect, it } from "vitest"
import { PictureIndex } from "../../src/similarity/engine.ts"
import { drawProduct } from "./drawnProducts.ts"
import { describeBytes } from "./engineCalls.ts"

const count = 64
/** Of the area of 400 x 400. */
const seventyPercent = { left: 30, top: 40, width: 335, height: 335 }
const alterations: readonly (readonly [name: string, least: number, alter: (bytes: Buffer) => Promise<Buffer>])[] = [
  ["resized to a third", 1, (bytes) => sharp(bytes).resize(133).png().toBuffer()],
  ["stretched", 1, (bytes) => sharp(bytes).resize(500, 380, { fit: "fill" }).png().toBuffer()],
  ["saved as JPEG of quality 12", 1, (bytes) => sharp(bytes).jpeg({ quality: 12 }).toBuffer()],
  ["darkened", 0.98, (bytes) => sharp(bytes).linear(0.65, 0).png().toBuffer()],
  ["rotated by 5 degrees", 0.98, (bytes) => sharp(bytes).rotate(5, { background: "#ffffff" }).png().toBuffer()],
  ["cropped to 70 percent", 0.95, (bytes) => sharp(bytes).extract(seventyPercent).png().toBuffer()]
]

describe(`among ${count} drawn products`, () => {
  const products: Buffer[] = []
  const index = new PictureIndex<number>()

  beforeAll(async () => {
    products.push(...(await Promise.all(Array.from({ length: count }, (_, seed) => drawProduct(seed)))))
    const descriptors = await Promise.all(products.map(describeBytes))
    descriptors.forEach((descriptor, seed) => index.add(seed, descriptor))
  })

  it.each(alterations)("one that was %s is found first, in a share of at least %d", async (_name, least, alter) => {
    const found = await Promise.all(
      products.map(async (bytes) => index.nearest(await describeBytes(await alter(bytes)), { limit: 1 })[0]?.id)
    )
    const right = found.filter((id, seed) => id === seed).length
    expect(right / count).toBeGreaterThanOrEqual(least)
  })
})
