/** Requests for property tests: everything that HTTP lets through, ugly marks preferred. */
import fc from "fast-check"
import { sha256Hex, type Acs3Request } from "../../src/index.ts"

const charactersOf = (text: string): readonly string[] => Array.from(text)

const mark = fc.constantFrom(...charactersOf("ab0!'()*~+ &=%-_./?#é漢😀"))
const text = fc.oneof(fc.string({ unit: mark, maxLength: 8 }), fc.string({ unit: "binary", maxLength: 8 }))
const token = fc.string({ unit: fc.constantFrom(...charactersOf("abcXYZ019-_.~")), minLength: 1, maxLength: 8 })
const value = fc.string({ unit: fc.constantFrom(...charactersOf("ab \t!'()*~+,:;=%")), maxLength: 12 })

const date = fc
  .date({ min: new Date("2000-01-01T00:00:00Z"), max: new Date("2099-12-31T23:59:59Z"), noInvalidDate: true })
  .map((at) => `${at.toISOString().slice(0, 19)}Z`)

export const generatedHeaders = fc
  .tuple(
    fc.record({ host: fc.constantFrom("h.example", "127.0.0.1:18080", "[::1]:80"), "x-acs-date": date }),
    fc.dictionary(
      token.map((name) => `x-acs-t-${name.toLowerCase()}`),
      fc.oneof({ weight: 4, arbitrary: value }, fc.array(value, { minLength: 1, maxLength: 3 })),
      { maxKeys: 4 }
    ),
    fc.dictionary(fc.constantFrom("accept", "user-agent", "content-type"), value)
  )
  .map(([fixed, own, standard]) => ({ ...standard, ...own, ...fixed }))

export const generatedRequest: fc.Arbitrary<Acs3Request & { readonly body: string }> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
    path: fc.constantFrom("/", "/v2/image/add", "/a%20b/c"),
    query: fc.array(fc.tuple(text, text), { maxLength: 5 }),
    headers: generatedHeaders,
    body: text
  })
  .map((parts) => ({ ...parts, payloadHash: sha256Hex(parts.body) }))

export const generatedKey = fc.record({
  accessKeyId: token,
  accessKeySecret: fc.string({ unit: fc.constantFrom(...charactersOf("abcABC019+/=")), minLength: 1, maxLength: 80 })
})
