import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  acs3CanonicalQuery,
  acs3Headers,
  acs3StringToSign,
  bearerAdditions,
  checkAccessKey,
  prepareAcs3,
  roaV1Headers,
  rpcV1Parameters,
  sha256Hex,
  signAcs3,
  signAcs3Sm3,
  SigningInputError,
  signRoaV1,
  signRpcV1
} from "../../src/index.ts"

const key = { accessKeyId: "id", accessKeySecret: "a-secret" }
const request = {
  method: "POST",
  path: "/",
  query: [["a", "1"]],
  form: [],
  headers: { host: "h", "x-acs-date": "2026-01-31T23:59:59Z" },
  payloadHash: sha256Hex("")
} as const

/** The boundary where a test hands over what the types refuse, as JavaScript callers can. */
const wrong = (changes: object) => ({ ...request, ...changes }) as never
const wrongKey = (changes: object) => ({ ...key, ...changes }) as never

const failureOf = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

const expectRefusal = (run: () => unknown, field: string) => {
  const error = failureOf(run)
  expect(error).toBeInstanceOf(SigningInputError)
  expect(error).toMatchObject({ name: "SigningInputError", field })
  expect(String(error)).not.toContain("a-secret")
}

const bySigner = [
  ["signAcs3", signAcs3],
  ["signAcs3Sm3", signAcs3Sm3],
  ["prepareAcs3", (given: never, by: typeof key) => prepareAcs3(by)(given)],
  ["signRpcV1", signRpcV1],
  ["signRoaV1", signRoaV1]
] as const

describe.each(bySigner)("%s", (_signer, sign) => {
  it.each([
    ["an empty secret", { accessKeySecret: "" }, "accessKeySecret"],
    ["no secret", { accessKeySecret: undefined }, "accessKeySecret"],
    ["a secret with the line break of its file", { accessKeySecret: "a-secret\n" }, "accessKeySecret"]
  ])("refuses %s", (_, changes, field) => {
    expectRefusal(() => sign(request as never, wrongKey(changes)), field)
  })

  it.each([
    ["an undefined query", { query: undefined }, "query"],
    ["a query that is an object", { query: { a: "1" } }, "query"],
    ["a query value that is a number", { query: [["a", 1]] }, "query"],
    ["a pair of three", { query: [["a", "1", "2"]] }, "query"],
    ["an undefined method", { method: undefined }, "method"],
    ["a method with a blank", { method: "GET /" }, "method"]
  ])("refuses %s", (_, changes, field) => {
    expectRefusal(() => sign(wrong(changes), key), field)
  })
})

// RPC V1 covers no header, and carries the id as a parameter that the caller made.
describe.each(bySigner.filter(([name]) => name !== "signRpcV1"))("%s", (_signer, sign) => {
  it.each([
    ["an empty key id", { accessKeyId: "" }],
    ["a key id that would end its part of the header", { accessKeyId: "id,SignedHeaders=host" }],
    ["a key id that would start a header", { accessKeyId: "id\r\nx: y" }],
    ["a number as key id", { accessKeyId: 5 }]
  ])("refuses %s", (_, changes) => {
    expectRefusal(() => sign(request as never, wrongKey(changes)), "accessKeyId")
  })

  it.each([
    ["undefined headers", { headers: undefined }, "headers"],
    ["null headers", { headers: null }, "headers"],
    ["a number as header value", { headers: { "x-acs-a": 5 } }, 'headers["x-acs-a"]'],
    ["a header without a value", { headers: { "x-acs-a": undefined } }, 'headers["x-acs-a"]'],
    ["a number in a list of values", { headers: { "x-acs-a": ["a", 5] } }, 'headers["x-acs-a"]'],
    ["a line break in a value", { headers: { "x-acs-a": "a\r\nx-evil: 1" } }, 'headers["x-acs-a"]'],
    ["a line break at the end of a value", { headers: { "x-acs-a": "a\n" } }, 'headers["x-acs-a"]'],
    ["a line break in a value that is not signed", { headers: { "user-agent": "a\r\nb: c" } }, 'headers["user-agent"]'],
    ["a NUL in a value", { headers: { "x-acs-a": "a\0" } }, 'headers["x-acs-a"]'],
    ["a signed value that is not ASCII", { headers: { "X-Acs-A": "é" } }, 'headers["X-Acs-A"]'],
    ["a lone surrogate in a signed value", { headers: { host: "h\ud800" } }, 'headers["host"]'],
    ["a header name with a blank", { headers: { "x-acs a": "a" } }, "headers"],
    ["a header name with a colon", { headers: { "x-acs-a:b": "a" } }, "headers"],
    ["a header name with a line break", { headers: { "x-acs-a\n": "a" } }, "headers"],
    ["an empty header name", { headers: { "": "a" } }, "headers"],
    ["a path with a query in it", { path: "/?a=1" }, "path"],
    ["a path without a slash", { path: "v2" }, "path"],
    ["a path that is not encoded", { path: "/é" }, "path"],
    ["an undefined path", { path: undefined }, "path"]
  ])("refuses %s", (_, changes, field) => {
    expectRefusal(() => sign(wrong(changes), key), field)
  })

  it("takes any character in a value that is not signed, but controls", () => {
    const headers = { ...request.headers, "user-agent": "caf\u00e9\t1" }
    expect(failureOf(() => sign(wrong({ headers }), key))).not.toBeInstanceOf(Error)
  })
})

