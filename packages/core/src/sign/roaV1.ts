/**
 * ROA V1 with HMAC-SHA1, which the service's pages call V2: the older signature of operations with a path of their own,
 * such as version 2019-03-25. It covers method, path, query, four standard headers and every `x-acs-` header; the body
 * only through Content-MD5.
 *
 * Source: the official page on the signature of ROA requests. Every function throws `SigningInputError`.
 */
import { hmacSha1Base64 } from "#digest"
import type { Pair } from "../percentEncoding.ts"
import { canonicalLine, canonicalValue, headersByLowerName, type SignedHeaderValues } from "./signedHeaders.ts"
import { sortedPairs } from "./sortedPairs.ts"
import {
  checkAccessKeyId,
  checkHttpDate,
  checkMethod,
  checkObject,
  checkPairs,
  checkPath,
  checkSecret,
  checkText,
  checkToken,
  SigningInputError,
  type AccessKey
} from "./signingInput.ts"

/** What is signed. */
export interface RoaV1Request {
  readonly method: string
  /** Path as sent, already percent-encoded. */
  readonly path: string
  /** Not encoded: this scheme signs it so. */
  readonly query: readonly Pair[]
  /** In any order and case. */
  readonly headers: SignedHeaderValues
}

/** Every intermediate string of one signature. None of them holds the secret. */
export interface RoaV1Stages {
  readonly canonicalHeaders: string
  readonly canonicalResource: string
  readonly stringToSign: string
  readonly signature: string
  /** Value of the Authorization header. */
  readonly authorization: string
}

/** What the headers of a ROA V1 request are made of. */
export interface RoaV1HeaderParts {
  readonly version: string
  /** As HTTP writes it, `Sat, 31 Jan 2026 23:59:59 GMT`; valid for 15 minutes. */
  readonly date: string
  /** New for every request. */
  readonly nonce: string
  readonly accessKeyId: string
  /** The token of a temporary AccessKey. */
  readonly securityToken?: string | undefined
}

/** Runs stages 1 to 5. */
export const signRoaV1 = (request: RoaV1Request, key: AccessKey): RoaV1Stages => {
  const canonicalHeaders = roaV1CanonicalHeaders(checkObject("request", request).headers)
  const canonicalResource = roaV1CanonicalResource(request)
  const stringToSign = roaV1StringToSign(request)
  const signature = roaV1Signature(stringToSign, checkObject("key", key).accessKeySecret)
  const authorization = roaV1Authorization(key.accessKeyId, signature)
  return { canonicalHeaders, canonicalResource, stringToSign, signature, authorization }
}

/** Stage 0: the headers that the scheme asks for; content-type and content-md5 belong to the body. */
export const roaV1Headers = (parts: RoaV1HeaderParts): Readonly<Record<string, string>> => ({
  accept: "application/json",
  date: checkHttpDate("date", checkObject("parts", parts).date),
  "x-acs-version": checkToken("version", parts.version),
  "x-acs-signature-nonce": checkToken("nonce", parts.nonce),
  "x-acs-signature-method": "HMAC-SHA1",
  "x-acs-signature-version": "1.0",
  ...(parts.securityToken === undefined
    ? {}
    : {
        "x-acs-accesskey-id": checkAccessKeyId(parts.accessKeyId),
        "x-acs-security-token": checkToken("securityToken", parts.securityToken)
      })
})

/** Stage 1: every `x-acs-` header, sorted, one a line; a tab inside a value counts as a blank. */
export const roaV1CanonicalHeaders = (headers: SignedHeaderValues): string => {
  const byName = headersByLowerName(headers)
  return Object.keys(byName)
    .filter((name) => name.startsWith("x-acs-"))
    .toSorted()
    .map((name) => canonicalLine(name, byName[name] ?? "").replaceAll("\t", " "))
    .join("")
}

/** Stage 2: the path, and the query sorted and not encoded; an empty value keeps its `=`. */
export const roaV1CanonicalResource = (request: Pick<RoaV1Request, "path" | "query">): string => {
  const { path, query } = checkObject("request", request)
  const pairs = sortedPairs(checkPairs("query", query)).map(([name, value]) => `${name}=${value}`)
  return [checkPath(path) === "" ? "/" : path, ...(pairs.length === 0 ? [] : [pairs.join("&")])].join("?")
}

/** Stage 3: method and four headers, one a line and empty where absent, then the results of stages 1 and 2. */
export const roaV1StringToSign = (request: RoaV1Request): string => {
  const byName = headersByLowerName(checkObject("request", request).headers)
  const standard = standardHeaders.map((name) => checkAscii(name, canonicalValue(byName[name] ?? "")))
  const [, , , date = ""] = standard
  if (date !== "") checkHttpDate('headers["date"]', date)
  const lines = [checkMethod(request.method), ...standard].map((line) => `${line}\n`)
  return [...lines, roaV1CanonicalHeaders(request.headers), roaV1CanonicalResource(request)].join("")
}

/** Stage 4: Base64 HMAC-SHA1 of the string to sign. The secret is used as it is: no `&`. */
export const roaV1Signature = (stringToSign: string, accessKeySecret: string): string =>
  hmacSha1Base64(checkSecret(accessKeySecret), checkText("stringToSign", stringToSign))

/** Stage 5: the Authorization header. */
export const roaV1Authorization = (accessKeyId: string, signature: string): string =>
  `acs ${checkAccessKeyId(accessKeyId)}:${checkText("signature", signature)}`

/** The headers outside `x-acs-` that this scheme signs, in its order. */
const standardHeaders = ["accept", "content-md5", "content-type", "date"] as const

/** What is not ASCII reaches the server in one of several encodings, and the signature with it. */
const checkAscii = (name: string, value: string): string => {
  if (/[^\x20-\x7e]/.test(value)) throw new SigningInputError(`headers["${name}"]`, "holds something that is not ASCII")
  return value
}
