/** The forms in which a text stands in requests and in answers that repeat them. */

/** In markup a text may be escaped; an answer of JSON may also hold it as Java's writers of JSON for pages write it. */
const escapes: ReadonlyArray<(text: string) => string> = [
  (text) => text,
  (text) => JSON.stringify(text).slice(1, -1),
  (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll(/[=&<>']/g, unicodeEscape),
  (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
]

/**
 * The text as it is; percent-encoded as in a query and as in a form; and the first of these once more encoded, as the
 * string to sign of RPC V1 holds a parameter. Each also escaped as in JSON and XML. Without duplicates, longest first.
 */
export const writtenForms = (text: string): readonly string[] => {
  const encoded = percentEncode(text)
  const sent = [text, encodeURIComponent(text), encoded, encoded.replaceAll("%20", "+"), percentEncode(encoded)]
  return [...new Set(sent.flatMap((form) => escapes.map((escape) => escape(form))))].toSorted(
    (a, b) => b.length - a.length
  )
}

/** By RFC 3986, as signatures want it: the five characters that `encodeURIComponent` leaves are encoded too. */
const percentEncode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${hexOf(character).toUpperCase()}`)

const unicodeEscape = (character: string): string => String.raw`\u${hexOf(character).padStart(4, "0")}`

const hexOf = (character: string): string => character.charCodeAt(0).toString(16)
