import { encodePairs, type Pair } from "@imagesearch/core"
import fc from "fast-check"
import { expect, it } from "vitest"
import { base64Form } from "../../src/2019-03-25/base64Form.ts"

/** The same form by way of text. */
const plainForm = (fields: readonly Pair[], bytes: Uint8Array): string =>
  encodePairs([...fields, ["PicContent", Buffer.from(bytes).toString("base64")]])

it("any bytes of any length behind any fields become the form that text would have made", () => {
  const fields = fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.string({ unit: "binary" })), { maxLength: 3 })
  fc.assert(
    fc.property(fields, fc.uint8Array({ maxLength: 400 }), (pairs, bytes) => {
      expect(Buffer.from(base64Form(pairs, "PicContent", bytes)).toString()).toBe(plainForm(pairs, bytes))
    })
  )
})

it.each([
  ["every character is encoded", Uint8Array.from({ length: 900 }, (_, at) => [0xfb, 0xef, 0xbe][at % 3] ?? 0)],
  ["every slash is encoded", new Uint8Array(901).fill(0xff)],
  ["none is encoded", new Uint8Array(902)]
])("where %s, the form is exact to its last byte", (_, bytes) => {
  expect(Buffer.from(base64Form([], "PicContent", bytes)).toString()).toBe(plainForm([], bytes))
})

it("the form of 4 MB is read back as the picture that it was", () => {
  const bytes = Uint8Array.from({ length: 4 * 1024 * 1024 }, (_, at) => (at * 2_654_435_761) >>> 13)
  const form = new URLSearchParams(Buffer.from(base64Form([["A", "1"]], "PicContent", bytes)).toString())
  expect(Buffer.from(form.get("PicContent") ?? "", "base64").equals(bytes)).toBe(true)
})
