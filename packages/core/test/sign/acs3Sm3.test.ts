import { expect, it } from "vitest"
import {
  acs3Sm3Algorithm,
  acs3Sm3Authorization,
  acs3Sm3Signature,
  acs3Sm3StringToSign,
  signAcs3Sm3,
  sm3Hex,
  UnsupportedDigestError
} from "../../src/index.ts"
import * as portable from "../../src/digest.portable.ts"
import captures from "./otherSchemes.json" with { type: "json" }
import { pairsOf } from "./pairsOf.ts"

it.each(captures.sm3)("reproduces what $peer sent, stage by stage: $name", (capture) => {
  expect(sm3Hex(""), "payload hash").toBe(capture.payloadHash)
  const stages = signAcs3Sm3(
    { ...capture, query: pairsOf(capture.query) },
    { accessKeyId: capture.accessKeyId, accessKeySecret: "testsecret" }
  )
  expect(stages.canonicalRequest, "canonical request").toBe(capture.canonicalRequest)
  expect(stages.stringToSign, "string to sign").toBe(capture.stringToSign)
  expect(stages.signature, "signature").toBe(capture.signature)
  expect(stages.authorization, "authorization").toBe(capture.authorization)
})

it("reproduces the official unit test of the MAC", () => {
  expect(acs3Sm3Signature("source", "secret")).toBe("b9ff646822f41ef647c1416fa2b8408923828abc0464af6706e18db3e8553da8")
})

it("runs each stage on its own", () => {
  expect(acs3Sm3StringToSign("text")).toBe(`${acs3Sm3Algorithm}\n${sm3Hex("text")}`)
  expect(acs3Sm3Authorization({ accessKeyId: "id", signedHeaders: "host", signature: "ab" })).toBe(
    "ACS3-HMAC-SM3 Credential=id,SignedHeaders=host,Signature=ab"
  )
})

it("says what is missing where the runtime has no SM3", () => {
  expect(() => portable.sm3Hex("")).toThrow(UnsupportedDigestError)
  expect(() => portable.hmacSm3Hex("key", "text")).toThrow(/no SM3.*ACS3-HMAC-SHA256/)
})
