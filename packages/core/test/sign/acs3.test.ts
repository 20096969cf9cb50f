import { describe, expect, it } from "vitest"
import {
  acs3Authorization,
  acs3CanonicalQuery,
  acs3CanonicalRequest,
  acs3Signature,
  acs3SignedHeaders,
  acs3StringToSign,
  sha256Hex,
  signAcs3,
  type Acs3Request
} from "../../src/index.ts"
import captures from "./captures.json" with { type: "json" }
import published from "./vectors.json" with { type: "json" }

/** Every stage of one signature against what was published or seen; the first key that differs is the stage at fault. */
const expectStages = (
  request: Acs3Request,
  key: { readonly accessKeyId: string; readonly accessKeySecret: string },
  expected: { canonicalRequest: string; stringToSign: string; signature: string; authorization: string }
) => {
  const stages = signAcs3(request, key)
  expect(stages.canonicalRequest, "canonical request").toBe(expected.canonicalRequest)
  expect(stages.stringToSign, "string to sign").toBe(expected.stringToSign)
  expect(stages.signature, "signature").toBe(expected.signature)
  expect(stages.authorization, "authorization").toBe(expected.authorization)
}

describe("ACS3-HMAC-SHA256", () => {
  const acs3Vectors = published.vectors.filter((vector) => vector.scheme === "ACS3-HMAC-SHA256")

  it.each(acs3Vectors)("reproduces the published vector $id, stage by stage", (vector) => {
    const { method = "", path = "", query = {}, headers = {}, body = "", accessKeyId = "", accessKeySecret } = vector
    expectStages(
      { method, path, query: Object.entries(query as Record<string, string>), headers, payloadHash: sha256Hex(body) },
      { accessKeyId, accessKeySecret },
      {
        canonicalRequest: vector.canonicalRequest ?? "",
        stringToSign: vector.stringToSign ?? "",
        signature: vector.signature,
        authorization: vector.authorization ?? ""
      }
    )
  })

  it.each(captures)("reproduces what $peer sent: $name", (capture) => {
    expectStages(
      {
        method: capture.method,
        path: capture.path,
        query: capture.query.map(([name = "", value = ""]) => [name, value] as const),
        headers: capture.headers,
        payloadHash: capture.payloadHash
      },
      { accessKeyId: capture.authorization.match(/Credential=([^,]+)/)?.[1] ?? "", accessKeySecret: "testsecret" },
      capture
    )
  })

  it("runs each stage on its own", () => {
    const headers = { host: "h", "x-acs-action": "Detail", accept: "application/json" }
    const canonical = acs3CanonicalRequest({ method: "POST", path: "", query: [], headers, payloadHash: "p" })
    expect(canonical).toBe("POST\n/\n\nhost:h\nx-acs-action:Detail\n\nhost;x-acs-action\np")
    expect(acs3StringToSign(canonical)).toBe(`ACS3-HMAC-SHA256\n${sha256Hex(canonical)}`)
    expect(acs3Signature("text", "secret")).toHaveLength(64)
    expect(acs3Authorization({ accessKeyId: "id", signedHeaders: "host", signature: "ab" })).toBe(
      "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=ab"
    )
  })

  it("signs host, content-type and x-acs- headers, and nothing that a proxy may change", () => {
    expect(
      acs3SignedHeaders({
        "user-agent": "x",
        "x-acs-date": "d",
        "content-type": "t",
        accept: "a",
        host: "h",
        date: "d"
      })
    ).toBe("content-type;host;x-acs-date")
  })

  it("sorts the query by name, then value, and encodes what querystring leaves bare", () => {
    expect(
      acs3CanonicalQuery([
        ["b", "2"],
        ["a", "y"],
        ["a", "x"],
        ["c", ""],
        ["d", "é !'()*~+&="]
      ])
    ).toBe("a=x&a=y&b=2&c=&d=%C3%A9%20%21%27%28%29%2A~%2B%26%3D")
  })

  it("sorts and joins the values of a repeated header, and trims them", () => {
    const canonical = acs3CanonicalRequest({
      method: "POST",
      path: "/",
      query: [],
      headers: { "x-acs-test": [" https", "http "] },
      payloadHash: ""
    })
    expect(canonical).toContain("x-acs-test:http,https\n")
  })
})
