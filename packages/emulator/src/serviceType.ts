// What the kind of an instance decides: which pictures it takes, whether it knows categories and subjects, and whether
// it is searched by words.

import categories from "@imagesearch/core/data/categories.json" with { type: "json" }
import serviceTypes from "@imagesearch/core/data/serviceTypes.json" with { type: "json" }

/** A category as answers list it. */
export interface Category {
  readonly Id: number
  readonly Name: string
}

/** The rules of one service type, by the documented table. */
export interface ServiceType {
  /** Each side in pixels, both bounds allowed. */
  readonly leastPixels: number
  readonly mostPixels: number
  /** Only the product types work with categories; every other type puts all pictures into OTHERS. */
  readonly hasCategories: boolean
  /** Fabric always indexes the whole picture and ignores Crop and Region. */
  readonly hasSubjects: boolean
  readonly hasTextSearch: boolean
}

/** The category of everything else, and of every picture of a type without categories. */
export const OTHERS = 88_888_888

/**
 * The number that Detail reports for product multimodal. No document gives the service's own; this one is far from all
 * others, so that nobody takes it for that.
 */
export const MULTIMODAL = 99

/** The rules of a Detail.ServiceType number; undefined for a number that the documents do not name. */
export const serviceType = (number: number): ServiceType | undefined => TYPES.get(number)

/** The number of a service type's name, the first if there are several; undefined for an unknown name. */
export const serviceTypeNamed = (name: string): number | undefined => NUMBERS.get(name)?.[0]

/** The name of a service type's number; undefined for a number that the documents do not name. */
export const serviceTypeName = (number: number): string | undefined =>
  [...NUMBERS].find(([, numbers]) => numbers.includes(number))?.[0]

/** Names with their numbers, such as `trademark (3, 7)`. */
export const describeServiceTypes = (): readonly string[] =>
  [...NUMBERS].map(([name, numbers]) => `${name} (${numbers.join(", ")})`)

/** The categories that an instance of this type knows. */
export const categoriesOf = ({ hasCategories }: ServiceType): readonly Category[] =>
  hasCategories ? CATEGORIES : CATEGORIES.filter(({ Id }) => Id === OTHERS)

/** Every category that the documents name. */
export const CATEGORIES: readonly Category[] = categories.rows.map(({ id, name }) => ({ Id: id, Name: name }))

type Row = (typeof serviceTypes.rows)[number]

const numbersOf = ({ name, numbers }: Row): readonly number[] => (name === "multimodal" ? [MULTIMODAL] : numbers)

/** Copyright: its pixel range is documented nowhere, so it gets the common one. */
const COMMON_SIDES = { min: 100, max: 4_096, maxIncluded: true }

const rulesOf = ({ sides, category, subject, textSearch }: Row): ServiceType => {
  const { min, max, maxIncluded } = sides ?? COMMON_SIDES
  return {
    leastPixels: min,
    mostPixels: maxIncluded ? max : max - 1,
    hasCategories: category === "used",
    hasSubjects: subject !== "ignored",
    hasTextSearch: textSearch
  }
}

const NUMBERS: ReadonlyMap<string, readonly number[]> = new Map(
  serviceTypes.rows.map((row) => [row.name, numbersOf(row)])
)

const TYPES: ReadonlyMap<number, ServiceType> = new Map(
  serviceTypes.rows.flatMap((row) => numbersOf(row).map((number) => [number, rulesOf(row)] as const))
)
