/**
 * ACS3-HMAC-SHA256, the signature that the service calls V3: one function per stage of its specification, then
 * `signAcs3`, which runs them all. Date and nonce are arguments, so equal inputs give equal signatures.
 *
 * Source: the official page on V3 request structure and signature. Every function throws `SigningInputError`.
 */
import { hmacSha256Hex, sha256Hex } from "#digest"
import { encodePairs, type Pair } from "../percentEncoding.ts"
import { canonicalHeaders, type CanonicalHeaders, type SignedHeaderValues } from "./signedHeaders.ts"
import { sortedPairs } from "./sortedPairs.ts"
import {
  checkAccessKeyId,
  checkMethod,
  checkObject,
  checkPairs,
  checkPath,
  checkPayloadHash,
  checkSecret,
  checkText,
  checkTimestamp,
  checkToken,
  type AccessKey
} from "./signingInput.ts"

/** Name of the scheme as its authorization header begins with. Source: gateway's page on V3 requests and signatures. */
export const acs3Algorithm = "ACS3-HMAC-SHA256"

/** What a canonical request is made of. */
export interface Acs3Request {
  /** As sent, in upper case. */
  readonly method: string
  /** Path as sent, already percent-encoded; `/` for every RPC operation. */
  readonly path: string
  /** Not encoded. A lone surrogate counts as U+FFFD, which is what an encoder sends for it. */
  readonly query: readonly Pair[]
  /** In any order and case. */
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

/** What the headers of an ACS3 request are made of. */
export interface Acs3HeaderParts {
  /** With the port, unless it is the protocol's own. */
  readonly host: string
  readonly action: string
  readonly version: string
  /** UTC to the second, `2026-01-31T23:59:59Z`; valid for 15 minutes. */
  readonly date: string
  /** New for every request. */
  readonly nonce: string
  readonly payloadHash: string
  readonly accessKeyId: string
  /** The token of a temporary AccessKey. */
  readonly securityToken?: string | undefined
}

/** Runs all stages. The secret is used as it is, with no suffix. */
export const signAcs3 = (request: Acs3Request, key: AccessKey): Acs3Stages =>
  acs3Stages(checkObject("request", request), {
    headers: canonicalHeaders(request.headers),
    accessKeyId: checkAccessKeyId(checkObject("key", key).accessKeyId),
    signatureOf: (stringToSign) => acs3Signature(stringToSign, key.accessKeySecret)
  })

/** Stage 0: the headers that the scheme asks for, Authorization apart. */
export const acs3Headers = (parts: Acs3HeaderParts): Readonly<Record<string, string>> => ({
  host: checkToken("host", checkObject("parts", parts).host),
  "x-acs-action": checkToken("action", parts.action),
  "x-acs-version": checkToken("version", parts.version),
  "x-acs-date": checkTimestamp("date", parts.date),
  "x-acs-signature-nonce": checkToken("nonce", parts.nonce),
  "x-acs-content-sha256": checkPayloadHash(parts.payloadHash),
  ...(parts.securityToken === undefined
    ? {}
    : {
        "x-acs-accesskey-id": checkAccessKeyId(parts.accessKeyId),
        "x-acs-security-token": checkToken("securityToken", parts.securityToken)
      })
})

/** Stage 1: method, path, sorted query, sorted headers, names of the signed headers and payload hash, one a line. */
export const acs3CanonicalRequest = (request: Acs3Request): string =>
  canonicalRequestOf(request, canonicalHeaders(checkObject("request", request).headers))

/** Stage 2: the algorithm's name and the hash of the canonical request. */
export const acs3StringToSign = (canonicalRequest: string): string =>
  `${acs3Algorithm}\n${sha256Hex(checkText("canonicalRequest", canonicalRequest))}`

/** Stage 3: lower-case hex HMAC of the string to sign. */
export const acs3Signature = (stringToSign: string, accessKeySecret: string): string =>
  hmacSha256Hex(checkSecret(accessKeySecret), checkText("stringToSign", stringToSign))

/** Stage 4: the Authorization header; no blanks after the commas. */
export const acs3Authorization = (parts: {
  readonly accessKeyId: string
  readonly signedHeaders: string
  readonly signature: string
}): string =>
  authorizationOf(checkAccessKeyId(checkObject("parts", parts).accessKeyId), parts.signedHeaders, parts.signature)

/** The query of the canonical request: pairs sorted by name, then value, in code-unit order; both sides encoded. */
export const acs3CanonicalQuery = (query: readonly Pair[]): string =>
  checkPairs("query", query).length === 0 ? "" : encodePairs(sortedPairs(query))

/** Names of the headers that take part, sorted and joined by `;`. */
export const acs3SignedHeaders = (headers: SignedHeaderValues): string => canonicalHeaders(headers).names

/** All stages, given the canonical headers and a way to the signature. Internal: `prepareAcs3` shares it. */
export const acs3Stages = (
  request: Acs3Request,
  parts: {
    readonly headers: CanonicalHeaders
    /** Checked. */
    readonly accessKeyId: string
    readonly signatureOf: (stringToSign: string) => string
  }
): Acs3Stages => {
  const signedHeaders = parts.headers.names
  const canonicalRequest = canonicalRequestOf(request, parts.headers)
  const stringToSign = acs3StringToSign(canonicalRequest)
  const signature = parts.signatureOf(stringToSign)
  const authorization = authorizationOf(parts.accessKeyId, signedHeaders, signature)
  return { signedHeaders, canonicalRequest, stringToSign, signature, authorization }
}

const authorizationOf = (accessKeyId: string, signedHeaders: string, signature: string): string =>
  `${acs3Algorithm} Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`

const canonicalRequestOf = (request: Acs3Request, headers: CanonicalHeaders): string => {
  const path = checkPath(request.path)
  const query = acs3CanonicalQuery(request.query)
  const payloadHash = checkPayloadHash(request.payloadHash)
  return `${checkMethod(request.method)}\n${path === "" ? "/" : path}\n${query}\n${headers.block}\n${headers.names}\n${payloadHash}`
}
