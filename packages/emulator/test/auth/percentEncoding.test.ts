import { expect, it } from "vitest"
import { decodePairs, percentDecode, percentEncode } from "../../src/auth/percentEncoding.ts"

it("leaves the unreserved characters bare and encodes every other byte in upper case", () => {
  expect(percentEncode(Buffer.from("aZ09-_.~ *!'()+/é"))).toBe("aZ09-_.~%20%2A%21%27%28%29%2B%2F%C3%A9")
})

it("decodes what it encoded, for every byte", () => {
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  expect(percentDecode(percentEncode(every)).equals(every)).toBe(true)
})

it("reads + as a space and leaves a % alone that starts no escape", () => {
  expect(percentDecode("a+b%2b%zz%").toString()).toBe("a b+%zz%")
})

it("splits a form into its pairs in order, with and without =", () => {
  expect(decodePairs("a=1&&b&c=x=y&a=").map(({ name, value }) => [name.toString(), value.toString()])).toEqual([
    ["a", "1"],
    ["b", ""],
    ["c", "x=y"],
    ["a", ""]
  ])
})
