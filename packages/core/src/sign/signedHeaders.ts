/** Which headers a signature covers, and the form in which it covers them: independent of their order and case. */
import { checkText, checkTimestamp, isToken, kindOf, SigningInputError } from "./signingInput.ts"

/**
 * Headers by name, in any case. A list stands for a header that is sent more than once; names that differ in case alone
 * are one header.
 */
export type SignedHeaderValues = Readonly<Record<string, string | readonly string[]>>

/** The headers of a canonical request. */
export interface CanonicalHeaders {
  /** Names in lower case, sorted and joined by `;`. */
  readonly names: string
  /** One `name:value` a line, each ended by a line feed. */
  readonly block: string
}

/** Headers that no ACS3 signature covers, with the reason; so does everything else that is not in `isSignable`. */
export const unsignableHeaders: Readonly<Record<string, string>> = {
  authorization: "carries the signature itself",
  "user-agent": "proxies and runtimes rewrite it",
  accept: "proxies may narrow it",
  "accept-encoding": "the HTTP client adds it after signing",
  "accept-language": "runtimes add it after signing",
  "content-length": "the HTTP client adds it after signing; the hash of the body covers the length",
  "transfer-encoding": "belongs to one connection",
  connection: "belongs to one connection",
  "keep-alive": "belongs to one connection",
  te: "belongs to one connection",
  trailer: "belongs to one connection",
  upgrade: "belongs to one connection",
  expect: "the HTTP client may add or drop it",
  "proxy-authorization": "is meant for the proxy, which removes it",
  via: "proxies add to it",
  forwarded: "proxies add to it",
  "x-forwarded-for": "proxies add to it",
  date: "proxies may replace it; x-acs-date is signed in its place",
  traceparent: "tracers rewrite it on the way",
  tracestate: "tracers rewrite it on the way",
  cookie: "browsers add it after signing"
}

/** Documented: `host`, `content-type` and everything under `x-acs-` are signed. Takes a name in lower case. */
export const isSignable = (name: string): boolean =>
  name.startsWith("x-acs-") || name === "host" || name === "content-type"

/**
 * The signed headers: names sorted, values trimmed, those of a repeated header sorted and joined by a comma. Throws
 * `SigningInputError` for a name that is no header name; for a value, signed or not, that is no text or holds a control
 * character; for a signed value that is not ASCII; and for an `x-acs-date` that is none.
 */
export const canonicalHeaders = (headers: SignedHeaderValues): CanonicalHeaders => {
  const byName = headersByLowerName(headers)
  const names = Object.keys(byName).filter(isSignable).toSorted()
  const lines = names.map((name) => canonicalLine(name, byName[name] ?? ""))
  return { names: names.join(";"), block: lines.join("") }
}

/** One line of the block. The value must have been checked. */
export const canonicalLine = (name: string, value: string | readonly string[]): string =>
  `${name}:${canonicalValue(value)}\n`

/** One header's value in canonical form. */
export const canonicalValue = (value: string | readonly string[]): string =>
  typeof value === "string"
    ? value.trim()
    : value
        .map((one) => one.trim())
        .toSorted()
        .join(",")

/** The same headers, checked, by lower-case name; names that differ in case alone become one header. */
export const headersByLowerName = (headers: SignedHeaderValues): SignedHeaderValues => {
  const byName = new Map<string, string | readonly string[]>()
  for (const name of headerNames(headers)) {
    const [lower, value] = [name.toLowerCase(), checkedValue(name, headers[name])]
    const earlier = byName.get(lower)
    byName.set(lower, earlier === undefined ? value : [earlier, value].flat())
  }
  return Object.fromEntries(byName)
}

/** The names as given, checked. */
export const headerNames = (headers: SignedHeaderValues): readonly string[] => {
  if (typeof headers !== "object" || headers === null)
    throw new SigningInputError("headers", `is ${kindOf(headers)}, not an object`)
  const names = Object.keys(headers)
  if (!names.every(isToken)) throw new SigningInputError("headers", "has a name that is not a header name")
  return names
}

/** The value of a header, checked. */
export const checkedValue = <Value extends string | readonly string[]>(
  name: string,
  value: Value | undefined
): Value => {
  if (typeof value === "string") checkOne(name, value)
  else if (Array.isArray(value) && value.length > 0) for (const one of value) checkOne(name, one)
  else if (Array.isArray(value)) throw new SigningInputError(fieldOf(name), "is an empty list, which sends nothing")
  else throw new SigningInputError(fieldOf(name), `is ${kindOf(value)}, neither text nor a list of texts`)
  return value
}

/** Nearly every value passes the first test: the field's name is put together for a refusal only. */
const checkOne = (name: string, value: string): void => {
  if (typeof value !== "string" || !PRINTABLE.test(value)) refuseUnlessUnsigned(name, value)
  if (name.length === DATE_NAME.length && name.toLowerCase() === DATE_NAME) checkTimestamp(fieldOf(name), value.trim())
}

/** A line break would start a header of its own; what is not ASCII reaches the server in one of several encodings. */
const refuseUnlessUnsigned = (name: string, value: string): void => {
  const field = fieldOf(name)
  if (!PRINTABLE_OR_NOT_ASCII.test(checkText(field, value)))
    throw new SigningInputError(field, "holds a control character")
  if (isSignable(name.toLowerCase())) throw new SigningInputError(field, "holds something that is not ASCII")
}

const fieldOf = (name: string): string => `headers["${name}"]`

const DATE_NAME = "x-acs-date"
const PRINTABLE = /^[\t\x20-\x7e]*$/
const PRINTABLE_OR_NOT_ASCII = /^[\t\x20-\x7e\x80-\uffff]*$/
