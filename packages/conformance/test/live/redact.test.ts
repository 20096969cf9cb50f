import { describe, expect, it } from "vitest"
import { redact, redactText, type Owner } from "../../src/live/redact.ts"
import type { Target } from "../../src/Target.ts"
import type { Exchange } from "../../src/wire/exchange.ts"
import { signedRequest } from "../../src/wire/signedRequest.ts"

const target: Target = {
  endpoint: "http://127.0.0.1:1",
  openPlatform: "http://127.0.0.1:1",
  region: "cn-shanghai",
  instance: "shop",
  accessKeyId: "LTAI5tKeyOfSomebody",
  accessKeySecret: "SecretOfSomebody+/=",
  securityToken: "TokenOfSomebody+/="
}

const owner: Owner = { target, bucket: "goods" }

const ticket = {
  AccessKeyId: "TicketKeyId",
  EncodedPolicy: "UG9saWN5",
  Signature: "U2lnbmF0dXJl",
  ObjectKey: "folder/object",
  Bucket: "sh-imagesearch-transfer-station",
  Endpoint: "oss-cn-shanghai.aliyuncs.com"
}

const exchangeOf = (request: Partial<Exchange["request"]>, body: unknown): Exchange => ({
  request: { method: "POST", url: "http://127.0.0.1:1/", headers: {}, body: new Uint8Array(), ...request },
  answer: {
    status: 200,
    headers: { "set-cookie": "session=1", "content-type": "application/json" },
    body: Buffer.from(JSON.stringify(body))
  }
})

const secrets = [
  target.accessKeyId,
  target.accessKeySecret,
  encodeURIComponent(target.accessKeySecret),
  "TokenOfSomebody",
  ticket.AccessKeyId,
  ticket.EncodedPolicy,
  ticket.Signature,
  ticket.ObjectKey,
  "session=1",
  "1234567890123456",
  "Diagnostic+Text"
]

describe("a recording", () => {
  it.each(["ACS3", "RPC V1", "ROA V1"] as const)("of a request signed by %s holds nothing secret", (scheme) => {
    const version = scheme === "ROA V1" ? ("2019-03-25" as const) : ("2020-12-14" as const)
    const texts = { InstanceName: "shop", PicContent: `http://b/${ticket.ObjectKey}` }
    const request = signedRequest({ call: { operation: "AddImage", version, parameters: {} }, texts, target, scheme })
    const signature =
      /(?:Signature=|acs [^:]+:)([^&\s]+)/.exec(`${request.url} ${request.headers["authorization"]}`)?.[1] ?? ""
    const recorded = JSON.stringify(
      redact(
        [
          exchangeOf({}, ticket),
          exchangeOf(request, {
            Message: `server string to sign is:POST&AccessKeyId%3D${target.accessKeyId}`,
            AccessDeniedDetail: {
              AuthPrincipalOwnerId: "1234567890123456",
              EncodedDiagnosticMessage: "Diagnostic+Text"
            },
            MetaUrl: "https://bucket/file?Expires=1&OSSAccessKeyId=abc&Signature=def%3D"
          })
        ],
        owner
      )
    )
    expect(signature.length).toBeGreaterThan(20)
    expect([...secrets, signature].filter((secret) => recorded.includes(secret))).toEqual([])
    expect(recorded).not.toMatch(/OSSAccessKeyId=abc|Signature=def/)
    expect(recorded).toContain("InstanceName=instance")
  })

  const token = "CAIS+abc/def=='&"
  it.each([
    ["a query", encodeURIComponent(token)],
    ["the string to sign of RPC V1", encodeURIComponent(encodeURIComponent(token).replace("'", "%27"))],
    ["XML", token.replace("&", "&amp;")],
    ["JSON for pages", String.raw`CAIS+abc/def\u003d\u003d\u0027\u0026`]
  ])("does not hold the security token as %s repeats it", (_, written) => {
    const text = `server string to sign is:${written} of somebody`
    expect(redactText(text, { target: { ...target, securityToken: token }, bucket: undefined })).toBe(
      "server string to sign is:redactedToken of somebody"
    )
  })

  it("does not hold a token of somebody else in a string to sign", () => {
    const text = "GET&%2F&Action%3DDetail%26SecurityToken%3DSomebody%252BElse%253D%26Signature%3Dabc%253D%26Version%3D1"
    expect(redactText(text, owner)).toBe(
      "GET&%2F&Action%3DDetail%26SecurityToken%3Dredacted%26Signature%3Dredacted%26Version%3D1"
    )
  })

  it.each([
    ["a query", "InstanceName=my%20shop&Num=1"],
    ["a form", "InstanceName=my+shop&Num=1"],
    ["the string to sign of RPC V1", "InstanceName%3Dmy%2520shop%26Num%3D1"]
  ])("does not hold the instance's name as %s writes it", (_, text) => {
    expect(redactText(text, { target: { ...target, instance: "my shop" }, bucket: undefined })).toBe(
      text.replace(/my.*shop/, "instance")
    )
  })

  it("does not hold a name of letters alone in a string to sign", () => {
    expect(redactText("GET&%2F&InstanceName%3Dshop%26Path%3D%252Fgoods%252Fx", owner)).toBe(
      "GET&%2F&InstanceName%3Dinstance%26Path%3D%252Fbucket%252Fx"
    )
  })

  it("keeps what a client reads", () => {
    const [recorded] = redact([exchangeOf({}, ticket)], owner)
    expect(JSON.parse(recorded?.answer.body ?? "")).toEqual({
      ...ticket,
      AccessKeyId: "redactedAccessKeyId",
      EncodedPolicy: "redactedEncodedPolicy",
      Signature: "redactedSignature",
      ObjectKey: "redactedObjectKey"
    })
  })

  it("holds a form with a file by its length, and cuts what is long", () => {
    const form = exchangeOf(
      { headers: { "content-type": "multipart/form-data; boundary=b" }, body: Buffer.alloc(1_000) },
      {}
    )
    const long = exchangeOf({ body: Buffer.from("x".repeat(100_000)) }, {})
    const bodies = redact([form, long], owner).map(({ request }) => request.body)
    expect(bodies).toEqual(["1000 bytes", `${"x".repeat(200)}… 100000 characters`])
  })

  it("leaves the instance's name in other words alone", () => {
    expect(redactText("the shop shops at shop, not in a workshop", owner)).toBe(
      "the instance shops at instance, not in a workshop"
    )
  })

  it("names neither the account by its number nor a bucket of its own", () => {
    expect(redactText("user 1234567890123456 may not read goods at goods.oss-cn-shanghai.aliyuncs.com", owner)).toBe(
      "user 0000000000000000 may not read bucket at bucket.oss-cn-shanghai.aliyuncs.com"
    )
  })
})
