import { describe, expect, it } from "vitest"
import { authenticate } from "../../src/auth/authenticate.ts"
import { type AccessKey, Keyring } from "../../src/auth/Keyring.ts"
import { NonceStore } from "../../src/auth/nonceStore.ts"
import { open, type ReceivedRequest } from "../../src/auth/receivedRequest.ts"
import { ServiceError } from "../../src/errors.ts"
import { signRoa, type UnsignedRoa } from "../signingV1.ts"

const KEY: AccessKey = { accessKeyId: "testid", accessKeySecret: "testsecret" }
const NOW = Date.UTC(2026, 10, 24, 5, 11, 34)

const verifier = (key = KEY, now = NOW) => ({ keys: new Keyring([key]), nonces: new NonceStore(), now: () => now })

const signed = (changes: Partial<UnsignedRoa> = {}): ReceivedRequest => {
  const { method, path, headers, body } = signRoa(KEY, {
    host: "127.0.0.1:18080",
    path: "/v2/image/search",
    version: "2019-03-25",
    query: { x: "a b", instanceName: "demo", empty: "" },
    body: "InstanceName=demo",
    now: NOW,
    ...changes
  })
  const [before = "", query = ""] = path.split("?")
  return { method, path: before, query, rawHeaders: Object.entries(headers).flat(), body: Buffer.from(body) }
}

const withHeader = (request: ReceivedRequest, name: string, value: string | undefined): ReceivedRequest => ({
  ...request,
  rawHeaders: request.rawHeaders.flatMap((text, at, all) => {
    if (at % 2 === 1) return []
    const kept = text === name ? value : all[at + 1]
    return kept === undefined ? [] : [text, kept]
  })
})

const refusalOf = (request: ReceivedRequest, by = verifier()): Partial<ServiceError> & { readonly part?: string } => {
  try {
    return { code: `accepted ${authenticate(open(request), by).id}` }
  } catch (error) {
    if (error instanceof ServiceError) return error
    throw error
  }
}
const codeOf = (request: ReceivedRequest, by = verifier()): string | undefined => refusalOf(request, by).code

