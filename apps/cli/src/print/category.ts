/** Names of category ids. */
import { findCategory } from "@imagesearch/core"

/** The name that the service gave in its answer, else the documented one, else the id itself. */
export const categoryName = (
  id: number,
  fromService: ReadonlyArray<{ readonly id: number; readonly name: string }>
): string => (fromService.find((category) => category.id === id) ?? findCategory(id))?.name ?? String(id)
