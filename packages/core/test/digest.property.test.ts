import fc from "fast-check"
import { expect, it } from "vitest"
import * as node from "../src/digest.node.ts"
import * as plain from "../src/digest.portable.ts"

/** Both files export the same functions: the compiler holds one against the other. */
const portable: typeof node = plain

const text = fc.string({ unit: "binary", maxLength: 200 }).map((value) => value.toWellFormed())
const content = fc.oneof(text, fc.uint8Array({ maxLength: 300 }))

it("gives the same digests on node:crypto and in plain JavaScript, for text and for bytes", () => {
  fc.assert(
    fc.property(content, (value) => {
      expect(portable.sha256Hex(value)).toBe(node.sha256Hex(value))
      expect(portable.md5Base64(value)).toBe(node.md5Base64(value))
    })
  )
})

it("gives the same MACs, with keys shorter and longer than a block", () => {
  fc.assert(
    fc.property(text, text, (key, value) => {
      expect(portable.hmacSha256Hex(key, value)).toBe(node.hmacSha256Hex(key, value))
      expect(portable.hmacSha1Base64(key, value)).toBe(node.hmacSha1Base64(key, value))
    })
  )
})

it("gives the same MACs with a key that was padded once, whatever the length of the text and however often", () => {
  const ascii = fc.oneof(fc.string({ minLength: 81, maxLength: 81 }), fc.string({ maxLength: 200 }))
  fc.assert(
    fc.property(text, fc.array(ascii, { minLength: 1, maxLength: 4 }), (key, texts) => {
      const [byNode, byPortable] = [node.hmacSha256HexOf(key), portable.hmacSha256HexOf(key)]
      for (const value of texts) {
        const expected = node.hmacSha256Hex(key, value)
        expect(byNode(value)).toBe(expected)
        expect(byPortable(value)).toBe(expected)
      }
    })
  )
})
