import { describe, expect, it } from "vitest"
import { authenticate as authenticateOpened } from "../../src/auth/authenticate.ts"
import { type AccessKey, Keyring } from "../../src/auth/Keyring.ts"
import { NonceStore } from "../../src/auth/nonceStore.ts"
import { open, type ReceivedRequest } from "../../src/auth/receivedRequest.ts"
import type { Verifier } from "../../src/auth/Verifier.ts"
import { ServiceError } from "../../src/errors.ts"
import { sign, type Unsigned } from "../signing.ts"

const KEY = { accessKeyId: "testid", accessKeySecret: "testsecret" }
const NOW = Date.UTC(2026, 10, 24, 5, 11, 34)

const verifier = (now = NOW, key: AccessKey = KEY): Verifier => ({
  keys: new Keyring([key]),
  nonces: new NonceStore(),
  now: () => now
})

const authenticate = (request: ReceivedRequest, by: Verifier): string => authenticateOpened(open(request), by).id

const received = (changes: Partial<Unsigned> = {}): ReceivedRequest => {
  const signed = sign(KEY, {
    method: "POST",
    host: "127.0.0.1:18080",
    action: "SearchImageByPic",
    version: "2020-12-14",
    query: { ScoreThreshold: "0.50", Note: "a b'*()!~" },
    form: { InstanceName: "demo", PicContent: "http://b.oss/中文 😀" },
    now: NOW,
    ...changes
  })
  return {
    method: signed.method,
    path: "/",
    query: signed.path.split("?")[1] ?? "",
    rawHeaders: Object.entries(signed.headers).flat(),
    body: Buffer.from(signed.body)
  }
}

const codeOf = (request: ReceivedRequest, by = verifier()): string => {
  try {
    authenticate(request, by)
    return "accepted"
  } catch (error) {
    return error instanceof ServiceError ? error.code : String(error)
  }
}

const withHeader = (
  request: ReceivedRequest,
  name: string,
  change: (value: string) => string | undefined
): ReceivedRequest => ({
  ...request,
  rawHeaders: request.rawHeaders.flatMap((text, at, all) => {
    if (at % 2 === 1) return []
    const value = all[at + 1] ?? ""
    const changed = text === name ? change(value) : value
    return changed === undefined ? [] : [text, changed]
  })
})

