// The sample catalogue: product pictures with their attributes, drawn from one seed.
import sharp from "sharp"
import { type BackgroundName, backgroundNames } from "./background.ts"
import { createBrush, type Drawing } from "./brush.ts"
import { type Category, categories } from "./categories.ts"
import { createPaints } from "./paints.ts"
import { type Palette, palettes } from "./palette.ts"
import { type PatternName, patternFill, patternNames } from "./pattern.ts"
import { createRandom, type Random } from "./random.ts"
import { composeScene } from "./scene.ts"
import { drawTextures, type Textures } from "./texture.ts"

/** One product of the catalogue: its key, its attributes and its picture. */
export interface Product {
  readonly productId: string
  readonly picName: string
  readonly categoryId: number
  readonly category: string
  /** What a shopper would call it, such as "red high-top shoe, striped". */
  readonly name: string
  /** Name of the picture file, without a folder. */
  readonly file: string
  readonly jpeg: Buffer
  /** Price in cents. */
  readonly intAttr: number
  /** Name of the colour. */
  readonly strAttr: string
  /** Name of the pattern. */
  readonly strAttr2: string
  /** JSON text with the name and the price as a person would write it. */
  readonly customContent: string
}

/** Twelve products in each of nine categories. */
export const defaultCatalogueSize = 108

/**
 * Draws the catalogue of a seed, one category after the other in turn, so that a small catalogue holds every category.
 *
 * The same seed gives the same bytes with the same version of sharp, whatever the size: a smaller catalogue is the
 * beginning of a larger one. Pictures are JPEG, 640 x 640, 720 x 540 or 540 x 720 pixels.
 */
export const drawCatalogue = async function* (options: {
  readonly seed: number
  readonly size?: number
}): AsyncIterable<Product> {
  const { seed, size = defaultCatalogueSize } = options
  const textures = await drawTextures()
  const start = (index: number): Promise<Product> | undefined =>
    index < size ? drawProduct(seed, index, textures) : undefined
  // Two pictures are drawn at a time: the next one is on its way while the caller takes this one.
  let [current, next] = [start(0), start(1)]
  for (let index = 2; current !== undefined; index++) {
    yield await current
    current = next
    next = start(index)
  }
}

/** JPEG quality that keeps cloth and grain without visible blocks, at 20 to 60 kB a picture. */
const jpegQuality = 86

const drawProduct = async (seed: number, index: number, textures: Textures): Promise<Product> => {
  const look = chooseLook(seed, index)
  const { category, place, palette, pattern } = look
  const random = createRandom(seed, category.id, place)
  const paints = createPaints()
  const fabric = patternFill({ name: pattern, palette, paints, random })
  const brush = createBrush({ random, paints, palette, fabric, textures })
  const drawing = category.draw(brush, place)
  const { width, height } = pictureSize(drawing.box, random)
  const svg = composeScene({
    drawing,
    background: look.background,
    main: palette.main,
    width,
    height,
    paints,
    random,
    textures
  })
  const jpeg = await sharp(Buffer.from(svg))
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: jpegQuality })
    .toBuffer()
  const productId = `${category.prefix}-${String(place + 1).padStart(2, "0")}`
  const name = `${palette.name} ${drawing.form}, ${pattern}`
  const [low, high] = category.prices
  const cents = random.whole(low, high) * 100 + random.pick([0, 50, 90, 95, 99])
  return {
    productId,
    picName: `${productId}.jpg`,
    categoryId: category.id,
    category: category.name,
    name,
    file: `${productId}.jpg`,
    jpeg,
    intAttr: cents,
    strAttr: palette.name,
    strAttr2: pattern,
    customContent: JSON.stringify({ name, price: (cents / 100).toFixed(2) })
  }
}

// A picture is square, or, for some products that are clearly wide or tall, of the product's own orientation.
const pictureSize = (
  { x0, y0, x1, y1 }: Drawing["box"],
  random: Random
): { readonly width: number; readonly height: number } => {
  const aspect = (x1 - x0) / (y1 - y0)
  const square = random.chance(0.45)
  if (square || (aspect > 0.83 && aspect < 1.25)) return { width: 640, height: 640 }
  return aspect > 1 ? { width: 720, height: 540 } : { width: 540, height: 720 }
}

interface Look {
  readonly category: Category
  /** Position within the category, from 0. */
  readonly place: number
  readonly palette: Palette
  readonly pattern: PatternName
  readonly background: BackgroundName
}

// Each category walks through its own shuffle of colours, patterns and backgrounds, so that no two of its products
// share a colour until all colours are used, and pattern, background and silhouette never fall into step.
const chooseLook = (seed: number, index: number): Look => {
  const category = categories[index % categories.length] ?? categories[0]
  const place = Math.floor(index / categories.length)
  const random = createRandom(seed, category.id)
  const colours = random.shuffle(palettes)
  const prints = random.shuffle(patternNames)
  const grounds = random.shuffle(backgroundNames)
  const round = Math.floor(place / patternNames.length)
  return {
    category,
    place,
    palette: at(colours, place, palettes[0]),
    pattern: at(prints, place + round, "plain"),
    background: at(grounds, place + 2 * round, "studio")
  }
}

const at = <T>(items: readonly T[], position: number, instead: T): T => items[position % items.length] ?? instead
