// Percent-encoding over bytes, not over text: two different byte sequences that are no UTF-8 would both decode to
// U+FFFD, and a changed query would then have the canonical form of the unchanged one. A "byte string" below is a
// string whose every character stands for one byte, as node:http hands over targets and headers.

/** One `name=value` pair of a query or a form, as bytes. */
export interface Pair {
  readonly name: Buffer
  readonly value: Buffer
}

/** Encodes bytes by RFC 3986: letters, digits and `- _ . ~` stay, all else becomes `%XX` in upper case. */
export const percentEncode = (bytes: Uint8Array): string => {
  let text = ""
  for (const byte of bytes) text += ENCODED[byte] ?? ""
  return text
}

/** Decodes a byte string: `%XX` in either case, `+` as a space; a `%` that starts no such triplet stands for itself. */
export const percentDecode = (byteString: string): Buffer => {
  const bytes = Buffer.from(byteString, "latin1")
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    const decoded = byte === PERCENT ? hexPair(bytes[at + 1], bytes[at + 2]) : undefined
    // A decoded text is never longer than its encoded form, so it may take its place.
    bytes[length] = decoded ?? (byte === PLUS ? SPACE : byte)
    length += 1
    if (decoded !== undefined) at += 2
  }
  return bytes.subarray(0, length)
}

/** Splits a query or a form into its pairs, in the order sent; `name` without `=` has the empty value. */
export const decodePairs = (byteString: string): readonly Pair[] =>
  byteString
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const equals = part.indexOf("=")
      return equals < 0
        ? { name: percentDecode(part), value: Buffer.alloc(0) }
        : { name: percentDecode(part.slice(0, equals)), value: percentDecode(part.slice(equals + 1)) }
    })

const PERCENT = 0x25
const PLUS = 0x2b
const SPACE = 0x20

/** The byte that two hexadecimal digits stand for; undefined if they are none. */
const hexPair = (high = 0, low = 0): number | undefined => {
  const value = (HEX_VALUES[high] ?? Number.NaN) * 16 + (HEX_VALUES[low] ?? Number.NaN)
  return Number.isNaN(value) ? undefined : value
}

/** By the code of a digit. */
const HEX_VALUES: readonly number[] = Array.from({ length: 256 }, (_, code) => {
  const digit = String.fromCharCode(code)
  return /[0-9a-f]/i.test(digit) ? Number.parseInt(digit, 16) : Number.NaN
})

const isUnreserved = (byte: number): boolean => /[A-Za-z0-9\-_.~]/.test(String.fromCharCode(byte))

const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  isUnreserved(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
)
