// Categories by number and name.

import type { Settings } from "../../control/settings.ts"

const names = new Map<number, string>()

/** Takes the names that `categoryText` shows. */
export const nameCategories = ({ categories }: Settings): void => {
  for (const { id, name } of categories) names.set(id, name)
}

/** Such as `category 4, Shoes`. */
export const categoryText = (id: number): string => {
  const name = names.get(id)
  return name === undefined ? `category ${id}` : `category ${id}, ${name}`
}
