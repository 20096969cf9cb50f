/** An item of the catalogue that is not done. */
import type { Attributes } from "../catalogue/readRow.ts"

export interface OutstandingItem {
  /** Grows with every change of an item; the greatest of a name is the newest. */
  readonly id: number
  readonly line: number
  readonly productId: string
  readonly picName: string
  /** Absolute path. */
  readonly picture: string
  readonly attributes: Attributes
  readonly attributesHash: string
}

/** A row that is not done, and why. */
export interface FailedRow {
  readonly line: number
  readonly productId: string | null
  readonly picName: string | null
  readonly reason: string
}
