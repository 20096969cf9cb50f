// The values of the command line's options: each is read here, or refused in one sentence that says what it takes.

import regions from "@imagesearch/core/data/regions.json" with { type: "json" }
import { describeServiceTypes, serviceType, serviceTypeNamed } from "./serviceType.ts"

/** A whole number within bounds. */
export const integer = (name: string, text: string, [least, most]: readonly [number, number]): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most))
    throw new Error(`--${name} takes a whole number from ${least} to ${most}, not "${text}"`)
  return value
}

export const instanceOf = (name: string): string => {
  if (name !== "" && name.length <= 20) return name
  throw new Error(`--instance takes a name of 1 to 20 characters, not "${name}"`)
}

export const regionOf = (id: string): string => {
  if (regions.some((region) => region.id === id)) return id
  throw new Error(`--region takes one of ${regions.map((region) => region.id).join(", ")}, not "${id}"`)
}

/** A service type by its name or by one of its numbers. */
export const serviceTypeOf = (text: string): number => {
  const number = serviceTypeNamed(text.toLowerCase()) ?? (/^\d{1,3}$/.test(text) ? Number(text) : Number.NaN)
  if (serviceType(number) !== undefined) return number
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
  const capacity = /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : 0
  if (capacity > 0) return capacity
  throw new Error(`--capacity takes a number above 0 in units of 10,000 pictures, not "${text}"`)
}
