import { expect, it } from "@effect/vitest"
import { formatEndpoint, operation } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { inspect } from "node:util"
import { describe } from "vitest"
import { ejectionMillis, failuresToEject } from "../src/EndpointHealth.ts"
import { acs3Signer, bearerSigner, schemeSigner, Transport } from "../src/index.ts"
import { execute, secret } from "./support/call.ts"
import { deadEndpoint, json, scriptedServer } from "./support/scriptedServer.ts"
import { virtualClock } from "./support/virtualClock.ts"

const server = (...replies: Parameters<typeof scriptedServer>) =>
  Effect.acquireDisposable(Effect.promise(() => scriptedServer(...replies)))

const ok = json(200, { Success: true, RequestId: "R" })
const broken = json(503, { Code: "ServiceUnavailable", Message: "Later.", RequestId: "R-503" })
const denied = json(403, { Code: "DeniedRequest", Message: "Flow control.", RequestId: "R-403" })

describe("a call", () => {
  it.live("succeeds at once, with one attempt on record", () =>
    Effect.gen(function* () {
      const one = yield* server(ok)
      const result = yield* execute([one.endpoint])
      expect(result.json).toEqual({ Success: true, RequestId: "R" })
      expect(result.attempts).toMatchObject([
        { endpoint: formatEndpoint(one.endpoint), phase: "done", status: 200, category: undefined, delayMillis: 0 }
      ])
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("is repeated after a transient answer, signed anew each time", () =>
    Effect.gen(function* () {
      const one = yield* server(broken, broken, ok)
      const result = yield* execute([one.endpoint])
      expect(result.attempts.map(({ status }) => status)).toEqual([503, 503, 200])
      const nonces = one.requests.map(({ headers }) => headers["x-acs-signature-nonce"])
      expect(new Set(nonces).size).toBe(3)
      expect(new Set(one.requests.map(({ headers }) => headers.authorization)).size).toBe(3)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("ends after three attempts, and its error tells all of them", () =>
    Effect.gen(function* () {
      const one = yield* server(broken)
      const error = yield* Effect.flip(execute([one.endpoint]))
      expect(error.attempts).toHaveLength(3)
      expect(one.requests).toHaveLength(3)
      expect(error.reason).toMatchObject({
        _tag: "Refused",
        category: "transient",
        status: 503,
        code: "ServiceUnavailable",
        requestId: "R-503"
      })
      expect(error.message).toBe(
        `Detail at ${formatEndpoint(one.endpoint)} failed after 3 attempts: ServiceUnavailable: Later. (request id R-503)`
      )
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("is not repeated when the service takes the request for wrong", () =>
    Effect.gen(function* () {
      const one = yield* server(json(400, { Code: "InvalidPicName", Message: "No.", RequestId: "R" }))
      const error = yield* Effect.flip(execute([one.endpoint]))
      expect(one.requests).toHaveLength(1)
      expect(error.reason).toMatchObject({ _tag: "Refused", category: "invalid" })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("goes to the second endpoint at once when the first refuses connections", () =>
    Effect.gen(function* () {
      const dead = yield* Effect.promise(deadEndpoint)
      const two = yield* server(ok)
      const result = yield* execute([dead, two.endpoint])
      expect(result.attempts).toMatchObject([
        { endpoint: formatEndpoint(dead), phase: "connect", sent: "no", code: "ECONNREFUSED" },
        { endpoint: formatEndpoint(two.endpoint), status: 200, delayMillis: 0 }
      ])
      expect(two.requests[0]?.headers.host).toBe(two.endpoint.host)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("comes back to the endpoint that answered, not to the one that could not be reached", () =>
    Effect.gen(function* () {
      const dead = yield* Effect.promise(deadEndpoint)
      const two = yield* server(broken, ok)
      const result = yield* execute([dead, two.endpoint])
      expect(result.attempts.map(({ endpoint, status }) => [endpoint, status])).toEqual([
        [formatEndpoint(dead), undefined],
        [formatEndpoint(two.endpoint), 503],
        [formatEndpoint(two.endpoint), 200]
      ])
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("says that nothing was sent when no endpoint can be reached", () =>
    Effect.gen(function* () {
      const dead = yield* Effect.promise(deadEndpoint)
      const error = yield* Effect.flip(execute([dead]))
      expect(error.reason).toMatchObject({ _tag: "Unreachable", code: "ECONNREFUSED", sent: "no" })
      expect(error.message).toContain("the connection was refused (ECONNREFUSED)")
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("stops repeating when the budget of the client is spent (real time: short back-offs)", () =>
    Effect.gen(function* () {
      const one = yield* server(broken)
      for (let call = 0; call < 4; call++) yield* Effect.flip(execute([one.endpoint]))
      // 50 tokens pay for three repeats of 14: two of the first call, one of the second; then each call is one attempt.
      expect(one.requests).toHaveLength(4 + 3)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("ends at its deadline while the service is silent (real time: 150 ms)", () =>
    Effect.gen(function* () {
      const one = yield* server(() => {})
      const started = performance.now()
      const error = yield* Effect.flip(execute([one.endpoint], { limitMillis: 150 }))
      expect(performance.now() - started).toBeLessThan(150 + 50)
      expect(error.reason).toMatchObject({
        _tag: "TimedOut",
        limit: "call",
        limitMillis: 150,
        phase: "headers",
        sent: "maybe"
      })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("does not wait for a repeat that its deadline leaves no room for", () =>
    Effect.gen(function* () {
      const one = yield* server(json(503, {}, { "retry-after": "3" }))
      const error = yield* Effect.flip(execute([one.endpoint], { limitMillis: 1_000 }))
      expect(one.requests).toHaveLength(1)
      expect(error.reason).toMatchObject({ _tag: "Refused", status: 503 })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("counts a throttle as one whatever its status, and leaves the endpoint healthy", () =>
    Effect.gen(function* () {
      const one = yield* server(denied)
      const error = yield* Effect.flip(execute([one.endpoint], { limitMillis: 200 }))
      expect(error.reason).toMatchObject({ _tag: "Refused", category: "throttle", status: 403 })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live.each([
    ["a Code of null for none", '{"Success":true,"Code":null,"RequestId":"R"}', undefined],
    ["JSON behind blank lines for JSON", '\r\n {"Success":true,"Code":0,"RequestId":"R"}', undefined],
    ["JSON behind a byte order mark for JSON", '\ufeff{"Success":true,"RequestId":"R"}', undefined],
    [
      "small letters for a refusal too",
      '{"success":false,"code":"InvalidParameter","requestId":"R"}',
      "InvalidParameter"
    ],
    ["a refusal behind blank lines for one", '\n{"Code":"InvalidParameter","RequestId":"R"}', "InvalidParameter"]
  ] as const)("takes %s in a 200", ([, body, code]) =>
    Effect.gen(function* () {
      const one = yield* server((response) => response.writeHead(200).end(body))
      const result = yield* Effect.result(execute([one.endpoint]))
      expect(result._tag).toBe(code === undefined ? "Success" : "Failure")
      if (result._tag === "Failure") {
        expect(result.failure.reason).toMatchObject({ _tag: "Refused", code, requestId: "R" })
      } else {
        expect(result.success.attempts).toMatchObject([{ requestId: "R" }])
      }
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("takes a 200 that says Success: false for the error that it is", () =>
    Effect.gen(function* () {
      const one = yield* server(json(200, { Success: false, Code: 1, Message: "No luck.", RequestId: "R" }))
      const error = yield* Effect.flip(execute([one.endpoint]))
      expect(error.reason).toMatchObject({ _tag: "Refused", status: 200, message: "No luck." })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("keeps the request id of every attempt, and what a policy refused", () =>
    Effect.gen(function* () {
      const one = yield* server(
        broken,
        json(403, {
          requestId: "R-2",
          code: "NoPermission",
          message: "Not authorized.",
          AccessDeniedDetail: { AuthAction: "imagesearch:Detail", NoPermissionType: "ImplicitDeny", PolicyType: "" }
        })
      )
      const error = yield* Effect.flip(execute([one.endpoint]))
      expect(error.attempts.map(({ requestId }) => requestId)).toEqual(["R-503", "R-2"])
      expect(error.reason).toMatchObject({
        code: "NoPermission",
        message: "Not authorized.",
        requestId: "R-2",
        accessDenied: { AuthAction: "imagesearch:Detail", NoPermissionType: "ImplicitDeny" }
      })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("keeps status, type and the start of an answer that is no JSON", () =>
    Effect.gen(function* () {
      const html = yield* server((response) =>
        response.writeHead(404, { "content-type": "text/html" }).end(`<html>${"x".repeat(5_000)}`)
      )
      const error = yield* Effect.flip(execute([html.endpoint]))
      expect(error.reason).toMatchObject({ _tag: "Refused", status: 404, code: undefined })
      expect(error.message).toContain("an answer that is no JSON (text/html): <html>xxx")
      expect(error.message.length).toBeLessThan(800)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("reads the error body of the object store", () =>
    Effect.gen(function* () {
      const xml =
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>&quot;p&quot; &#60;&#x3E; &amp;lt; &#0; &other;</Message><RequestId>X1</RequestId></Error>"
      const one = yield* server((response) => response.writeHead(403, { "content-type": "application/xml" }).end(xml))
      const error = yield* Effect.flip(execute([one.endpoint]))
      expect(error.reason).toMatchObject({
        _tag: "Refused",
        code: "AccessDenied",
        message: '"p" <> &lt; &#0; &other;',
        requestId: "X1"
      })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("is repeated when the connection breaks before the answer, if it is safe", () =>
    Effect.gen(function* () {
      const one = yield* server((_, __, socket) => socket.destroy(), ok)
      const result = yield* execute([one.endpoint])
      expect(result.attempts).toMatchObject([{ sent: "maybe", phase: "headers" }, { status: 200 }])
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("says of all its attempts whether the service can have seen one, not of the last alone", () =>
    Effect.gen(function* () {
      const one = yield* server((_, __, socket) => socket.destroy())
      const dead = yield* Effect.promise(deadEndpoint)
      const error = yield* Effect.flip(execute([one.endpoint, dead], { changes: { retry: { attempts: 2 } } }))
      expect(error.attempts.map(({ sent }) => sent)).toEqual(["maybe", "no"])
      expect(error.reason).toMatchObject({ _tag: "Unreachable", code: "ECONNREFUSED", sent: "maybe" })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("whose signer throws leaves its probe of an endpoint to the next call", () => {
    const clock = virtualClock()
    return Effect.gen(function* () {
      const dead = yield* Effect.promise(deadEndpoint)
      const two = yield* server(ok)
      const firstEndpoint = Effect.map(execute([dead, two.endpoint]), ({ attempts }) => attempts[0]?.endpoint)
      yield* Effect.replicateEffect(firstEndpoint, failuresToEject)
      expect(yield* firstEndpoint).toBe(formatEndpoint(two.endpoint))
      clock.advance(2 * ejectionMillis)
      const sign = () => {
        throw new Error("no key of mine")
      }
      const exit = yield* Effect.exit(execute([dead, two.endpoint], { changes: { sign } }))
      expect(String(exit)).toContain("no key of mine")
      expect(yield* firstEndpoint).toBe(formatEndpoint(dead))
    }).pipe(Effect.scoped, clock.provide, Effect.provide(Layer.fresh(Transport.layer)))
  })

  it.live.each([
    ["a request that is wrong for the instance", json(500, { Code: "UnsupportedOperationType", Message: "No." })],
    ["a throttle", json(503, { Code: "Throttling.User", Message: "Slow down." })]
  ] as const)("leaves an endpoint in its place that answers %s with a status of 5xx", ([, reply]) =>
    Effect.gen(function* () {
      const [one, two] = [yield* server(reply), yield* server(ok)]
      for (let call = 0; call < failuresToEject; call++) {
        yield* Effect.flip(execute([one.endpoint, two.endpoint], { changes: { retry: { attempts: 1 } } }))
      }
      const error = yield* Effect.flip(execute([one.endpoint, two.endpoint], { changes: { retry: { attempts: 1 } } }))
      expect(error.endpoint).toBe(formatEndpoint(one.endpoint))
      expect(two.requests).toEqual([])
    }).pipe(Effect.scoped, Effect.provide(Layer.fresh(Transport.layer)))
  )

  it.live("ends at once when it is interrupted, without a further attempt (real time: 300 ms)", () =>
    Effect.gen(function* () {
      const one = yield* server(() => {})
      const result = yield* Effect.timeoutOption(execute([one.endpoint]), "100 millis")
      expect(result._tag).toBe("None")
      yield* Effect.sleep("200 millis")
      expect(one.requests).toHaveLength(1)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("never shows the secret or what was signed, not even when the server echoes it", () =>
    Effect.gen(function* () {
      const one = yield* server(
        json(400, {
          Code: "SignatureDoesNotMatch",
          Message:
            "Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\nab] server CanonicalRequest is [POST\n/\nx-acs-security-token:TOKEN]",
          RequestId: "R"
        })
      )
      const error = yield* Effect.flip(execute([one.endpoint]))
      const shown = `${error.message} ${inspect(error, { depth: 10 })} ${JSON.stringify(error)}`
      expect(shown).toContain('in the stage \\"canonical request\\"')
      for (const word of [secret, "TOKEN", "Signature="]) expect(shown).not.toContain(word)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("never shows an echo of what was signed, whatever the code and however the call proves its caller", () =>
    Effect.gen(function* () {
      const strings =
        "server StringToSign is [ACS3-HMAC-SHA256\nab] server CanonicalRequest is [x-acs-bearer-token:TOKEN]"
      const bearer = bearerSigner(operation("Detail"), Redacted.make("TOKEN"))
      for (const [Code, Message, sign] of [
        ["IncompleteSignature", `No. ${strings}`, undefined],
        ["IncompleteSignature", "No. server CanonicalRequest is [x-acs-security-token:TOKEN]", undefined],
        ["IncompleteSignature", "No. server string to sign is:POST&SecurityToken%3DTOKEN", undefined],
        ["SignatureDoesNotMatch", `No. ${strings}`, bearer]
      ] as const) {
        const one = yield* server(json(400, { Code, Message, RequestId: "R" }))
        const error = yield* Effect.flip(execute([one.endpoint], { changes: sign === undefined ? {} : { sign } }))
        expect(error.reason).toMatchObject({ _tag: "Refused", message: "No." })
        expect(`${inspect(error, { depth: 10 })} ${JSON.stringify(error)}`).not.toContain("TOKEN")
      }
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("never shows what proves its caller when an error page repeats the request, whole or cut short", () =>
    Effect.gen(function* () {
      const detail = operation("Detail")
      const token = "a/security+token=".repeat(4)
      const securityToken = Redacted.make(token)
      const credentials = { accessKeyId: "testid", accessKeySecret: Redacted.make(secret), securityToken }
      const shown: Array<string> = []
      const proofs = [token, encodeURIComponent(token)]
      for (const sign of [
        acs3Signer(detail, credentials),
        schemeSigner({ scheme: "rpc-v1", operation: detail, credentials }),
        schemeSigner({ scheme: "roa-v1", operation: detail, credentials }),
        bearerSigner(detail, securityToken)
      ]) {
        let padding = 0
        const one = yield* server((response, { url, headers }) => {
          const [signature = ""] = /(?<=Signature=|acs testid:)[^&]+/.exec(`${headers.authorization} ${url}`) ?? []
          if (signature !== "") proofs.push(signature)
          response.writeHead(404, { "content-type": "text/html" })
          response.end(`${"x".repeat(padding)} ${headers.authorization} ${url} ${JSON.stringify(headers)}`)
        })
        for (; padding < 500; padding += 7) {
          shown.push((yield* Effect.flip(execute([one.endpoint], { changes: { sign } }))).message)
        }
      }
      expect(proofs.length).toBeGreaterThan(100)
      for (const start of proofs.map((proof) => proof.slice(0, 8))) {
        expect(shown.filter((text) => text.includes(start))).toEqual([])
      }
      expect(shown.join("\n")).toContain("SecurityToken=<redacted>&")
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("ends within its deadline (real time) when a refusal's text is a million blanks", () =>
    Effect.gen(function* () {
      const one = yield* server(json(400, { Code: "InvalidParameter", Message: `${" ".repeat(1_000_000)}.` }))
      const startedAt = performance.now()
      const error = yield* Effect.flip(execute([one.endpoint], { limitMillis: 2_000 }))
      expect(error.reason).toMatchObject({ _tag: "Refused", code: "InvalidParameter" })
      expect(performance.now() - startedAt).toBeLessThan(2_050)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("ends at its deadline (real time: 100 ms) whatever limits that are no numbers it was given", () =>
    Effect.gen(function* () {
      const one = yield* server(() => {})
      const changes = { limits: { connectMillis: NaN, headersMillis: NaN, bodyMillis: NaN } }
      const error = yield* Effect.flip(execute([one.endpoint], { limitMillis: 100, changes }))
      expect(error.reason).toMatchObject({ _tag: "TimedOut", limit: "call", limitMillis: 100 })
      expect((yield* Effect.flip(execute([one.endpoint], { limitMillis: NaN }))).reason).toMatchObject({
        limit: "call"
      })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )
})
