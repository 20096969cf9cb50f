import { describe, expect, it } from "vitest"
import {
  md5Base64,
  roaV1CanonicalHeaders,
  roaV1CanonicalResource,
  roaV1Headers,
  roaV1Signature,
  roaV1StringToSign,
  signRoaV1
} from "../../src/index.ts"
import captures from "./otherSchemes.json" with { type: "json" }
import { pairsOf } from "./pairsOf.ts"
import published from "./vectors.json" with { type: "json" }

describe("ROA V1", () => {
  const vectors = published.vectors.filter((vector) => vector.scheme === "ROA V1 HMAC-SHA1")
  const macVectors = published.vectors.filter((vector) => vector.scheme === "ROA V1 MAC step")

  it.each(vectors)("reproduces the published vector $id, stage by stage", (vector) => {
    const { method = "", path = "", query = {}, headers = {}, accessKeyId = "", accessKeySecret } = vector
    const stages = signRoaV1(
      { method, path, query: Object.entries(query as Record<string, string>), headers },
      { accessKeyId, accessKeySecret }
    )
    expect(stages.stringToSign, "string to sign").toBe(vector.stringToSign)
    expect(stages.signature, "signature").toBe(vector.signature)
    expect(stages.authorization, "authorization").toBe(vector.authorization)
  })

  it.each(macVectors)("reproduces the MAC of the official unit test $id", (vector) => {
    expect(roaV1Signature(vector.text ?? "", vector.accessKeySecret)).toBe(vector.signature)
  })

  it.each(captures.roaV1)("reproduces what $peer sent, stage by stage: $name", (capture) => {
    const headers: Readonly<Record<string, string>> = capture.headers
    const stages = signRoaV1(
      { method: capture.method, path: capture.path, query: pairsOf(capture.query), headers },
      { accessKeyId: capture.accessKeyId, accessKeySecret: "testsecret" }
    )
    expect(md5Base64(capture.body), "content-md5").toBe(headers["content-md5"])
    expect(stages.stringToSign, "string to sign").toBe(capture.stringToSign)
    expect(stages.signature, "signature").toBe(capture.signature)
    expect(stages.authorization, "authorization").toBe(capture.authorization)
  })

  it("makes the headers of the scheme that a captured request with a temporary key carries", () => {
    const { headers } = captures.roaV1.find((one) => one.name === "pop.roa.sts") ?? { headers: {} }
    expect(headers).toMatchObject(
      roaV1Headers({
        version: "2019-03-25",
        date: "Tue, 24 Nov 2026 05:11:59 GMT",
        nonce: "a3c51f85045f36445e4a3123c924edf7",
        accessKeyId: "STS.testid",
        securityToken: "test-security-token"
      })
    )
  })

  it("signs the query as it is, sorted, and keeps the mark of an empty value", () => {
    const query = [
      ["key", "val ue with space"],
      ["empty", ""],
      ["a", "2"],
      ["a", "1"]
    ] as const
    expect(roaV1CanonicalResource({ path: "", query })).toBe("/?a=1&a=2&empty=&key=val ue with space")
    expect(roaV1CanonicalResource({ path: "/v2/image/add", query: [] })).toBe("/v2/image/add")
  })

  it("leaves lines empty for absent headers, and takes headers of any case", () => {
    const headers = { "X-Acs-B": " b\tb ", "x-acs-a": "a", Accept: "application/json" }
    expect(roaV1CanonicalHeaders(headers)).toBe("x-acs-a:a\nx-acs-b:b b\n")
    expect(roaV1StringToSign({ method: "GET", path: "/", query: [], headers })).toBe(
      "GET\napplication/json\n\n\n\nx-acs-a:a\nx-acs-b:b b\n/"
    )
  })
})
