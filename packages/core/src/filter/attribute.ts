/**
 * The eight attributes that a filter can name, and the operators of each family.
 *
 * Source: the texts of the official SDK 4.4.0. The spelling of the numbered names (`int_attr2`, not `int_attr_2`) is
 * inferred, and not verified on the live service.
 */

/** An integer attribute that a filter can name. */
export type IntAttribute = (typeof intAttributes)[number]
/** A string attribute that a filter can name. */
export type StrAttribute = (typeof strAttributes)[number]
/** How an integer attribute is compared. */
export type IntOperator = (typeof intOperators)[number]
/** How a string attribute is compared. */
export type StrOperator = (typeof strOperators)[number]
/** How an attribute is compared with several values. */
export type ListOperator = "in" | "not in"

/** What belongs together in a condition on an integer. */
export interface IntFamily {
  readonly attribute: IntAttribute
  readonly operator: IntOperator
  /** 32 bits, signed. */
  readonly value: number
}

/** What belongs together in a condition on a text. */
export interface StrFamily {
  readonly attribute: StrAttribute
  readonly operator: StrOperator
  /** At most 128 characters. */
  readonly value: string
}

export const intAttributes = ["int_attr", "int_attr2", "int_attr3", "int_attr4"] as const

export const strAttributes = ["str_attr", "str_attr2", "str_attr3", "str_attr4"] as const

/** As documented: integers have no `!=`. */
export const intOperators = [">", ">=", "<", "<=", "="] as const

/** As documented: texts have no order. */
export const strOperators = ["=", "!="] as const
