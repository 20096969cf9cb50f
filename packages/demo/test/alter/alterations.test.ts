import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { alterations } from "../../src/alter/alterations.ts"

const photo = (width: number, height: number): Promise<Buffer> =>
  sharp({
    create: { width, height, channels: 3, background: "#000000", noise: { type: "gaussian", mean: 128, sigma: 40 } }
  })
    .jpeg({ quality: 70 })
    .toBuffer()

// Drawn once: noise of this size takes most of a second.
const largePhoto = photo(3000, 2000)

const sizeOf = async (jpeg: Buffer): Promise<string> => {
  // Decodes every pixel, so that a broken file cannot pass by its header alone.
  await sharp(jpeg, { failOn: "warning" }).raw().toBuffer()
  const { format, width, height } = await sharp(jpeg).metadata()
  return `${format} ${width}x${height}`
}

const sizes: Readonly<Record<string, readonly [small: string, large: string]>> = {
  crop: ["jpeg 70x70", "jpeg 1120x747"],
  recompress: ["jpeg 100x100", "jpeg 320x213"],
  darken: ["jpeg 100x100", "jpeg 1600x1067"],
  turn: ["jpeg 100x100", "jpeg 1600x1067"],
  paste: ["jpeg 100x100", "jpeg 1600x1067"],
  mirror: ["jpeg 100x100", "jpeg 1600x1067"],
  fragment: ["jpeg 100x100", "jpeg 1600x1067"]
}

describe("alterations", () => {
  it.each(alterations)(
    "$name gives JPEGs of the expected sizes from small and large photos",
    async ({ name, apply }) => {
      const [small, large] = await Promise.all([photo(100, 100), largePhoto])
      expect([await sizeOf(await apply(small)), await sizeOf(await apply(large))]).toEqual(sizes[name])
    }
  )

  it.each(alterations)(
    "$name gives the same bytes every time, and other bytes than it was given",
    async ({ apply }) => {
      const jpeg = await photo(160, 120)
      const [one, other] = [await apply(jpeg), await apply(jpeg)]
      expect(one.equals(other)).toBe(true)
      expect(one.equals(jpeg)).toBe(false)
    }
  )

  it("accepts grey, transparent and turned pictures", async () => {
    const grey = await sharp(await photo(200, 150))
      .greyscale()
      .jpeg()
      .toBuffer()
    const clear = await sharp({ create: { width: 120, height: 120, channels: 4, background: "#ff000080" } })
      .png()
      .toBuffer()
    const turned = await sharp(await photo(200, 100))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    for (const { apply, name } of alterations) {
      expect(await sizeOf(await apply(grey)), name).toMatch(/^jpeg /)
      expect(await sizeOf(await apply(clear)), name).toMatch(/^jpeg /)
    }
    const mirror = alterations.find(({ name }) => name === "mirror")
    expect(await sizeOf((await mirror?.apply(turned)) ?? Buffer.alloc(0))).toBe("jpeg 100x200")
  })

  it("darkens to 55 % and mirrors left to right", async () => {
    const half = { create: { width: 50, height: 100, channels: 3 as const, background: "#ffffff" } }
    const input = await sharp({ create: { width: 100, height: 100, channels: 3, background: "#000000" } })
      .composite([{ input: half, left: 0, top: 0 }])
      .jpeg({ quality: 95 })
      .toBuffer()
    const at = async (name: string, x: number): Promise<number> => {
      const altered = await alterations.find((alteration) => alteration.name === name)?.apply(input)
      const pixels = await sharp(altered).raw().toBuffer()
      return pixels[(50 * 100 + x) * 3] ?? -1
    }
    expect(Math.abs((await at("darken", 20)) - 140)).toBeLessThan(6)
    expect(await at("mirror", 20)).toBeLessThan(8)
    expect(await at("mirror", 80)).toBeGreaterThan(247)
  })

  it("names as weak what hand-made descriptors do not find: mirrored pictures and fragments", () => {
    expect(alterations.filter(({ weak }) => weak).map(({ name }) => name)).toEqual(["mirror", "fragment"])
  })
})
