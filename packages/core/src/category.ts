/**
 * The categories of the product service type: what a picture shows. 10 to 19 do not exist.
 *
 * Source: the service's page on categories, see `data/categories.json`.
 */
import table from "./data/categories.json" with { type: "json" }

/** One of the 14 categories of products. Source: see `data/categories.json`. */
export interface Category {
  readonly id: number
  /** English name of the international site. */
  readonly name: string
  /** Other spellings of the name, each with its key into `categorySources`. */
  readonly variants?: Readonly<Record<string, string>>
  /** Key into `categorySources`. */
  readonly source: string
  /** What the sources contradict each other in. */
  readonly comment?: string
}

/** The id of everything else, and of every picture of a service type without categories. */
export const othersCategoryId = 88_888_888

/** The 14 categories in order of id, "Others" (88888888) last. */
export const categories: readonly Category[] = table.rows

/** The documents behind the `source` keys. */
export const categorySources: Readonly<Record<string, string>> = table.sources

/** The category of this id, or undefined. */
export const findCategory = (id: number): Category | undefined => categories.find((category) => category.id === id)

/** The category of this name or variant spelling in any case, or undefined: a person may write "makeup" or "Makeups". */
export const findCategoryByName = (name: string): Category | undefined => {
  const wanted = name.toLowerCase()
  return categories.find((category) =>
    [category.name, ...Object.keys(category.variants ?? {})].some((spelling) => spelling.toLowerCase() === wanted)
  )
}
