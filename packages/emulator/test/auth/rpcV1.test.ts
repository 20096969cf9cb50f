import { describe, expect, it } from "vitest"
import { authenticate } from "../../src/auth/authenticate.ts"
import { type AccessKey, Keyring } from "../../src/auth/Keyring.ts"
import { NonceStore } from "../../src/auth/nonceStore.ts"
import { open, type ReceivedRequest } from "../../src/auth/receivedRequest.ts"
import { ServiceError } from "../../src/errors.ts"
import { encodePairs, type Signed } from "../signing.ts"
import { signRpc, type UnsignedRpc } from "../signingV1.ts"

const KEY: AccessKey = { accessKeyId: "testid", accessKeySecret: "testsecret" }
const NOW = Date.UTC(2026, 10, 24, 5, 11, 34)

const verifier = (key = KEY, now = NOW) => ({ keys: new Keyring([key]), nonces: new NonceStore(), now: () => now })

const received = ({ method, path, headers, body }: Signed): ReceivedRequest => {
  const [before = "", query = ""] = path.split("?")
  return { method, path: before, query, rawHeaders: Object.entries(headers).flat(), body: Buffer.from(body) }
}

const signed = (changes: Partial<UnsignedRpc> = {}): ReceivedRequest =>
  received(
    signRpc(KEY, {
      method: "POST",
      host: "127.0.0.1:18080",
      action: "SearchImageByPic",
      query: { ScoreThreshold: "0.50" },
      form: { InstanceName: "demo", PicContent: "http://b.oss/中文 😀 a b'*()!~" },
      now: NOW,
      ...changes
    })
  )

const refusalOf = (request: ReceivedRequest, by = verifier()): Partial<ServiceError> & { readonly part?: string } => {
  try {
    return { code: `accepted ${authenticate(open(request), by).id}` }
  } catch (error) {
    if (error instanceof ServiceError) return error
    throw error
  }
}
const codeOf = (request: ReceivedRequest, by = verifier()): string | undefined => refusalOf(request, by).code