describe("the signature check", () => {
  it("accepts the sample request of the official description of the signature", () => {
    const request: ReceivedRequest = {
      method: "POST",
      path: "/",
      query: "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
      rawHeaders: [
        ["Host", "ecs.cn-shanghai.aliyuncs.com"],
        ["x-acs-action", "RunInstances"],
        ["x-acs-version", "2014-05-26"],
        ["x-acs-date", "2023-10-26T10:22:32Z"],
        ["x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"],
        ["x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
        [
          "Authorization",
          "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        ]
      ].flat(),
      body: Buffer.alloc(0)
    }
    const by = verifier(Date.UTC(2023, 9, 26, 10, 22, 32), {
      accessKeyId: "YourAccessKeyId",
      accessKeySecret: "YourAccessKeySecret"
    })
    expect(authenticate(request, by)).toBe("YourAccessKeyId")
  })

  it("accepts a query that leaves ! * ' ( ) bare, as the official SDK sends it", () => {
    const request = received()
    expect(
      codeOf({ ...request, query: request.query.replaceAll(/%(21|2A|27|28|29)/g, (hex) => decodeURIComponent(hex)) })
    ).toBe("accepted")
  })

  it.each([
    ["the method", (r: ReceivedRequest) => ({ ...r, method: "PUT" }), "SignatureDoesNotMatch"],
    ["the path", (r: ReceivedRequest) => ({ ...r, path: "/v2" }), "SignatureDoesNotMatch"],
    [
      "a value in the query",
      (r: ReceivedRequest) => ({ ...r, query: r.query.replace("0.50", "0.51") }),
      "SignatureDoesNotMatch"
    ],
    [
      "a name in the query",
      (r: ReceivedRequest) => ({ ...r, query: r.query.replace("Note", "Nota") }),
      "SignatureDoesNotMatch"
    ],
    [
      "the body",
      (r: ReceivedRequest) => ({ ...r, body: Buffer.from(r.body).fill("x", 0, 1) }),
      "SignatureDoesNotMatch"
    ],
    ["the end of the body", (r: ReceivedRequest) => ({ ...r, body: r.body.subarray(0, -1) }), "SignatureDoesNotMatch"],
    ["the host", (r: ReceivedRequest) => withHeader(r, "host", () => "127.0.0.1:18081"), "SignatureDoesNotMatch"],
    [
      "the content type",
      (r: ReceivedRequest) => withHeader(r, "content-type", (v) => `${v};`),
      "SignatureDoesNotMatch"
    ],
    ["the action", (r: ReceivedRequest) => withHeader(r, "x-acs-action", () => "DeleteImage"), "SignatureDoesNotMatch"],
    [
      "the version",
      (r: ReceivedRequest) => withHeader(r, "x-acs-version", () => "2019-03-25"),
      "SignatureDoesNotMatch"
    ],
    [
      "the nonce",
      (r: ReceivedRequest) => withHeader(r, "x-acs-signature-nonce", (v) => `${v.slice(0, -1)}_`),
      "SignatureDoesNotMatch"
    ],
    [
      "the date",
      (r: ReceivedRequest) => withHeader(r, "x-acs-date", () => "2026-11-24T05:11:35Z"),
      "SignatureDoesNotMatch"
    ],
    [
      "the body's hash",
      (r: ReceivedRequest) => withHeader(r, "x-acs-content-sha256", (v) => v.replace(/^./, "g")),
      "SignatureDoesNotMatch"
    ],
    [
      "the signature",
      (r: ReceivedRequest) => withHeader(r, "authorization", (v) => `${v.slice(0, -1)}${v.endsWith("0") ? "1" : "0"}`),
      "SignatureDoesNotMatch"
    ],
    [
      "the key",
      (r: ReceivedRequest) => withHeader(r, "authorization", (v) => v.replace("testid", "testie")),
      "InvalidAccessKeyId.NotFound"
    ],
    [
      "the list of signed headers",
      (r: ReceivedRequest) => withHeader(r, "authorization", (v) => v.replace("host;", "")),
      "IncompleteSignature"
    ],
    [
      "an unsigned x-acs header",
      (r: ReceivedRequest) => ({ ...r, rawHeaders: [...r.rawHeaders, "X-Acs-Extra", "1"] }),
      "IncompleteSignature"
    ],
    [
      "a second date",
      (r: ReceivedRequest) => ({ ...r, rawHeaders: [...r.rawHeaders, "X-Acs-Date", "2026-11-24T05:11:34Z"] }),
      "IncompleteSignature"
    ],
    ["a missing date", (r: ReceivedRequest) => withHeader(r, "x-acs-date", () => undefined), "IllegalTimestamp"],
    [
      "a malformed date",
      (r: ReceivedRequest) => withHeader(r, "x-acs-date", () => "2026-11-24 05:11:34"),
      "InvalidTimeStamp.Format"
    ],
    [
      "a missing nonce",
      (r: ReceivedRequest) => withHeader(r, "x-acs-signature-nonce", () => undefined),
      "MissingSignatureNonce"
    ],
    [
      "a missing signature",
      (r: ReceivedRequest) => withHeader(r, "authorization", () => undefined),
      "IncompleteSignature"
    ],
    [
      "another algorithm",
      (r: ReceivedRequest) => withHeader(r, "authorization", (v) => v.replace("HMAC-SHA256", "RSA-SHA256")),
      "InvalidSignatureMethod"
    ],
    [
      "the hash",
      (r: ReceivedRequest) => withHeader(r, "authorization", (v) => v.replace("SHA256", "SM3")),
      "SignatureDoesNotMatch"
    ]
  ])("refuses a request when somebody touches %s", (_, change, code) => {
    expect(codeOf(change(received()))).toBe(code)
  })

  it("refuses two different bytes that are no UTF-8, although both decode to the same character", () => {
    const request = received({ query: {} })
    expect(codeOf({ ...request, query: "" })).toBe("accepted")
    const { rawHeaders } = received({ query: { a: "\uFFFD" } })
    expect(codeOf({ ...request, rawHeaders, query: "a=%FF" })).toBe("SignatureDoesNotMatch")
    expect(codeOf({ ...request, rawHeaders, query: "a=%EF%BF%BD" })).toBe("accepted")
  })

  it.each([
    [-15 * 60, "accepted"],
    [15 * 60, "accepted"],
    [-15 * 60 - 1, "InvalidTimeStamp.Expired"],
    [15 * 60 + 1, "InvalidTimeStamp.Expired"]
  ])("answers a request whose date is %i s away with %s", (seconds, code) => {
    expect(codeOf(received(), verifier(NOW - seconds * 1_000))).toBe(code)
  })

  it("refuses a nonce for its second request, and does not burn the nonce of a request with a wrong signature", () => {
    const by = verifier()
    const request = received({ nonce: "once" })
    expect(codeOf({ ...request, body: Buffer.from("x") }, by)).toBe("SignatureDoesNotMatch")
    expect(codeOf(request, by)).toBe("accepted")
    expect(codeOf(request, by)).toBe("SignatureNonceUsed")
    expect(codeOf(received({ nonce: "twice" }), by)).toBe("accepted")
  })

  it("tells a client with a wrong secret both strings that it calculated, as documented", () => {
    const by = verifier(NOW, { ...KEY, accessKeySecret: "another" })
    expect(() => authenticate(received(), by)).toThrow(
      /^Specified signature does not match our calculation\. server StringToSign is \[ACS3-HMAC-SHA256\n[0-9a-f]{64}\] server CanonicalRequest is \[POST\n\/\nNote=a%20b%27%2A%28%29%21~&ScoreThreshold=0\.50\n/
    )
  })

  it.each([
    ["body", (r: ReceivedRequest) => ({ ...r, body: Buffer.from("x") })],
    ["method", (r: ReceivedRequest) => ({ ...r, method: "GET" })],
    ["path", (r: ReceivedRequest) => ({ ...r, path: "/v2/image/add" })],
    ["host", (r: ReceivedRequest) => withHeader(r, "host", (host) => `${host}:8080`)],
    ["secret or signed text", (r: ReceivedRequest) => withHeader(r, "x-acs-version", () => "2019-03-25")]
  ])("names %s as the part that differs, if it is the one", (part, change) => {
    const request = change(received({ host: "gateway.example", query: {} }))
    expect(() => authenticate(request, verifier())).toThrow(expect.objectContaining({ part }))
  })

  it("names the query as the part that differs where the client signed none", () => {
    const unsigned = received({ query: {} })
    expect(() => authenticate({ ...unsigned, query: "added=1" }, verifier())).toThrow(
      expect.objectContaining({ part: "query" })
    )
  })

  it("demands the token of a temporary key, signed with the other headers", () => {
    const by = verifier(NOW, { ...KEY, securityToken: "token" })
    expect(codeOf(received(), by)).toBe("MissingSecurityToken")
    const added = { ...received(), rawHeaders: [...received().rawHeaders, "x-acs-security-token", "token"] }
    expect(codeOf(added, by)).toBe("IncompleteSignature")
  })

  it("refuses more parameters than any operation could have, before it takes them apart", () => {
    const request = { ...received(), query: "&".repeat(1_000) }
    expect(codeOf(request)).toBe("InvalidParameter.Format")
  })
})
