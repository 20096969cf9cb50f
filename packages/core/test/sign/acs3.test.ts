import { describe, expect, it } from "vitest"
import {
  acs3Authorization,
  acs3CanonicalQuery,
  acs3CanonicalRequest,
  acs3Headers,
  acs3Signature,
  acs3SignedHeaders,
  acs3StringToSign,
  sha256Hex,
  signAcs3,
  unsignableHeaders,
  type Acs3Request
} from "../../src/index.ts"
import captures from "./captures.json" with { type: "json" }
import published from "./vectors.json" with { type: "json" }

const empty = sha256Hex("")

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
    const canonical = acs3CanonicalRequest({ method: "POST", path: "", query: [], headers, payloadHash: empty })
    expect(canonical).toBe(`POST\n/\n\nhost:h\nx-acs-action:Detail\n\nhost;x-acs-action\n${empty}`)
    expect(acs3StringToSign(canonical)).toBe(`ACS3-HMAC-SHA256\n${sha256Hex(canonical)}`)
    expect(acs3Signature("text", "secret")).toHaveLength(64)
    expect(acs3Authorization({ accessKeyId: "id", signedHeaders: "host", signature: "ab" })).toBe(
      "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=ab"
    )
  })

  // The official unit tests sign what no connection carries: no method, which turns into the text "undefined", and no
  // path, for which we write the slash that is sent.
  it.each([
    [
      "a repeated header and an empty value",
      {
        query: [
          ["test", "ok"],
          ["empty", ""]
        ] as const,
        headers: { "x-acs-TEST": "https", "x-acs-test": "http" }
      },
      "0f2d549523cf082c83bb8135b5863614f7fe16ca7c2c7fc537e74d67374eeeac"
    ],
    [
      "neither query nor headers",
      { query: [], headers: {} },
      "608b887e491f3e88e85276b188a4d24e29230a559464685ccbf2dcc458e1fde8"
    ]
  ])("reproduces the official unit test with %s", (_, parts, signature) => {
    const payloadHash = "55e12e91650d2fec56ec74e1d3e4ddbfce2ef3a65890c2a19ecf88a307e76a23"
    const canonical = acs3CanonicalRequest({ method: "undefined", path: "", payloadHash, ...parts })
    const theirs = canonical.replace("undefined\n/\n", "undefined\n\n")
    expect(acs3Signature(acs3StringToSign(theirs), "secret")).toBe(signature)
  })

  it("makes the headers of the scheme, with those of a temporary key where there is a token", () => {
    const parts = {
      host: "h:8080",
      action: "Detail",
      version: "2020-12-14",
      date: "2026-01-31T23:59:59Z",
      nonce: "n",
      payloadHash: empty,
      accessKeyId: "STS.id"
    }
    const headers = acs3Headers(parts)
    expect(headers).toEqual({
      host: "h:8080",
      "x-acs-action": "Detail",
      "x-acs-version": "2020-12-14",
      "x-acs-date": "2026-01-31T23:59:59Z",
      "x-acs-signature-nonce": "n",
      "x-acs-content-sha256": empty
    })
    expect(acs3Headers({ ...parts, securityToken: "token" })).toEqual({
      ...headers,
      "x-acs-accesskey-id": "STS.id",
      "x-acs-security-token": "token"
    })
  })

  it("signs host, content-type and x-acs- headers in any case, and nothing that a proxy may change", () => {
    const signed = { "X-Acs-Date": "2026-01-31T23:59:59Z", "Content-Type": "t", HOST: "h" }
    const unsigned = Object.fromEntries(Object.keys(unsignableHeaders).map((name) => [name, "x"]))
    expect(acs3SignedHeaders({ ...unsigned, ...signed })).toBe("content-type;host;x-acs-date")
  })

  it("has a reason for each header that is not signable", () => {
    expect(Object.keys(unsignableHeaders)).toEqual(
      expect.arrayContaining(["authorization", "user-agent", "accept", "date", "connection", "content-length"])
    )
    expect(Object.values(unsignableHeaders).every((reason) => /^[a-z]/.test(reason))).toBe(true)
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
      headers: { "x-acs-test": [" https", "http "], "x-acs-empty": "" },
      payloadHash: empty
    })
    expect(canonical).toContain("\nx-acs-empty:\nx-acs-test:http,https\n")
  })
})
