import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { type Box, type Picture, subjectBox } from "../../src/similarity/engine.ts"
import { standOut } from "../../src/similarity/subjectBox.ts"
import { open } from "./engineCalls.ts"
import { busyPicture, paint, type Rgb } from "./paintedPicture.ts"
import { seeded } from "./seeded.ts"

const area = ({ x0, y0, x1, y1 }: Box): number => (x1 - x0) * (y1 - y0)

const overlap = (a: Box, b: Box): number => {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)
  const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0)
  const common = Math.max(0, width) * Math.max(0, height)
  return common / (area(a) + area(b) - common)
}

const backgrounds: Readonly<Record<string, { readonly svg: string; readonly least: number }>> = {
  plain: { svg: '<rect width="900" height="600" fill="#8aa4b8"/>', least: 0.88 },
  white: { svg: '<rect width="900" height="600" fill="#ffffff"/>', least: 0.87 },
  gradient: {
    svg:
      '<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#e8e0d0"/><stop offset="1" stop-color="#8c98a8"/>' +
      '</linearGradient></defs><rect width="900" height="600" fill="url(#g)"/>',
    least: 0.82
  }
}

/** Mean overlap over drawn subjects on a background, the boxes in pixels of 900 x 600. */
const meanOverlap = async (background: string): Promise<number> => {
  const random = seeded(31)
  const subjects = Array.from({ length: 24 }, () => {
    const width = 150 + Math.round(random() * 350)
    const height = 120 + Math.round(random() * 300)
    const x0 = 40 + Math.round(random() * (820 - width))
    const y0 = 40 + Math.round(random() * (520 - height))
    return { box: { x0, y0, x1: x0 + width, y1: y0 + height }, hue: Math.round(random() * 359) }
  })
  const found = await Promise.all(
    subjects.map(async ({ box, hue }, i) => {
      const [width, height] = [box.x1 - box.x0, box.y1 - box.y0]
      // Half of them are as round as their box allows.
      const rounding = i % 2 === 0 ? 'rx="20"' : `rx="${width / 2}" ry="${height / 2}"`
      const place = `x="${box.x0}" y="${box.y0}" width="${width}" height="${height}"`
      const subject = `<rect ${place} ${rounding} fill="hsl(${hue} 70% 40%)"/>`
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600">${background}${subject}</svg>`
      return overlap(box, subjectBox(await open(await sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer())))
    })
  )
  return found.reduce((sum, value) => sum + value, 0) / found.length
}

const light: Rgb = [230, 230, 230]
const dark: Rgb = [40, 60, 120]

/** A picture of 64 x 64 cells, 4 pixels each, dark where a cell is in one of the boxes. */
const cells = (...boxes: readonly Box[]): Picture =>
  paint(256, 256, (x, y) => {
    const [u, v] = [x >> 2, y >> 2]
    return boxes.some((box) => u >= box.x0 && u < box.x1 && v >= box.y0 && v < box.y1) ? dark : light
  })
const box = (x0: number, y0: number, x1: number, y1: number): Box => ({ x0, y0, x1, y1 })
const inCells = ({ x0, y0, x1, y1 }: Box): Box => box(x0 / 4, y0 / 4, x1 / 4, y1 / 4)
const everything = box(0, 0, 256, 256)

