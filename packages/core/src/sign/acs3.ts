/**
 * ACS3-HMAC-SHA256, the signature that the service calls V3: one function per stage of its specification, then
 * `signAcs3`, which runs them all. Date and nonce are arguments, so equal inputs give equal signatures.
 *
 * Source: the official page on V3 request structure and signature.
 */
import { hmacSha256Hex, sha256Hex } from "../digest.ts"
import { encodePairs, type Pair } from "../percentEncoding.ts"

export const acs3Algorithm = "ACS3-HMAC-SHA256"

/** Headers by lower-case name. A list stands for a header that is sent more than once. */
export type SignedHeaderValues = Readonly<Record<string, string | readonly string[]>>

/** What a canonical request is made of. */
export interface Acs3Request {
  readonly method: string
  /** Path as sent, already percent-encoded; `/` for every RPC operation. */
  readonly path: string
  readonly query: readonly Pair[]
  readonly headers: SignedHeaderValues
  /** Lower-case hex SHA-256 of the body's bytes as sent. */
  readonly payloadHash: string
}

/** Every intermediate string of one signature. None of them holds the secret. */
export interface Acs3Stages {
  readonly signedHeaders: string
  readonly canonicalRequest: string
  readonly stringToSign: string
  readonly signature: string
  /** Value of the Authorization header. */
  readonly authorization: string
}

/** Runs all stages. The secret is used as it is, with no suffix. */
export const signAcs3 = (
  request: Acs3Request,
  key: { readonly accessKeyId: string; readonly accessKeySecret: string }
): Acs3Stages => {
  const signedHeaders = acs3SignedHeaders(request.headers)
  const canonicalRequest = acs3CanonicalRequest(request)
  const stringToSign = acs3StringToSign(canonicalRequest)
  const signature = acs3Signature(stringToSign, key.accessKeySecret)
  const authorization = acs3Authorization({ accessKeyId: key.accessKeyId, signedHeaders, signature })
  return { signedHeaders, canonicalRequest, stringToSign, signature, authorization }
}

/** Stage 1: method, path, sorted query, sorted headers, names of the signed headers and payload hash, one a line. */
export const acs3CanonicalRequest = (request: Acs3Request): string =>
  [
    request.method,
    request.path === "" ? "/" : request.path,
    acs3CanonicalQuery(request.query),
    canonicalHeaders(request.headers),
    acs3SignedHeaders(request.headers),
    request.payloadHash
  ].join("\n")

/** Stage 2: the algorithm's name and the hash of the canonical request. */
export const acs3StringToSign = (canonicalRequest: string): string => `${acs3Algorithm}\n${sha256Hex(canonicalRequest)}`

/** Stage 3: lower-case hex HMAC of the string to sign. */
export const acs3Signature = (stringToSign: string, accessKeySecret: string): string =>
  hmacSha256Hex(accessKeySecret, stringToSign)

/** Stage 4: the Authorization header; no blanks after the commas. */
export const acs3Authorization = (parts: {
  readonly accessKeyId: string
  readonly signedHeaders: string
  readonly signature: string
}): string =>
  `${acs3Algorithm} Credential=${parts.accessKeyId},SignedHeaders=${parts.signedHeaders},Signature=${parts.signature}`

/** The query of the canonical request: pairs sorted by name, then value, in code-unit order; both sides encoded. */
export const acs3CanonicalQuery = (query: readonly Pair[]): string =>
  encodePairs(query.toSorted((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1])))

/** Names of the headers that take part, sorted and joined by `;`. */
export const acs3SignedHeaders = (headers: SignedHeaderValues): string => signableNames(headers).join(";")

/** `host`, `content-type` and everything under `x-acs-` take part; the rest may be rewritten by proxies. */
const signableNames = (headers: SignedHeaderValues): readonly string[] =>
  Object.keys(headers)
    .filter((name) => name === "host" || name === "content-type" || name.startsWith("x-acs-"))
    .toSorted(compareText)

const canonicalHeaders = (headers: SignedHeaderValues): string =>
  signableNames(headers)
    .map((name) => `${name}:${canonicalValue(headers[name] ?? "")}\n`)
    .join("")

/** Values of a repeated header are sorted and joined by a comma. */
const canonicalValue = (value: string | readonly string[]): string =>
  typeof value === "string"
    ? value.trim()
    : value
        .map((one) => one.trim())
        .toSorted(compareText)
        .join(",")

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
