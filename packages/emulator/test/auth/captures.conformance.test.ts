// Requests of the two official clients as they went over the wire, each with the date at which it was captured:
// @alicloud/imagesearch20201214 4.4.0 and @alicloud/pop-core 1.8.0. captures.json holds what a signature covers of them.
// The conformance package sends every byte of them to a running emulator.

import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { authenticate, schemeOf } from "../../src/auth/authenticate.ts"
import { type AccessKey, Keyring } from "../../src/auth/Keyring.ts"
import { NonceStore } from "../../src/auth/nonceStore.ts"
import { only, open, parameter, type OpenedRequest } from "../../src/auth/receivedRequest.ts"

interface Capture {
  readonly name: string
  readonly method: string
  readonly target: string
  readonly headers: readonly string[]
  readonly body: string
}

// The file is part of the tests, so its shape is known.
const CAPTURES = JSON.parse(readFileSync(new URL("captures.json", import.meta.url), "utf8")) as readonly Capture[]

const SECRET = "testsecret"
const TEMPORARY: AccessKey = {
  accessKeyId: "STS.testid",
  accessKeySecret: SECRET,
  securityToken: "test-security-token"
}
const KEYS: readonly AccessKey[] = [{ accessKeyId: "testid", accessKeySecret: SECRET }, TEMPORARY]
const BEARER = "test-bearer"

const header = (text: string): readonly [string, string] => {
  const colon = text.indexOf(":")
  return [text.slice(0, colon), text.slice(colon + 1).trim()]
}

const opened = ({ method, target, headers, body }: Capture): OpenedRequest => {
  const [path = "", query = ""] = target.split("?")
  return open({ method, path, query, rawHeaders: headers.flatMap(header), body: Buffer.from(body) })
}

const dateOf = (request: OpenedRequest): number => {
  const date = only(request.headers, "x-acs-date") ?? only(request.headers, "date")
  return Date.parse(date ?? parameter(request, "Timestamp") ?? "")
}

const verifier = (request: OpenedRequest, keys = KEYS) => ({
  keys: new Keyring(keys, BEARER),
  nonces: new NonceStore(),
  now: () => dateOf(request)
})

describe("the captured requests of the official clients", () => {
  it("cover every scheme", () => {
    const schemes = CAPTURES.map((capture) => schemeOf(opened(capture)))
    expect(
      Object.fromEntries([...new Set(schemes)].map((s) => [s, schemes.filter((each) => each === s).length]))
    ).toEqual({ ACS3: 41, "RPC V1": 7, "ROA V1": 3, bearer: 1 })
  })

  it.each(CAPTURES)("are accepted: $name", (capture) => {
    const request = opened(capture)
    expect(authenticate(request, verifier(request)).id).toMatch(/^(?:testid|STS\.testid|bearer token)$/)
  })

  it.each(CAPTURES.filter((capture) => schemeOf(opened(capture)) !== "bearer"))(
    "are refused under another secret: $name",
    (capture) => {
      const request = opened(capture)
      const others = KEYS.map((key) => ({ ...key, accessKeySecret: "another" }))
      expect(() => authenticate(request, verifier(request, others))).toThrow(
        expect.objectContaining({ code: "SignatureDoesNotMatch", part: "secret or signed text" })
      )
    }
  )
})
