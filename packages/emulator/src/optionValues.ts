// The values of the command line's options: each is read here, or refused in one sentence that says what it takes.

import { INSTANCE_RULES, type Rule } from "./optionRules.ts"
import { describeServiceTypes, serviceTypeNamed } from "./serviceType.ts"

/** The text itself, if the rule allows it. */
export const textOf = (name: string, text: string, rule: Rule): string => {
  if (rule.allows(text)) return text
  throw new Error(`--${name} takes ${rule.takes}, not "${text}"`)
}

/** The whole number that the text writes, if the rule allows it. */
export const integer = (name: string, text: string, rule: Rule): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (rule.allows(value)) return value
  throw new Error(`--${name} takes ${rule.takes}, not "${text}"`)
}

/** A service type by its name or by one of its numbers. */
export const serviceTypeOf = (text: string): number => {
  const number = serviceTypeNamed(text.toLowerCase()) ?? (/^\d{1,3}$/.test(text) ? Number(text) : Number.NaN)
  if (INSTANCE_RULES.serviceType.allows(number)) return number
  throw new Error(`--service-type takes a name or a number of ${describeServiceTypes().join(", ")}, not "${text}"`)
}

/** A date, or a date with a time, in epoch milliseconds; without a zone it is UTC. */
export const expiryOf = (text: string): number => {
  const [, date, time = "00:00:00", zone = "Z"] = ISO_DATE.exec(text) ?? []
  const epochMs = date === undefined ? Number.NaN : Date.parse(`${date}T${time}${zone}`)
  if (date !== undefined && isDay(date) && !Number.isNaN(epochMs)) return epochMs
  throw new Error(`--expires takes a date such as 2027-01-31 or 2027-01-31T12:00:00Z, not "${text}"`)
}

/** `Date.parse` takes 30 February for a day of March. */
const isDay = (date: string): boolean => {
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}

const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/

export const capacityOf = (text: string): number => {
  const { takes, allows } = INSTANCE_RULES.capacity
  const capacity = /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN
  if (allows(capacity)) return capacity
  throw new Error(`--capacity takes ${takes}, not "${text}"`)
}
