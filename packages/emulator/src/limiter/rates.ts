// How many calls per second each class of operations may have, from what the instance was bought with.

import table from "@imagesearch/core/data/operations.json" with { type: "json" }
import type { Plan } from "../Plan.ts"

/** Calls per second by class; a class without an entry is not limited. */
export type Rates = Readonly<Record<string, number>>

/** Documented: 100,000 pictures, in units of 10,000; an instance of this size adds more slowly. */
const SMALLEST_CAPACITY = 10

/** The rates of a plan. Operations without a stated rate of their own share that of their class, if it has one. */
export const ratesOf = ({ capacity, qps }: Pick<Plan, "capacity" | "qps">): Rates => {
  const isSmallest = capacity <= SMALLEST_CAPACITY
  const rates: Record<string, number> = {}
  for (const { limitKey, perSecond, perSecondSmallest } of ROWS) {
    const rate = perSecond === "bought" ? qps : isSmallest ? (perSecondSmallest ?? perSecond) : perSecond
    if (typeof rate === "number") rates[limitKey] ??= rate
  }
  return rates
}

/** The class of an operation; operations of one name are of one class in all versions. */
export const classOf = (operation: string): string | undefined => CLASSES.get(operation)

interface Row {
  readonly name: string
  readonly limitKey: string
  readonly perSecond: number | string | null
  readonly perSecondSmallest?: number
}

const ROWS: readonly Row[] = table.rows
const CLASSES: ReadonlyMap<string, string> = new Map(ROWS.map(({ name, limitKey }) => [name, limitKey]))

/** Every class by name. */
export const CLASS_NAMES: readonly string[] = [...new Set(CLASSES.values())]