describe("the ROA signature 1.0", () => {
  it("accepts the signature of the official sample, whose Content-MD5 is not that of any body", () => {
    const rawHeaders = [
      ["accept", "application/json"],
      ["content-md5", "Gtl/0jNYHf8t9Lq8Xlpaqw=="],
      ["content-type", "application/json"],
      ["date", "Tue 9 Apr 2022 07:35:29 GMT"],
      ["x-acs-signature-nonce", "15215528852396"],
      ["x-acs-signature-method", "HMAC-SHA1"],
      ["x-acs-signature-version", "1.0"],
      ["x-acs-version", "2015-12-15"],
      ["authorization", "acs testid:D9uFJAJgLL+dryjBfQK+YeqGtoY="]
    ].flat()
    const request = {
      method: "POST",
      path: "/clusters/test_cluster_id/triggers",
      query: "",
      rawHeaders,
      body: Buffer.alloc(0)
    }
    const by = verifier(KEY, Date.UTC(2022, 3, 9, 7, 35, 29))
    expect(codeOf(request, by)).toBe("ContentMD5NotMatched")
    expect(codeOf({ ...request, path: "/clusters" }, by)).toBe("SignatureDoesNotMatch")
  })

  it.each([
    ["with a Content-MD5", {}],
    ["without a Content-MD5", { hasContentMd5: false }],
    ["with further x-acs headers", { headers: { "x-acs-signature-version": "1.0", "x-acs-action": "SearchImage" } }],
    ["without a query", { query: {} }],
    ["with other letters than ASCII in the query", { query: { instanceName: "中文" } }]
  ])("accepts a request %s", (_, changes) => {
    expect(codeOf(signed(changes))).toBe("accepted testid")
  })

  it.each([
    ["the method", (r: ReceivedRequest) => ({ ...r, method: "PUT" }), "SignatureDoesNotMatch"],
    ["the path", (r: ReceivedRequest) => ({ ...r, path: "/v2/image/delete" }), "SignatureDoesNotMatch"],
    ["the query", (r: ReceivedRequest) => ({ ...r, query: r.query.replace("demo", "demp") }), "SignatureDoesNotMatch"],
    ["the body", (r: ReceivedRequest) => ({ ...r, body: Buffer.from("InstanceName=demp") }), "ContentMD5NotMatched"],
    ["the MD5", (r: ReceivedRequest) => withHeader(r, "content-md5", "AAAA"), "SignatureDoesNotMatch"],
    ["the content type", (r: ReceivedRequest) => withHeader(r, "content-type", "text/plain"), "SignatureDoesNotMatch"],
    ["Accept", (r: ReceivedRequest) => withHeader(r, "accept", "text/xml"), "SignatureDoesNotMatch"],
    ["the version", (r: ReceivedRequest) => withHeader(r, "x-acs-version", "2018-01-20"), "SignatureDoesNotMatch"],
    ["the nonce", (r: ReceivedRequest) => withHeader(r, "x-acs-signature-nonce", "1"), "SignatureDoesNotMatch"],
    [
      "an x-acs header",
      (r: ReceivedRequest) => ({ ...r, rawHeaders: [...r.rawHeaders, "X-Acs-More", "1"] }),
      "SignatureDoesNotMatch"
    ],
    [
      "the date",
      (r: ReceivedRequest) => withHeader(r, "date", "Tue, 24 Nov 2026 05:11:35 GMT"),
      "SignatureDoesNotMatch"
    ],
    [
      "the form of the date",
      (r: ReceivedRequest) => withHeader(r, "date", "2026-11-24T05:11:34Z"),
      "InvalidTimeStamp.Format"
    ],
    [
      "the month",
      (r: ReceivedRequest) => withHeader(r, "date", "Tue, 24 Nox 2026 05:11:34 GMT"),
      "InvalidTimeStamp.Format"
    ],
    ["the date, leaving it out", (r: ReceivedRequest) => withHeader(r, "date", undefined), "IllegalTimestamp"],
    [
      "the nonce, leaving it out",
      (r: ReceivedRequest) => withHeader(r, "x-acs-signature-nonce", undefined),
      "SignatureDoesNotMatch"
    ],
    [
      "the algorithm",
      (r: ReceivedRequest) => withHeader(r, "x-acs-signature-method", "HMAC-SHA256"),
      "InvalidSignatureMethod"
    ],
    [
      "the form of the signature",
      (r: ReceivedRequest) => withHeader(r, "authorization", "acs testid:short"),
      "IncompleteSignature"
    ],
    [
      "the key",
      (r: ReceivedRequest) => withHeader(r, "authorization", `acs no:${"A".repeat(27)}=`),
      "InvalidAccessKeyId.NotFound"
    ]
  ])("refuses a request when somebody touches %s", (_, change, code) => {
    expect(codeOf(change(signed()))).toBe(code)
  })

  it.each([
    [-15 * 60, "accepted testid"],
    [15 * 60, "accepted testid"],
    [-15 * 60 - 1, "InvalidTimeStamp.Expired"],
    [15 * 60 + 1, "InvalidTimeStamp.Expired"]
  ])("answers a request whose date is %i s away with %s", (seconds, code) => {
    expect(codeOf(signed({ now: NOW + seconds * 1_000 }))).toBe(code)
  })

  it("refuses a nonce for its second request", () => {
    const by = verifier()
    const request = signed()
    expect(codeOf(request, by)).toBe("accepted testid")
    expect(codeOf(request, by)).toBe("SignatureNonceUsed")
  })

  it("tells a client with a wrong secret the string that it signed itself, in characters and not in bytes", () => {
    const request = signed({ query: { instanceName: "中文" }, headers: { "x-acs-signature-nonce": "once" } })
    const { message } = refusalOf(request, verifier({ ...KEY, accessKeySecret: "another" }))
    expect(message).toBe(
      [
        "Specified signature is not matched with our calculation. server string to sign is:POST",
        "application/json",
        "BlyCdEomqNAWKTw74ocpOQ==",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "Tue, 24 Nov 2026 05:11:34 GMT",
        "x-acs-signature-method:HMAC-SHA1",
        "x-acs-signature-nonce:once",
        "x-acs-version:2019-03-25",
        "/v2/image/search?instanceName=中文"
      ].join("\n")
    )
  })

  it.each([
    ["accept", (r: ReceivedRequest) => withHeader(r, "accept", "*/*")],
    ["content-type", (r: ReceivedRequest) => ({ ...r, rawHeaders: [...r.rawHeaders, "content-type", "text/plain"] })],
    ["query", (r: ReceivedRequest) => ({ ...r, query: "added=1" })]
  ])("names %s as the part that differs, if it is the one", (part, change) => {
    const unsigned = withHeader(signed({ query: {}, contentType: "" }), "content-type", undefined)
    expect(refusalOf(change(unsigned)).part).toBe(part)
  })

  it("demands the token of a temporary key, and refuses any other", () => {
    const by = verifier({ ...KEY, securityToken: "token" })
    const withToken = (token: string) => signed({ headers: { "x-acs-security-token": token } })
    expect(codeOf(signed(), by)).toBe("MissingSecurityToken")
    expect(codeOf(withToken("other"), by)).toBe("InvalidSecurityToken.MismatchWithAccessKey")
    expect(codeOf(withToken("token"), by)).toBe("accepted testid")
  })
})
