/**
 * The service types: what kind of pictures an instance was made for. It cannot be changed later, and decides which
 * pictures are taken and whether categories and subjects count.
 *
 * Source: official SDK comments, OpenAPI metadata and help pages, see `data/serviceTypes.json`.
 */
import table from "./data/serviceTypes.json" with { type: "json" }

/** A kind of instance by its name in the documents. */
export type ServiceTypeName =
  | "product"
  | "generic"
  | "fabric"
  | "trademark"
  | "copyright"
  | "furniture"
  | "hardware"
  | "multimodal"

/** How many pixels each side of a picture may have. */
export interface SideRange {
  /** Pixels at least, included. */
  readonly min: number
  readonly max: number
  /** False where the pages say "less than". */
  readonly maxIncluded: boolean
}

/** A kind of instance: what its pictures show, and the pixels it takes. */
export interface ServiceType {
  readonly name: ServiceTypeName
  /** Values of Detail's `ServiceType`; empty for multimodal, whose number no document gives. */
  readonly numbers: readonly number[]
  /** Null where no document states it. */
  readonly sides: SideRange | null
  /** `used`: the given CategoryId, else a predicted one. `forced`: 88888888 whatever is given. Null: not stated. */
  readonly category: "used" | "forced" | null
  /** Whether Crop and Region are used, or ignored in favour of the whole picture. Null: not stated. */
  readonly subject: "used" | "ignored" | null
  /** Whether SearchImageByText is offered. */
  readonly textSearch: boolean
  /** Key into `serviceTypeSources`. */
  readonly source: string
  /** What the sources contradict each other in, or leave open. */
  readonly comment?: string
}

// The one boundary where JSON's `string` becomes our unions; a test reads every row.
/** The eight service types; pages of the international site name the first two only. */
export const serviceTypes: readonly ServiceType[] = table.rows as readonly ServiceType[]

/** The documents behind the `source` keys. */
export const serviceTypeSources: Readonly<Record<string, string>> = table.sources

/** The service type of this name. */
export const serviceType = (name: ServiceTypeName): ServiceType => {
  const row = serviceTypes.find((candidate) => candidate.name === name)
  if (row === undefined) throw new Error(`serviceTypes.json has no row for ${name}`)
  return row
}

/** The service type of a `ServiceType` number in the answer of Detail; undefined for a number of no document. */
export const findServiceType = (number: number): ServiceType | undefined =>
  serviceTypes.find(({ numbers }) => numbers.includes(number))
