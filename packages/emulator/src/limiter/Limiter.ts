// The bought rates as behaviour: calls over the rate of their class are refused as the service documents it.

import { refuse, ServiceError } from "../errors.ts"
import { concurrency } from "./concurrency.ts"
import { fixedWindow } from "./fixedWindow.ts"
import { type Gate, type Leave, nothing } from "./Gate.ts"
import { classOf, type Rates } from "./rates.ts"
import { slidingWindow } from "./slidingWindow.ts"
import { tokenBucket } from "./tokenBucket.ts"

/** The ways of counting, by the name that the command line gives them. */
const GATES = { fixed: fixedWindow, sliding: slidingWindow, bucket: tokenBucket, concurrency } as const

/** Off, or a way of counting. */
export type LimiterKind = "off" | keyof typeof GATES

export const LIMITER_KINDS: readonly LimiterKind[] = ["off", "fixed", "sliding", "bucket", "concurrency"]

/** Documented: Detail is refused with 400, all others with 403. */
const DETAIL_STATUS = 400

/** Counts the calls of each class. */
export class Limiter {
  /** How calls are counted. */
  readonly kind: LimiterKind
  /** Calls per second by class. */
  readonly rates: Rates
  readonly #now: () => number
  #gates: ReadonlyMap<string, Gate>

  /** `now` is in epoch milliseconds. */
  constructor(kind: LimiterKind, rates: Rates, now: () => number) {
    this.kind = kind
    this.rates = rates
    this.#now = now
    this.#gates = gatesOf(kind, rates)
  }

  /** Forgets every call so far. */
  clear(): void {
    this.#gates = gatesOf(this.kind, this.rates)
  }

  /** Lets a call of an operation in; the caller must leave when it has ended. Throws DeniedRequest. */
  enter(operation: string): Leave {
    const gate = this.#gates.get(classOf(operation) ?? "")
    if (gate === undefined) return nothing
    const leave = gate.enter(this.#now())
    if (leave !== undefined) return leave
    const { code, status, message } = refuse("DeniedRequest")
    throw new ServiceError(code, operation === "Detail" ? DETAIL_STATUS : status, message)
  }
}

const gatesOf = (kind: LimiterKind, rates: Rates): ReadonlyMap<string, Gate> =>
  new Map(kind === "off" ? [] : Object.entries(rates).map(([name, rate]) => [name, GATES[kind](rate)] as const))
