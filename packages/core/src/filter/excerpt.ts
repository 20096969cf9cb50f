/** How errors show what they are about: one place in a text, or one value. */

/** Characters shown on either side of the place. */
const margin = 36

/** The text around an offset on one line, and a caret under the offset on a second. */
export const excerpt = (text: string, offset: number): string => {
  const start = Math.max(0, offset - margin)
  const end = Math.min(text.length, offset + margin)
  const before = (start > 0 ? "…" : "") + printable(text.slice(start, offset))
  const after = printable(text.slice(offset, end)) + (end < text.length ? "…" : "")
  return `  ${before}${after}\n  ${before.replace(wide, "\u3000").replace(/[^\u3000]/g, " ")}^`
}

/** A value as an error names it, without calling any method of the value. */
export const describe = (value: unknown): string => {
  switch (typeof value) {
    case "string":
      return escaped(JSON.stringify(shortened(value)))
    case "number":
    case "boolean":
    case "undefined":
      return String(value)
    case "bigint":
      return `${value}n`
    case "object":
      return value === null ? "null" : Array.isArray(value) ? "an array" : "an object"
    default:
      return `a ${typeof value}`
  }
}

/** Cut to 40 characters. */
export const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** Full-width characters of one code unit take two columns in a terminal, as the ideographic blank does. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g

/** Control and format characters as `\u{9b}`, so that they can neither hide nor act on a terminal. */
export const escaped = (text: string): string =>
  text.replace(hidden, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`)

/** The same characters as blanks, one per code unit, so that the caret stays in its column. */
const printable = (text: string): string => text.replace(hidden, (found) => " ".repeat(found.length))

/** What would move the cursor, change the direction, or be no character at all. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
