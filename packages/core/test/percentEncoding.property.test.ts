import fc from "fast-check"
import { expect, it } from "vitest"
import { encodePairs, percentEncode } from "../src/index.ts"

const text = fc.string({ unit: "binary" })

it("decodes to what was encoded, and leaves only unreserved marks bare", () => {
  fc.assert(
    fc.property(text, (value) => {
      const encoded = percentEncode(value)
      expect(encoded).toMatch(/^(?:[A-Za-z0-9\-_.~]|%[0-9A-F]{2})*$/)
      expect(decodeURIComponent(encoded)).toBe(value.toWellFormed())
    })
  )
})

it("keeps pairs apart, whatever names and values hold", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
      const read = [...new URLSearchParams(encodePairs(pairs))]
      expect(read).toEqual(pairs.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]))
    })
  )
})

it("turns a lone surrogate into the replacement character, as the wire would", () => {
  expect(percentEncode("a\ud800b")).toBe("a%EF%BF%BDb")
})

/** The rule written out as a table over bytes, after RFC 3986 section 2.3. */
const table = Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9\-_.~]/.test(String.fromCharCode(byte))
    ? String.fromCharCode(byte)
    : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
)

it("agrees with a table of all bytes", () => {
  fc.assert(
    fc.property(text, (value) => {
      const bytes = [...new TextEncoder().encode(value)]
      expect(percentEncode(value)).toBe(bytes.map((byte) => table[byte]).join(""))
    }),
    { numRuns: 1_000 }
  )
})
