// The server's side of the ROA signature version 1.0 (HMAC-SHA1): a few standard headers, the x-acs-* headers and the
// address are signed; the body only through its Content-MD5.

import { createHash, createHmac } from "node:crypto"
import { refuse } from "../errors.ts"
import { checkHttpDate } from "./date.ts"
import { type Caller, callerOf } from "./Keyring.ts"
import { findPart, type Guess, isSameSignature, sha1Mismatch } from "./mismatch.ts"
import type { Pair } from "./percentEncoding.ts"
import { type Headers, only, type OpenedRequest } from "./receivedRequest.ts"
import type { Verifier } from "./Verifier.ts"

const AUTHORIZATION = /^acs ([^:\s]+):([A-Za-z0-9+/]{27}=)$/
const METHOD = "HMAC-SHA1"

/**
 * Returns who signed the request.
 *
 * Throws the service's refusal for a missing, malformed, wrong or expired signature, an unknown key, a body that is not
 * that of its Content-MD5, and a nonce that was used before. Without a Content-MD5 nothing protects the body, and without
 * a nonce, which the SDKs for Java, Python and Go do not send, a request can be repeated while its date is good.
 */
export const verifyRoaV1 = (request: OpenedRequest, verifier: Verifier): Caller => {
  const { headers } = request
  const [, accessKeyId, signature] = AUTHORIZATION.exec(only(headers, "authorization") ?? "") ?? []
  if (accessKeyId === undefined || signature === undefined) throw refuse("IncompleteSignature")
  const key = verifier.keys.find(accessKeyId, only(headers, "x-acs-security-token"))
  if ((only(headers, "x-acs-signature-method") ?? METHOD) !== METHOD) throw refuse("InvalidSignatureMethod")
  checkHttpDate(only(headers, "date"), verifier.now())
  const nonce = only(headers, "x-acs-signature-nonce") || undefined

  const parts = partsOf(request)
  const isSigned = ({ stringToSign, key: other }: Omit<Guess, "part">): boolean =>
    isSameSignature(mac(other ?? key.accessKeySecret, stringToSign), signature)
  const stringToSign = toSign(parts)
  const isAsSent = (): boolean => isSigned({ stringToSign: toSign({ ...parts, resource: resourceAsSent(request) }) })
  if (!isSigned({ stringToSign }) && !isAsSent())
    throw sha1Mismatch(stringToSign, findPart(guesses(request, parts, key.accessKeySecret), isSigned))
  const isOtherBody = parts.contentMd5 !== "" && parts.contentMd5 !== md5(request.body)
  if (isOtherBody) throw refuse("ContentMD5NotMatched")

  const isFirst = nonce === undefined || verifier.nonces.claim(accessKeyId, nonce, verifier.now())
  if (!isFirst) throw refuse("SignatureNonceUsed")
  return callerOf(key)
}

interface Parts {
  readonly method: string
  readonly accept: string
  readonly contentMd5: string
  readonly contentType: string
  readonly date: string
  /** Every x-acs-* header that arrived: a page of the service leaves one out that the SDKs send. */
  readonly acsHeaders: string
  readonly resource: string
}

const partsOf = ({ method, headers, path, queryPairs }: OpenedRequest): Parts => ({
  method,
  accept: only(headers, "accept") ?? "",
  contentMd5: only(headers, "content-md5") ?? "",
  contentType: only(headers, "content-type") ?? "",
  date: only(headers, "date") ?? "",
  acsHeaders: acsHeadersOf(headers),
  resource: resourceOf(path, queryPairs)
})

const toSign = ({ method, accept, contentMd5, contentType, date, acsHeaders, resource }: Parts): string =>
  [method, accept, contentMd5, contentType, date, `${acsHeaders}${resource}`].join("\n")

const acsHeadersOf = (headers: Headers): string =>
  [...headers.keys()]
    .filter((name) => name.startsWith("x-acs-"))
    .toSorted()
    .map((name) => `${name}:${(only(headers, name) ?? "").replaceAll(/[\t\n\r\f]/g, " ")}\n`)
    .join("")

/** The path and, decoded, the query by name; an empty value keeps its `=`, as the official SDK writes it. */
const resourceOf = (path: string, pairs: readonly Pair[]): string => {
  const query = pairs
    .map(({ name, value }) => ({ name: name.toString("latin1"), value: value.toString("latin1") }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ name, value }) => `${name}=${value}`)
    .join("&")
  return query === "" ? path : `${path}?${query}`
}

/**
 * The address as it was sent. The SDK for Go signs a `?` without a query and names without `=`, one of those for PHP the
 * encoded query: both sign what they send.
 */
const resourceAsSent = ({ path, query }: OpenedRequest): string => `${path}?${query}`

/** The mistakes that are seen most, in the order of the string to sign. */
const guesses = (request: OpenedRequest, parts: Parts, secret: string): readonly Guess[] => {
  const guess = (part: string, changed: Partial<Parts>): Guess => ({
    part,
    stringToSign: toSign({ ...parts, ...changed })
  })
  return [
    guess("accept", { accept: "" }),
    guess("accept", { accept: "application/json" }),
    guess("content-md5", { contentMd5: "" }),
    guess("content-md5", { contentMd5: md5(request.body) }),
    guess("content-type", { contentType: "" }),
    guess("x-acs headers", { acsHeaders: parts.acsHeaders.trimEnd() }),
    guess("query", { resource: request.path }),
    { part: "secret with &", stringToSign: toSign(parts), key: `${secret}&` }
  ]
}

const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("base64")

const mac = (key: string, text: string): string => createHmac("sha1", key).update(text, "latin1").digest("base64")
