// The date of a request in the two forms that the signature schemes use, and how far it may be off.

import { refuse } from "../errors.ts"

/** Documented: a request is valid for 15 minutes around its date. */
const VALID_MS = 15 * 60 * 1_000

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

/** The comma and the leading zero are missing in official samples, and the weekday is wrong in one. */
const HTTP = /^[A-Z][a-z]{2},? (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/** Checks a date such as `2026-11-24T05:11:34Z`. `now` is in epoch milliseconds. Throws the service's refusal. */
export const checkIsoDate = (value: string | undefined, now: number): void =>
  check(value, now, (text) => (ISO.test(text) ? Date.parse(text) : Number.NaN))

/** Checks a date such as `Tue, 24 Nov 2026 05:11:34 GMT`. `now` is in epoch milliseconds. Throws the service's refusal. */
export const checkHttpDate = (value: string | undefined, now: number): void => check(value, now, parseHttpDate)

const check = (value: string | undefined, now: number, parse: (text: string) => number): void => {
  if (value === undefined || value === "") throw refuse("IllegalTimestamp")
  const date = parse(value)
  if (Number.isNaN(date)) throw refuse("InvalidTimeStamp.Format")
  if (Math.abs(now - date) > VALID_MS) throw refuse("InvalidTimeStamp.Expired")
}

const parseHttpDate = (text: string): number => {
  const [, day, month = "", year, hour, minute, second] = HTTP.exec(text) ?? []
  const index = MONTHS.indexOf(month)
  if (index < 0) return Number.NaN
  return Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute), Number(second))
}
