import fc from "fast-check"
import { expect, it } from "vitest"
import { prepareAcs3, sha256Hex, signAcs3, type Acs3Request } from "../../src/index.ts"
import { generatedKey, generatedRequest } from "./generatedRequest.ts"

const key = { accessKeyId: "id", accessKeySecret: "secret" }
const signatureOf = (request: Acs3Request) => signAcs3(request, key).signature

/** The text with the character at this place, counted round, replaced by another that is legal wherever it stands. */
const changedAt = (text: string, place: number): string => {
  const at = place % text.length
  return `${text.slice(0, at)}${text[at] === "a" ? "b" : "a"}${text.slice(at + 1)}`
}

it("gives the same stages from a prepared signer, for any sequence of requests", () => {
  fc.assert(
    fc.property(generatedKey, fc.array(generatedRequest, { maxLength: 4 }), (anyKey, requests) => {
      const sign = prepareAcs3(anyKey)
      // Each one twice, and with other values under the same names, so that the signer's memory is used.
      for (const request of requests) {
        const shorter = { ...request, headers: { ...request.headers, host: "other" } }
        for (const one of [request, request, shorter, request]) expect(sign(one)).toEqual(signAcs3(one, anyKey))
      }
    })
  )
})

it("does not depend on the order of headers and parameters, nor on the case of header names", () => {
  fc.assert(
    fc.property(generatedRequest, fc.infiniteStream(fc.nat()), fc.func(fc.boolean()), (request, ranks, isUpper) => {
      const shuffle = <Row>(rows: readonly Row[]): readonly Row[] =>
        rows
          .map((row) => [ranks.next().value ?? 0, row] as const)
          .toSorted((a, b) => a[0] - b[0])
          .map(([, row]) => row)
      const headers = Object.fromEntries(
        shuffle(Object.entries(request.headers)).map(([name, value]) => [
          isUpper(name) ? name.toUpperCase() : name,
          typeof value === "string" ? ` ${value}` : shuffle(value)
        ])
      )
      const shuffled = { ...request, headers, query: shuffle(request.query) }
      expect(signAcs3(shuffled, key)).toEqual(signAcs3(request, key))
      expect(prepareAcs3(key)(shuffled)).toEqual(signAcs3(request, key))
    })
  )
})

it("changes with any one character of method, path, parameter, signed header, body, nonce or secret", () => {
  fc.assert(
    fc.property(generatedRequest, fc.nat(), fc.nat(), (request, which, place) => {
      const original = signatureOf(request)
      const { method, path, query, headers, body } = request
      const pick = <Row>(rows: readonly Row[]): Row | undefined => rows[which % Math.max(rows.length, 1)]
      const changed: Acs3Request[] = [
        { ...request, method: changedAt(method, place) },
        { ...request, path: `/${changedAt(path.slice(1) || "x", place)}` },
        { ...request, payloadHash: sha256Hex(body === "" ? "a" : changedAt(body.toWellFormed(), place)) },
        { ...request, query: [...query, ["added", ""]] }
      ]
      const pair = pick(query)
      if (pair !== undefined) {
        const others = query.filter((one) => one !== pair)
        const [name, value] = [pair[0].toWellFormed(), pair[1].toWellFormed()]
        if (name !== "") changed.push({ ...request, query: [...others, [changedAt(name, place), value]] })
        if (value !== "") changed.push({ ...request, query: [...others, [name, changedAt(value, place)]] })
      }
      const signed = pick(Object.keys(headers).filter((name) => name === "host" || name.startsWith("x-acs-t-")))
      const value = headers[signed ?? "host"]
      if (typeof value === "string" && value.trim() !== "")
        changed.push({ ...request, headers: { ...headers, [signed ?? "host"]: changedAt(value.trim(), place) } })
      for (const one of changed) expect(signatureOf(one)).not.toBe(original)
      expect(signAcs3(request, { ...key, accessKeySecret: changedAt("secret", place) }).signature).not.toBe(original)
    })
  )
})

it("does not change with headers that are not signed", () => {
  fc.assert(
    fc.property(generatedRequest, fc.string({ unit: "grapheme-ascii" }), (request, value) => {
      const headers = { ...request.headers, "user-agent": value, accept: value, date: value }
      expect(signatureOf({ ...request, headers })).toBe(signatureOf(request))
    })
  )
})
