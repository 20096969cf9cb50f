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
export const percentDecode = (byteString: string): Buffer =>
  Buffer.from(
    byteString
      .replaceAll("+", " ")
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1"
  )

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

const isUnreserved = (byte: number): boolean => /[A-Za-z0-9\-_.~]/.test(String.fromCharCode(byte))

const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  isUnreserved(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
)
