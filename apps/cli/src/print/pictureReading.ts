/** What the service read from a picture, in words. */
import type { PictureReading } from "@imagesearch/client"
import { categoryName } from "./category.ts"
import { printable } from "./printable.ts"

/** Clauses on its category and its subject region; none when the service does not say. */
export const seen = ({ categoryId, categories, subject }: PictureReading): readonly string[] => [
  ...(categoryId === undefined ? [] : [`category ${printable(categoryName(categoryId, categories))} (${categoryId})`]),
  ...(subject === undefined ? [] : [`subject ${[subject.x1, subject.x2, subject.y1, subject.y2].join(",")}`])
]
