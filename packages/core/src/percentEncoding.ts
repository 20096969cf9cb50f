/** Percent-encoding of RFC 3986: only A-Z a-z 0-9 - _ . ~ stay bare; a space is %20, hex digits are upper case. */

/** A name and its value; a list of them keeps order and repeats, which a record would lose. */
export type Pair = readonly [name: string, value: string]

/** Encodes one name or value. A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD as it would on the wire. */
export const percentEncode = (text: string): string =>
  // Most names and values need nothing, and every one of every call comes through here.
  isBare.test(text)
    ? text
    : encodeURIComponent(text.toWellFormed()).replace(
        /[!'()*]/g,
        (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`
      )

const isBare = /^[\w.~-]*$/

/** Pairs as `name=value&name=value`, both sides encoded, in the order given. */
export const encodePairs = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&")
