/** What must hold on every runtime: a program without a test runner, so that it runs where none does. */
import {
  bearerAdditions,
  getRegion,
  md5Base64,
  percentEncode,
  prepareAcs3,
  sha256Hex,
  signAcs3,
  signAcs3Sm3,
  signRoaV1,
  signRpcV1,
  sm3Hex
} from "@imagesearch/core"
import published from "../../test/sign/vectors.json" with { type: "json" }

export interface Verification {
  readonly checks: number
  /** One line for each check that failed. */
  readonly failures: readonly string[]
  /** Whether the runtime has SM3. */
  readonly hasSm3: boolean
}

export const verify = (): Verification => {
  const results = [...vectorResults(), ...inputResults(), ...otherResults()]
  return {
    checks: results.length,
    failures: results.flatMap(([what, found, expected]) =>
      found === expected ? [] : [`${what}: ${found} instead of ${expected}`]
    ),
    hasSm3: sm3Result() === SM3_OF_NOTHING
  }
}

/** What is checked, what was found, what should have been. */
type Result = readonly [what: string, found: string, expected: string]

const vectorResults = (): readonly Result[] =>
  published.vectors.flatMap((vector): readonly Result[] => {
    const { id, scheme, method = "", path = "", accessKeyId = "testid", accessKeySecret, signature } = vector
    const key = { accessKeyId, accessKeySecret }
    const headers: Readonly<Record<string, string>> = vector.headers ?? {}
    // JSON's types know the parameters of all vectors at once, each of them as possibly undefined.
    const query = Object.entries((vector.query ?? vector.parameters ?? {}) as Readonly<Record<string, string>>)
    if (scheme === "ACS3-HMAC-SHA256") {
      const request = { method, path, query, headers, payloadHash: sha256Hex(vector.body ?? "") }
      const { canonicalRequest, stringToSign, ...rest } = signAcs3(request, key)
      return [
        [`${id} canonical request`, canonicalRequest, vector.canonicalRequest ?? ""],
        [`${id} string to sign`, stringToSign, vector.stringToSign ?? ""],
        [`${id} authorization`, rest.authorization, vector.authorization ?? ""],
        [`${id} prepared`, prepareAcs3(key)(request).authorization, vector.authorization ?? ""]
      ]
    }
    if (scheme === "RPC V1 HMAC-SHA1") {
      const stages = signRpcV1({ method, query, form: [] }, key)
      return [
        [`${id} string to sign`, stages.stringToSign, vector.stringToSign ?? ""],
        [`${id} signature`, stages.signature, signature]
      ]
    }
    if (scheme !== "ROA V1 HMAC-SHA1") return []
    const stages = signRoaV1({ method, path, query, headers }, key)
    return [
      [`${id} string to sign`, stages.stringToSign, vector.stringToSign ?? ""],
      [`${id} signature`, stages.signature, signature]
    ]
  })

const inputResults = (): readonly Result[] => {
  const key = { accessKeyId: "id", accessKeySecret: "secret" }
  const request = { method: "GET", path: "/", query: [], headers: { host: "h\r\nx: y" }, payloadHash: sha256Hex("") }
  return [
    ["a line break in a header", nameOf(() => signAcs3(request, key)), "SigningInputError"],
    ["an empty secret", nameOf(() => prepareAcs3({ ...key, accessKeySecret: "" })), "SigningInputError"],
    ["an unknown region", nameOf(() => getRegion("cn-shanghia")), "UnknownRegionError"],
    ["SM3, or its absence", sm3Result(), sm3Result() === SM3_OF_NOTHING ? SM3_OF_NOTHING : "UnsupportedDigestError"]
  ]
}

const otherResults = (): readonly Result[] => [
  ["SHA-256 of bytes", sha256Hex(new Uint8Array([0, 255])), sha256Hex(Uint8Array.of(1, 0, 255).subarray(1))],
  ["SHA-256 of text", sha256Hex("é漢😀"), "3ea0588400cb4af7b15d0edd7dc2fe1e359a94ab6822abe8c535f4281f330a20"],
  ["MD5", md5Base64('{"a":1}'), "u2y1xo30ZSlByvZSo2by2A=="],
  [
    "percent-encoding",
    percentEncode("é漢😀 !'()*~+\ud800"),
    "%C3%A9%E6%BC%A2%F0%9F%98%80%20%21%27%28%29%2A~%2B%EF%BF%BD"
  ],
  ["region", getRegion("cn-shanghai").endpoint, "imagesearch.cn-shanghai.aliyuncs.com"],
  ["bearer token", JSON.stringify(bearerAdditions("acs3-rpc", "t").headers), '{"x-acs-bearer-token":"t"}']
]

/** As a captured request of the official SDK carries it: the SM3 of no bytes. */
const SM3_OF_NOTHING = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"

const sm3Result = (): string => {
  const request = { method: "GET", path: "/", query: [], headers: {}, payloadHash: SM3_OF_NOTHING }
  const isRefused = nameOf(() => signAcs3Sm3(request, { accessKeyId: "id", accessKeySecret: "secret" }))
  return isRefused === "" ? sm3Hex("") : isRefused
}

/** The name of the error that it throws; empty if none. */
const nameOf = (run: () => unknown): string => {
  try {
    run()
    return ""
  } catch (error) {
    return error instanceof Error ? error.name : String(error)
  }
}
