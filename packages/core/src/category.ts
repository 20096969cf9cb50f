/** The categories of the product service type: what a picture shows. 10 to 19 do not exist. */
import categoryRows from "./data/categories.json" with { type: "json" }

export interface Category {
  readonly id: number
  readonly name: string
}

/** The 14 categories in order of id, "Others" (88888888) last. */
export const categories: readonly Category[] = categoryRows

/** The category of this id, or undefined. */
export const findCategory = (id: number): Category | undefined => categories.find((category) => category.id === id)
