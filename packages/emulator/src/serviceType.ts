// What the kind of an instance decides: which pictures it takes and whether it knows categories and subjects.

import categories from "@imagesearch/core/data/categories.json" with { type: "json" }

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
  /** Only the product type works with categories; every other type puts all pictures into OTHERS. */
  readonly hasCategories: boolean
  /** Fabric always indexes the whole picture and ignores Crop and Region. */
  readonly hasSubjects: boolean
}

/** The category of everything else, and of every picture of a type without categories. */
export const OTHERS = 88_888_888

/** The rules of a Detail.ServiceType number; undefined for a number that the documents do not name. */
export const serviceType = (number: number): ServiceType | undefined => TYPES.get(number)

/** The categories that an instance of this type knows. */
export const categoriesOf = ({ hasCategories }: ServiceType): readonly Category[] =>
  hasCategories ? ALL : ALL.filter(({ Id }) => Id === OTHERS)

const ALL: readonly Category[] = categories.rows.map(({ id, name }) => ({ Id: id, Name: name }))

const GENERIC: ServiceType = { leastPixels: 100, mostPixels: 4_096, hasCategories: false, hasSubjects: true }
/** The upper bound of trademarks is documented as "smaller than 4096". */
const TRADEMARK: ServiceType = { ...GENERIC, leastPixels: 200, mostPixels: 4_095 }

const TYPES: ReadonlyMap<number, ServiceType> = new Map([
  [0, { ...GENERIC, hasCategories: true }],
  [1, GENERIC],
  [2, { ...GENERIC, leastPixels: 448, hasSubjects: false }],
  [3, TRADEMARK],
  // Copyright: its pixel range is documented nowhere, so it gets the common one.
  [4, GENERIC],
  [5, GENERIC],
  [6, GENERIC],
  [7, TRADEMARK]
])
