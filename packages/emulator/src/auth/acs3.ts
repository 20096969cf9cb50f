// The server's side of ACS3-HMAC-SHA256 and ACS3-HMAC-SM3, written from the published description of the signature and
// from nothing else: it shares no code with the signer it tests. The two differ in the hash alone.

import { hash as hashOf } from "node:crypto"
import { refuse, ServiceError } from "../errors.ts"
import { type Caller, callerOf } from "./Keyring.ts"
import { acs3Mismatch, findPart, type Guess, isSameSignature } from "./mismatch.ts"
import { checkIsoDate } from "./date.ts"
import { hmacHex } from "./keyedHash.ts"
import { type Pair, percentEncode } from "./percentEncoding.ts"
import { type Headers, only, type OpenedRequest } from "./receivedRequest.ts"
import type { Verifier } from "./Verifier.ts"

/** The hash of each algorithm by the name that node:crypto gives it. ACS3-RSA-SHA256 needs a key pair and is not played. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ["ACS3-HMAC-SHA256", "sha256"],
  ["ACS3-HMAC-SM3", "sm3"]
])

const AUTHORIZATION = /^(ACS3-[A-Z0-9-]+) Credential=([^,\s]+),SignedHeaders=([^,\s]+),Signature=([0-9a-f]{64})$/

/**
 * Returns who signed the request.
 *
 * Throws the service's refusal for a missing, malformed, wrong or expired signature, an unknown key, a body or a header
 * that the signature does not cover, and a nonce that was used before. A nonce counts as used only after a right
 * signature.
 */
export const verifyAcs3 = (request: OpenedRequest, verifier: Verifier): Caller => {
  const { headers } = request
  const { algorithm, hash, accessKeyId, signedNames, signature } = parseAuthorization(only(headers, "authorization"))
  const key = verifier.keys.find(accessKeyId, only(headers, "x-acs-security-token"))
  checkIsoDate(only(headers, "x-acs-date"), verifier.now())
  const nonce = only(headers, "x-acs-signature-nonce")
  if (nonce === undefined || nonce === "")
    throw new ServiceError("MissingSignatureNonce", 400, "SignatureNonce is mandatory for this action.")
  checkCoverage(headers, signedNames)

  const parts = partsOf(request, signedNames, digest(hash, request.body))
  const toSign = (changed: Partial<Parts>): string =>
    `${algorithm}\n${digest(hash, Buffer.from(canonicalize({ ...parts, ...changed }), "latin1"))}`
  const isSigned = (stringToSign: string): boolean => isSameSignature(hmacHex(hash, key, stringToSign), signature)
  const isSameBody = only(headers, "x-acs-content-sha256") === parts.bodyHash
  if (!isSameBody || !isSigned(toSign({}))) {
    const part = isSameBody
      ? findPart(guesses(request, parts, toSign), (guess) => isSigned(guess.stringToSign))
      : "body"
    throw acs3Mismatch({ stringToSign: toSign({}), canonicalRequest: canonicalize(parts) }, part)
  }

  if (!verifier.nonces.claim(accessKeyId, nonce, verifier.now())) throw refuse("SignatureNonceUsed")
  return callerOf(key)
}

const parseAuthorization = (value = "") => {
  const [, algorithm, accessKeyId, list, signature] = AUTHORIZATION.exec(value) ?? []
  const hash = HASHES.get(algorithm ?? value.split(" ")[0] ?? "")
  if (hash === undefined) throw refuse("InvalidSignatureMethod")
  if (algorithm === undefined || accessKeyId === undefined || list === undefined || signature === undefined)
    throw refuse("IncompleteSignature")
  return { algorithm, hash, accessKeyId, signedNames: list.split(";"), signature }
}

/**
 * Host, content-type when sent, and all x-acs-* headers must be signed; a listed header must have been sent, and be
 * listed once.
 */
const checkCoverage = (headers: Headers, signedNames: readonly string[]): void => {
  const listed = new Set(signedNames)
  const isListMalformed = listed.size !== signedNames.length || signedNames.some((name) => !headers.has(name))
  if (isListMalformed || !listed.has("x-acs-content-sha256")) throw refuse("IncompleteSignature")
  for (const name of headers.keys()) if (!listed.has(name) && mustBeListed(name)) throw refuse("IncompleteSignature")
}

const mustBeListed = (name: string): boolean => name === "host" || name === "content-type" || name.startsWith("x-acs-")

/** The six parts of a canonical request; the headers as names with their canonical values. */
interface Parts {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly bodyHash: string
}

const partsOf = (request: OpenedRequest, signedNames: readonly string[], bodyHash: string): Parts => ({
  method: request.method,
  path: request.path,
  query: joined(sorted(request.queryPairs)),
  headers: signedNames.map((name) => [name, canonicalValue(request.headers.get(name) ?? "")]),
  bodyHash
})

/** A header is seldom sent twice, and then its values are sorted. */
const canonicalValue = (value: string | readonly string[]): string =>
  typeof value === "string" ? value : value.toSorted().join(",")

const canonicalize = ({ method, path, query, headers, bodyHash }: Parts): string =>
  `${method}\n${path}\n${query}\n${linesOf(headers)}\n${headers.map(([name]) => name).join(";")}\n${bodyHash}`

const linesOf = (headers: Parts["headers"]): string => {
  let lines = ""
  for (const [name, value] of headers) lines += `${name}:${value}\n`
  return lines
}

/** By the decoded name in code-unit order. */
const sorted = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs
    .map((pair) => ({ key: pair.name.toString("utf8"), pair }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ pair }) => pair)

/** The wire may leave `! * ' ( )` bare, the canonical form may not. */
const joined = (pairs: readonly Pair[]): string =>
  pairs.map(({ name, value }) => `${percentEncode(name)}=${percentEncode(value)}`).join("&")

/** The mistakes that are seen most, in the order of the canonical request. */
const guesses = (
  request: OpenedRequest,
  parts: Parts,
  toSign: (changed: Partial<Parts>) => string
): readonly Guess[] => {
  const guess = (part: string, changed: Partial<Parts>): Guess => ({ part, stringToSign: toSign(changed) })
  const host = (value: string): Partial<Parts> => ({
    headers: parts.headers.map((header) => (header[0] === "host" ? ["host", value] : header))
  })
  return [
    guess("method", { method: parts.method.toLowerCase() }),
    guess("method", { method: parts.method === "GET" ? "POST" : "GET" }),
    guess("path", { path: "" }),
    guess("path", { path: "/" }),
    guess("query", { query: request.query }),
    guess("query", { query: joined(request.queryPairs) }),
    guess("query", { query: "" }),
    guess("host", host((only(request.headers, "host") ?? "").replace(/:\d+$/, "")))
  ]
}

const digest = (hash: string, bytes: Uint8Array): string => hashOf(hash, bytes, "hex")
