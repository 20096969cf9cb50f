/**
 * What a signer takes. Each check refuses what could not be sent as it was signed, or would let a value write a header
 * of its own, and names the field; none of them repeats a value, which may be secret.
 */
import type { Pair } from "../percentEncoding.ts"

/** An AccessKey pair. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly accessKeySecret: string
}

/** Something cannot be signed. `field` says which argument, `why` what is wrong with it. */
export class SigningInputError extends Error {
  override readonly name = "SigningInputError"
  readonly field: string
  /** A clause, without the value. */
  readonly why: string

  constructor(field: string, why: string) {
    super(`Cannot sign: ${field} ${why}.`)
    this.field = field
    this.why = why
  }
}

/** Checks a key as every signer does, before anything is signed with it. Throws `SigningInputError`. */
export const checkAccessKey = (key: AccessKey & { readonly securityToken?: string | undefined }): void => {
  checkObject("key", key)
  checkAccessKeyId(key.accessKeyId)
  checkSecret(key.accessKeySecret)
  if (key.securityToken !== undefined) checkToken("securityToken", key.securityToken)
}

/** An argument that holds the others. */
export const checkObject = <Value extends object>(field: string, value: Value): Value => {
  if (typeof value !== "object" || value === null)
    throw new SigningInputError(field, `is ${kindOf(value)}, not an object`)
  return value
}

export const checkText = (field: string, value: string): string => {
  if (typeof value !== "string") throw new SigningInputError(field, `is ${kindOf(value)}, not text`)
  return value
}

/** A comma or a blank in it would end the Credential part of the Authorization header. */
export const checkAccessKeyId = (value: string): string => {
  if (checkText("accessKeyId", value) === "") throw new SigningInputError("accessKeyId", "is empty")
  if (/[^\x21-\x2b\x2d-\x7e]/.test(value))
    throw new SigningInputError("accessKeyId", "holds a blank, a comma or something that is not ASCII")
  return value
}

/** A line break at its end is what a file or a shell leaves there, and makes every signature wrong. */
export const checkSecret = (value: string): string => {
  if (checkText("accessKeySecret", value) === "") throw new SigningInputError("accessKeySecret", "is empty")
  if (/[\r\n]/.test(value)) throw new SigningInputError("accessKeySecret", "holds a line break")
  return value
}

/** A token, a nonce, a name or a host: it travels in a header or a parameter, and an empty one is never meant. */
export const checkToken = (field: string, value: string): string => {
  if (checkText(field, value) === "") throw new SigningInputError(field, "is empty")
  if (/[^\x21-\x7e]/.test(value))
    throw new SigningInputError(field, "holds a blank, a line break or something that is not ASCII")
  return value
}

/** A token of RFC 9110 section 5.6.2. It is signed as given: the service's methods are upper case. */
export const checkMethod = (value: string): string => {
  if (value !== "POST" && !isToken(checkText("method", value)))
    throw new SigningInputError("method", "is no HTTP method")
  return value
}

/** A path as it stands in the request line: starts with a slash, or is empty, and is percent-encoded. */
export const checkPath = (value: string): string => {
  if (value !== "/" && !/^(?:\/[!$-;=@-Z_a-z~]*)?$/.test(checkText("path", value)))
    throw new SigningInputError("path", "is not a percent-encoded path that starts with a slash")
  return value
}

export const checkPairs = (field: string, pairs: readonly Pair[]): readonly Pair[] => {
  if (!Array.isArray(pairs)) throw new SigningInputError(field, `is ${kindOf(pairs)}, not a list of pairs`)
  for (const pair of pairs)
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== "string" || typeof pair[1] !== "string")
      throw new SigningInputError(field, "holds something that is not a pair of texts")
  return pairs
}

/** Lower-case hex, as SHA-256 and SM3 both give it. */
export const checkPayloadHash = (value: string): string => {
  if (!/^[0-9a-f]{64}$/.test(checkText("payloadHash", value)))
    throw new SigningInputError("payloadHash", "is not 64 digits of lower-case hex")
  return value
}

/** UTC to the second, `2026-01-31T23:59:59Z`, and a day that exists. */
export const checkTimestamp = (field: string, value: string): string => {
  const isWellFormed = TIMESTAMP.test(checkText(field, value))
  if (isWellFormed && (value.slice(8, 10) <= "28" || isCalendarDay(value))) return value
  throw new SigningInputError(field, "is not a date of the form 2026-01-31T23:59:59Z")
}

/** As HTTP writes dates, always GMT. The comma after the weekday may lack: the service's own sample does without. */
export const checkHttpDate = (field: string, value: string): string => {
  if (HTTP_DATE.test(checkText(field, value))) return value
  throw new SigningInputError(field, "is not a date of the form Sat, 31 Jan 2026 23:59:59 GMT")
}

export const checkContent = (content: string | Uint8Array): string | Uint8Array => {
  if (typeof content === "string" || content instanceof Uint8Array) return content
  throw new SigningInputError("body", `is ${kindOf(content)}, neither text nor bytes`)
}

/** Whether the text is a token of RFC 9110 section 5.6.2, as methods and header names are. */
export const isToken = (text: string): boolean => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text)

/** What a value of the wrong type is, for a sentence. */
export const kindOf = (value: unknown): string =>
  value === undefined || value === null ? String(value) : Array.isArray(value) ? "a list" : `of type ${typeof value}`

const TIMESTAMP = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/
const HTTP_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:0?[1-9]|[12]\d|3[01]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d GMT$/

/** Whether the day exists, given that month and day are in range. */
const isCalendarDay = (value: string): boolean => {
  const [year, month, day] = [Number(value.slice(0, 4)), value.slice(5, 7), value.slice(8, 10)]
  if (month !== "02") return day <= (["04", "06", "09", "11"].includes(month) ? "30" : "31")
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day <= (isLeapYear ? "29" : "28")
}
