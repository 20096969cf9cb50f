// The parameters of one call, and the checks that several operations share.

import { invalid, refuse, type ServiceError } from "./errors.ts"

/** How a text parameter is checked; each refusal is the documented code for that operation. */
export interface TextRule {
  /** In UTF-16 code units. */
  readonly longest: number
  readonly invalid: string
}

/**
 * The parameters of a call by name. The query and the form count alike: the documented clients use both within one
 * call.
 */
export class Parameters {
  readonly #values: ReadonlyMap<string, string>

  /** The form wins over the query if both hold a name, and the first value over later ones. */
  constructor({
    query,
    form
  }: {
    readonly query: Iterable<readonly [string, string]>
    readonly form: Iterable<readonly [string, string]>
  }) {
    const values = new Map<string, string>()
    for (const [name, value] of [...form, ...query]) if (!values.has(name)) values.set(name, value)
    this.#values = values
  }

  get names(): readonly string[] {
    return [...this.#values.keys()]
  }

  /** Whether the parameter was sent, be it empty. */
  has(name: string): boolean {
    return this.#values.has(name)
  }

  /** The value as sent; undefined if the parameter is absent or empty, which clients use for "not set". */
  value(name: string): string | undefined {
    return this.#values.get(name) || undefined
  }

  /** A mandatory text, or the refusal given. */
  required(name: string, missing: () => ServiceError): string {
    const value = this.value(name)
    if (value === undefined) throw missing()
    return value
  }

  /** An optional text within its length; "" if absent. */
  text(name: string, rule: TextRule): string {
    const value = this.value(name) ?? ""
    if (value.length > rule.longest) throw refuse(rule.invalid)
    return value
  }

  /** A 32-bit integer in decimal, or the refusal given for anything else; undefined if absent. */
  integer(name: string, malformed: () => ServiceError = () => invalid(name)): number | undefined {
    const value = this.value(name)
    if (value === undefined) return undefined
    const number = /^[+-]?\d{1,10}$/.test(value) ? Number(value) : Number.NaN
    // Bitwise or truncates to 32 bits, so only a 32-bit integer equals its own result.
    if ((number | 0) !== number) throw malformed()
    return number | 0
  }

  /** `true` or `false` in any case; undefined if absent. */
  flag(name: string): boolean | undefined {
    const value = this.value(name)?.toLowerCase()
    if (value === undefined) return undefined
    if (value !== "true" && value !== "false") throw invalid(name)
    return value === "true"
  }
}
