import { describe, expect, it } from "vitest"
import { diagnoseSignature, signAcs3 } from "../../src/index.ts"

const request = {
  method: "POST",
  path: "/",
  query: [["a", "1"]] as const,
  headers: { host: "h.example", "x-acs-security-token": "a-secret-token" },
  payloadHash: "0".repeat(64)
}
const key = { accessKeyId: "id", accessKeySecret: "secret" }
const own = signAcs3(request, key)
const refusal = (stages: { canonicalRequest: string; stringToSign: string }) =>
  `Specified signature does not match our calculation. server StringToSign is [${stages.stringToSign}] server CanonicalRequest is [${stages.canonicalRequest}]`

describe("diagnosis of a refused signature", () => {
  it("blames the secret when the server calculated from the same strings", () => {
    expect(diagnoseSignature(own, refusal(own))).toMatchObject({
      stage: "signature",
      explanation: expect.stringContaining("AccessKey secret")
    })
  })

  it("reads strings whose line ends were escaped", () => {
    expect(diagnoseSignature(own, refusal(own).replaceAll("\n", "\\n")).stage).toBe("signature")
  })

  it.each([
    ["the query", { ...request, query: [["a", "2"]] as const }],
    ["the method", { ...request, method: "GET" }],
    ["the path", { ...request, path: "/x" }],
    ["the header host", { ...request, headers: { ...request.headers, host: "other" } }],
    [
      "the header x-acs-security-token",
      { ...request, headers: { ...request.headers, "x-acs-security-token": "another" } }
    ],
    ["the hash of the body", { ...request, payloadHash: "1".repeat(64) }]
  ])("names %s when that is what differs, without its value", (part, changed) => {
    const found = diagnoseSignature(own, refusal(signAcs3(changed, key)))
    expect(found.stage).toBe("canonical request")
    expect(found.explanation).toContain(part)
    expect(found.explanation).not.toContain("secret-token")
  })

  it("says so when the server did not report its strings", () => {
    expect(diagnoseSignature(own, "Specified signature does not match our calculation.").stage).toBe("not reported")
  })
})
