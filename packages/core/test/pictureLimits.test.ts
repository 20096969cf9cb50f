import { expect, it } from "vitest"
import { isInSideRange, pictureLimits, type ServiceTypeName } from "../src/index.ts"

it.each<[ServiceTypeName, number, number]>([
  ["product", 100, 4096],
  ["generic", 100, 4096],
  ["fabric", 448, 4096],
  // Documented as "less than 4096".
  ["trademark", 200, 4095],
  ["furniture", 100, 4096],
  ["hardware", 100, 4096],
  ["multimodal", 100, 4096]
])("%s takes sides of %d to %d pixels, and not one pixel more or less", (name, least, most) => {
  const { sides } = pictureLimits(name)
  const taken = [least - 1, least, most, most + 1].map((pixels) => sides && isInSideRange(pixels, sides))
  expect(taken).toEqual([false, true, true, false])
})

it("copyright has no documented range of pixels", () => {
  expect(pictureLimits("copyright").sides).toBeUndefined()
})

it("every type takes 4 MB of the eight formats, upright", () => {
  expect(pictureLimits("fabric")).toMatchObject({
    maxBytes: 4_194_304,
    formats: ["PNG", "JPG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM"],
    orientations: [1]
  })
})