describe.each(bySigner.filter(([name]) => name.endsWith("Acs3")))("%s", (_signer, sign) => {
  it.each([
    ["an undefined hash", { payloadHash: undefined }, "payloadHash"],
    ["a hash in upper case", { payloadHash: "A".repeat(64) }, "payloadHash"],
    ["milliseconds in the date", { headers: { "x-acs-date": "2026-01-31T23:59:59.000Z" } }, 'headers["x-acs-date"]'],
    ["a day that does not exist", { headers: { "X-Acs-Date": "2026-02-30T00:00:00Z" } }, 'headers["X-Acs-Date"]'],
    ["a date in words", { headers: { "x-acs-date": "tomorrow" } }, 'headers["x-acs-date"]']
  ])("refuses %s", (_, changes, field) => {
    expectRefusal(() => sign(wrong(changes), key), field)
  })
})

it("refuses wrong parts where headers and parameters are made", () => {
  const parts = {
    host: "h",
    action: "A",
    version: "v",
    nonce: "n",
    accessKeyId: "id",
    payloadHash: request.payloadHash
  }
  const [date, httpDate] = ["2026-01-31T23:59:59Z", "Sat, 31 Jan 2026 23:59:59 GMT"]
  expectRefusal(() => acs3Headers({ ...parts, date: "2026-13-01T00:00:00Z" }), "date")
  expectRefusal(() => acs3Headers({ ...parts, date, nonce: "" }), "nonce")
  expectRefusal(() => acs3Headers({ ...parts, date, securityToken: "" }), "securityToken")
  expectRefusal(() => rpcV1Parameters({ ...parts, timestamp: httpDate }), "timestamp")
  expectRefusal(() => rpcV1Parameters({ ...parts, timestamp: date, accessKeyId: "" }), "accessKeyId")
  expectRefusal(() => roaV1Headers({ ...parts, date }), "date")
  expectRefusal(() => bearerAdditions("acs3-rpc", ""), "token")
  expectRefusal(() => bearerAdditions("acs3-rpc", "a\r\nb"), "token")
  expectRefusal(() => sha256Hex(5 as never), "body")
  expectRefusal(() => acs3StringToSign(undefined as never), "canonicalRequest")
})

it("knows how long each month is", () => {
  const isTaken = (date: string) => {
    const headers = { "x-acs-date": `${date}T00:00:00Z` }
    return !(failureOf(() => signAcs3({ ...request, headers }, key)) instanceof SigningInputError)
  }
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2104 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
      const prefix = `${year}-${String(month).padStart(2, "0")}`
      expect([28, 29, 30, 31, 32].map((day) => isTaken(`${prefix}-${day}`))).toEqual(
        [28, 29, 30, 31, 32].map((day) => day <= lastDay)
      )
    })
  )
})

it("refuses an HTTP date that is none where ROA V1 signs it", () => {
  expectRefusal(() => signRoaV1(wrong({ headers: { date: "2026-01-31T23:59:59Z" } }), key), 'headers["date"]')
})

it("signs a lone surrogate of a query as U+FFFD, which is what the wire carries, and sorts it there", () => {
  const given = acs3CanonicalQuery([
    ["\ud800", "1"],
    ["\ue000", "2"]
  ])
  expect(given).toBe(
    acs3CanonicalQuery([
      ["\ue000", "2"],
      ["\ufffd", "1"]
    ])
  )
  expect(given).toBe("%EE%80%80=2&%EF%BF%BD=1")
})

describe("arguments that hold the others", () => {
  it.each(bySigner)("%s refuses a request and a key that are none", (_, sign) => {
    for (const nothing of [undefined, null, 5]) {
      expectRefusal(() => sign(nothing as never, key), "request")
      expectRefusal(() => sign(request as never, nothing as never), "key")
    }
  })

  it.each([
    ["acs3Headers", acs3Headers],
    ["rpcV1Parameters", rpcV1Parameters],
    ["roaV1Headers", roaV1Headers]
  ])("%s refuses parts that are none", (_, headersOf) => {
    expectRefusal(() => headersOf(undefined as never), "parts")
  })
})

describe("values that would write a header of their own", () => {
  const parts = {
    host: "h",
    action: "A",
    version: "1",
    date: "2026-01-31T23:59:59Z",
    nonce: "n",
    payloadHash: sha256Hex(""),
    accessKeyId: "id"
  }

  it.each(["host", "action", "version", "nonce", "securityToken"])("are refused as %s", (field) => {
    for (const value of ["a\r\nx: y", "a b", "a ", "\u56fe"]) {
      expectRefusal(() => acs3Headers({ ...parts, [field]: value }), field)
    }
  })

  it("are refused in the headers that ROA V1 signs beside x-acs-", () => {
    expectRefusal(() => signRoaV1({ ...request, headers: { accept: "\u56fe" } }, key), 'headers["accept"]')
  })
})

it("an earlier signature is not sent a second time", () => {
  const { query } = signRpcV1({ ...request, query: [...request.query, ["Signature", "old"]] }, key)
  expect(query.filter(([name]) => name === "Signature")).toHaveLength(1)
  expect(query).not.toContainEqual(["Signature", "old"])
})

it("an empty list is no header value, an unknown style no style, and day 99 no day", () => {
  expectRefusal(() => signAcs3({ ...request, headers: { host: [] } }, key), 'headers["host"]')
  expectRefusal(() => bearerAdditions("basic" as never, "t"), "style")
  expectRefusal(
    () => roaV1Headers({ version: "1", date: "Sat, 99 Feb 2026 23:59:59 GMT", nonce: "n", accessKeyId: "id" }),
    "date"
  )
})

it("a key is checked before anything is signed with it", () => {
  expect(checkAccessKey(key)).toBeUndefined()
  expectRefusal(() => checkAccessKey({ ...key, securityToken: "t\n" }), "securityToken")
  expectRefusal(() => checkAccessKey({ ...key, accessKeySecret: "" }), "accessKeySecret")
})