describe("the RPC signature 1.0", () => {
  it.each([
    ["GET", "DescribeDedicatedHosts", "9NaGiOspFP5UPcwX8Iwt2YJXXuk="],
    ["POST", "DescribeDedicatedHosts", "ZvQ9xGiFnquSJRvj+WE6kdSpTwU="],
    ["GET", "DescribeRegions", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="],
    ["POST", "DescribeRegions", "MxbnVAM4w6sft9xjVpe/GCKueuk="]
  ])("accepts the %s of the official sample %s", (method, action, signature) => {
    const isNew = action === "DescribeDedicatedHosts"
    const query = encodePairs({
      AccessKeyId: "testid",
      Action: action,
      Format: isNew ? "JSON" : "XML",
      ...(isNew ? { RegionId: "cn-beijing" } : {}),
      SignatureMethod: "HMAC-SHA1",
      SignatureNonce: isNew ? "edb2b34af0af9a6d14deaf7c1a5315eb" : "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
      SignatureVersion: "1.0",
      Timestamp: isNew ? "2023-03-13T08:34:30Z" : "2016-02-23T12:46:24Z",
      Version: "2014-05-26",
      Signature: signature
    })
    const now = isNew ? Date.UTC(2023, 2, 13, 8, 34, 30) : Date.UTC(2016, 1, 23, 12, 46, 24)
    const request = { method, path: "/", query, rawHeaders: ["host", "x"], body: Buffer.alloc(0) }
    expect(codeOf(request, verifier(KEY, now))).toBe("accepted testid")
  })

  it.each([
    ["a form", {}],
    ["a form that holds the signature too", { place: "form" }],
    ["a query alone", { method: "GET", query: { InstanceName: "a b*" }, form: undefined }]
  ] as const)("accepts parameters in %s", (_, changes) => {
    const { form, ...others } = { form: { A: "1" }, ...changes }
    expect(codeOf(signed(form === undefined ? { ...others, form: {} } : { ...others, form }))).toBe("accepted testid")
  })

  it.each([
    ["the method", (r: ReceivedRequest) => ({ ...r, method: "PUT" }), "SignatureDoesNotMatch"],
    ["the path", (r: ReceivedRequest) => ({ ...r, path: "/v2/image/add" }), "InvalidApi.NotFound"],
    ["a value in the query", (r: ReceivedRequest) => edit(r, "0.50", "0.51"), "SignatureDoesNotMatch"],
    ["the action", (r: ReceivedRequest) => edit(r, "SearchImageByPic", "DeleteImage"), "SignatureDoesNotMatch"],
    ["the nonce", (r: ReceivedRequest) => edit(r, "SignatureNonce=", "SignatureNonce=a"), "SignatureDoesNotMatch"],
    ["the signature", (r: ReceivedRequest) => edit(r, "Signature=", "Signature=a"), "SignatureDoesNotMatch"],
    ["the key", (r: ReceivedRequest) => edit(r, "testid", "testie"), "InvalidAccessKeyId.NotFound"],
    ["the form", (r: ReceivedRequest) => ({ ...r, body: Buffer.from("InstanceName=other") }), "SignatureDoesNotMatch"],
    ["the type of the form", (r: ReceivedRequest) => ({ ...r, rawHeaders: [] }), "SignatureDoesNotMatch"],
    ["the algorithm", (r: ReceivedRequest) => edit(r, "HMAC-SHA1", "HMAC-SHA256"), "InvalidSignatureMethod"],
    ["the version", (r: ReceivedRequest) => edit(r, "Version=1.0", "Version=2.0"), "InvalidSignatureVersion"],
    ["the date", (r: ReceivedRequest) => edit(r, "2026-11-24T", "2026-11-25T"), "InvalidTimeStamp.Expired"],
    ["the form of the date", (r: ReceivedRequest) => edit(r, "2026-11-24T", "2026-11-24+"), "InvalidTimeStamp.Format"],
    [
      "a parameter, sending it twice",
      (r: ReceivedRequest) => edit(r, "Format=", "Format=x&Format="),
      "IncompleteSignature"
    ],
    ["the date, leaving it out", (r: ReceivedRequest) => edit(r, "Timestamp=", "T="), "IllegalTimestamp"],
    ["the nonce, leaving it out", (r: ReceivedRequest) => edit(r, "SignatureNonce=", "N="), "MissingSignatureNonce"],
    ["the key, leaving it out", (r: ReceivedRequest) => edit(r, "AccessKeyId=", "A="), "MissingAccessKeyId"],
    ["the signature, leaving it out", (r: ReceivedRequest) => edit(r, "&Signature=", "&S="), "MissingSignature"]
  ])("refuses a request when somebody touches %s", (_, change, code) => {
    expect(codeOf(change(signed()))).toBe(code)
  })

  it.each([
    [-15 * 60, "accepted testid"],
    [15 * 60, "accepted testid"],
    [-15 * 60 - 1, "InvalidTimeStamp.Expired"],
    [15 * 60 + 1, "InvalidTimeStamp.Expired"]
  ])("answers a request whose timestamp is %i s away with %s", (seconds, code) => {
    expect(codeOf(signed({ now: NOW + seconds * 1_000 }))).toBe(code)
  })

  it("refuses a nonce for its second request", () => {
    const by = verifier()
    const request = signed()
    expect(codeOf(request, by)).toBe("accepted testid")
    expect(codeOf(request, by)).toBe("SignatureNonceUsed")
  })

  it("tells a client with a wrong secret the string that it signed itself, so that the client can tell", () => {
    const request = signed({ method: "GET", query: { A: "x y" }, form: {} })
    const { message } = refusalOf(request, verifier({ ...KEY, accessKeySecret: "another" }))
    expect(message).toMatch(
      /^Specified signature is not matched with our calculation\. server string to sign is:GET&%2F&A%3Dx%2520y%26AccessKeyId%3Dtestid%26Action%3DSearchImageByPic%26/
    )
  })

  it.each([
    ["method", (r: ReceivedRequest) => ({ ...r, method: "GET" })],
    ["form", (r: ReceivedRequest) => ({ ...r, body: Buffer.from("InstanceName=added") })],
    ["secret or signed text", (r: ReceivedRequest) => edit(r, "0.50", "0.51")]
  ])("names %s as the part that differs, if it is the one", (part, change) => {
    expect(refusalOf(change(signed({ form: {} }))).part).toBe(part)
  })

  it("tells a client that leaves out the & behind its secret", () => {
    // The signer adds one; so a secret that ends with & is signed with as the other side would without adding it.
    const by = verifier({ ...KEY, accessKeySecret: "testsecret&" })
    expect(refusalOf(signed(), by).part).toBe("secret without &")
  })

  it.each([
    [64 * 1_024, "SignatureDoesNotMatch"],
    [64 * 1_024 + 1, "RequestEntityTooLarge"]
  ])("answers a wrongly signed form of %i bytes with %s, since a refusal repeats it encoded twice", (bytes, code) => {
    const body = Buffer.alloc(bytes, 0xfe)
    body.write("A=")
    expect(codeOf({ ...signed(), body })).toBe(code)
    expect(codeOf({ ...signed({ form: undefined }), body, rawHeaders: [] })).toBe("accepted testid")
  })

  it("demands the token of a temporary key, and refuses any other", () => {
    const by = verifier({ ...KEY, securityToken: "token" })
    expect(codeOf(signed(), by)).toBe("MissingSecurityToken")
    expect(codeOf(signed({ common: { SecurityToken: "other" } }), by)).toBe(
      "InvalidSecurityToken.MismatchWithAccessKey"
    )
    expect(codeOf(signed({ common: { SecurityToken: "to ken" } }), by)).toBe("InvalidSecurityToken.Malformed")
    expect(codeOf(signed({ common: { SecurityToken: "token" } }), by)).toBe("accepted testid")
  })
})

const edit = (request: ReceivedRequest, from: string, to: string): ReceivedRequest => ({
  ...request,
  query: request.query.replace(from, to)
})