describe("the subject box", () => {
  it.each(Object.entries(backgrounds))("overlaps the subject on a %s background", async (_name, { svg, least }) => {
    expect(await meanOverlap(svg)).toBeGreaterThanOrEqual(least)
  })

  it("is in whole pixels of the picture as sent", () => {
    const subject = { ...cells(box(20, 20, 40, 44)), original: { width: 1000, height: 333 } }
    expect(subjectBox(subject)).toEqual({ x0: 313, y0: 104, x1: 625, y1: 229 })
  })

  it("is never empty, however thin the picture is", () => {
    const subject = { ...cells(box(20, 20, 40, 44)), original: { width: 5000, height: 1 } }
    expect(subjectBox(subject)).toEqual({ x0: 1563, y0: 0, x1: 3125, y1: 1 })
  })

  it.each([
    ["flat", (): Rgb => light],
    ["a soft slope", (x: number): Rgb => [100 + (x >> 3), 100 + (x >> 3), 100 + (x >> 3)]]
  ])("is the whole picture when nothing stands out: %s", (_name, colour) => {
    expect(subjectBox(paint(256, 256, colour))).toEqual(everything)
  })

  it("reaches the edge when the subject comes as close as one cell", () => {
    expect(inCells(subjectBox(cells(box(1, 20, 30, 40))))).toEqual(box(0, 20, 30, 40))
    expect(inCells(subjectBox(cells(box(20, 34, 40, 63))))).toEqual(box(20, 34, 40, 64))
    expect(inCells(subjectBox(cells(box(2, 20, 62, 40))))).toEqual(box(2, 20, 62, 40))
  })

  it("holds 99.5 percent of the subject along each axis, so that a thin tail is cut", () => {
    // 1,600 cells and a tail of two a column: four cells are spare at each end.
    expect(inCells(subjectBox(cells(box(10, 10, 50, 50), box(50, 20, 53, 22))))).toEqual(box(10, 10, 51, 50))
    // With 1,500 cells only three are, so a second column of the tail stays.
    expect(inCells(subjectBox(cells(box(10, 10, 40, 60), box(40, 20, 43, 22))))).toEqual(box(10, 10, 42, 60))
  })

  it("leaves out specks of fewer than four cells together", () => {
    expect(inCells(subjectBox(cells(box(10, 10, 20, 20), box(40, 40, 42, 42))))).toEqual(box(10, 10, 42, 42))
    expect(inCells(subjectBox(cells(box(10, 10, 20, 20), box(40, 40, 41, 43))))).toEqual(box(10, 10, 20, 20))
  })

  it("is the whole picture when less than one percent of it stands out", () => {
    expect(inCells(subjectBox(cells(box(20, 20, 27, 26))))).toEqual(box(20, 20, 27, 26))
    expect(subjectBox(cells(box(20, 20, 28, 25)))).toEqual(everything)
  })
})

/** One number that moves with every cell: cell i weighs cos(i). */
const projection = (mass: Float32Array): number => mass.reduce((sum, value, i) => sum + value * Math.cos(i), 0)
const total = (mass: Float32Array): number => mass.reduce((sum, value) => sum + value, 0)

/** The colours of a border, each with the cells of 64 that it takes: from a third down to a few percent. */
const bands: readonly (readonly [cells: number, colour: Rgb])[] = [
  [24, light],
  [12, [200, 120, 90]],
  [10, [90, 150, 80]],
  [7, [80, 80, 160]],
  [5, [220, 200, 60]],
  [3, [30, 30, 30]],
  [3, [160, 60, 160]]
]
const bandOfCell = bands.flatMap(([count], band) => Array.from({ length: count }, () => band))

const bright = (level: number, more = 0): number => Math.min(255, level + more)

/** A border of many colours in unequal shares, with grain, so that every constant of the clusters takes part. */
const mixedBorder = (grain: number): Picture => {
  const random = seeded(41)
  return paint(256, 256, (x, y) => {
    const band = bandOfCell[((x + (y > 128 ? 256 - y : y)) % 256) >> 2] ?? 0
    const isInside = x > 60 && x < 190 && y > 50 && y < 200
    const [red, green, blue] = bands[isInside ? (band + 3) % bands.length : band]?.[1] ?? light
    const noise = [random(), random(), random()].map((value) => Math.floor(value * grain))
    return [bright(red, noise[0]), bright(green, noise[1]), bright(blue, noise[2])]
  })
}

describe("what stands out", () => {
  // Pinned: any change of a constant of the detector moves these numbers.
  it.each([
    ["a busy picture", busyPicture(1), [39383.6, -267.969]],
    ["another busy picture", busyPicture(2), [33089.75, 31.306]],
    ["a mixed border", mixedBorder(4), [1750.14, -216.25]],
    ["a mixed border with grain", mixedBorder(90), [2377.85, -194.236]],
    ["dark cells on light", cells(box(20, 20, 40, 44)), [21120, 85.245]]
  ])("of %s is the same as ever", (_name, picture, [mass = 0, projected = 0]) => {
    const found = standOut(picture)
    expect(total(found)).toBeCloseTo(mass, 1)
    expect(projection(found)).toBeCloseTo(projected, 2)
  })
})
