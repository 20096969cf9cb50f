/** The searches as a page to look at. */
import { writeFile } from "node:fs/promises"
import type { Product } from "./catalogue/catalogue.ts"
import { renderGallery } from "./gallery/gallery.ts"
import type { GalleryQuery } from "./gallery/query.ts"
import type { Imported } from "./importing.ts"
import type { Search } from "./searching.ts"

/** Writes the gallery and returns its path. */
export const writePage = async (
  path: string,
  {
    products,
    searches,
    imported,
    failoverMillis
  }: {
    readonly products: readonly Product[]
    readonly searches: readonly Search[]
    readonly imported: Imported
    readonly failoverMillis: number
  }
): Promise<void> => {
  const byName = new Map(products.map((product) => [`${product.productId}/${product.picName}`, product]))
  const html = await renderGallery({
    title: "Image Search toolkit: what the demo found",
    pictures: imported.pictures,
    queries: searches.map((search) => toQuery(search, byName)),
    facts: [
      { label: "Lost when the worker was killed", value: String(imported.lost) },
      { label: "Sent twice", value: String(imported.sentTwice) },
      { label: "Search after an endpoint was lost", value: `${failoverMillis} ms` }
    ]
  })
  await writeFile(path, html)
}

const toQuery = (
  { title, expected, picture, found, isRight, isWeak }: Search,
  byName: ReadonlyMap<string, Product>
): GalleryQuery => {
  const { subject } = found.picture
  return {
    title: expected.name,
    note: title,
    picture,
    ...(subject === undefined ? {} : { subject: { x0: subject.x1, y0: subject.y1, x1: subject.x2, y1: subject.y2 } }),
    hits: found.hits.flatMap((hit) => {
      const product = byName.get(`${hit.productId}/${hit.picName}`)
      if (product === undefined) return []
      return [{ ...hit, title: product.name, picture: product.jpeg, expected: product === expected }]
    }),
    milliseconds: found.milliseconds,
    right: isRight,
    weak: isWeak
  }
}
