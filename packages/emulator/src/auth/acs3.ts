// The server's side of ACS3-HMAC-SHA256, written from the published description of the signature and from nothing else:
// it shares no code with the signer it tests.

import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import { refuse, ServiceError } from "../errors.ts"
import type { NonceStore } from "./nonceStore.ts"
import { decodePairs, percentEncode } from "./percentEncoding.ts"

/** A request as it arrived. Strings hold one byte per character, as node:http hands them over. */
export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  /** What follows the `?`, still encoded; empty without one. */
  readonly query: string
  /** Name, value, name, value, in the order and the case sent. */
  readonly rawHeaders: readonly string[]
  readonly body: Uint8Array
}

/** What the emulator checks a request against. */
export interface Verifier {
  readonly secretOf: (accessKeyId: string) => string | undefined
  readonly nonces: NonceStore
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** Documented: a request is valid for 15 minutes around its date. */
const VALID_MS = 15 * 60 * 1_000

const ALGORITHM = "ACS3-HMAC-SHA256"
const AUTHORIZATION = /^ACS3-HMAC-SHA256 Credential=([^,\s]+),SignedHeaders=([^,\s]+),Signature=([0-9a-f]{64})$/
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

/**
 * Returns the AccessKey ID that signed the request.
 *
 * Throws the service's refusal for a missing, malformed, wrong or expired signature, an unknown key, a body or a header
 * that the signature does not cover, and a nonce that was used before. A nonce counts as used only after a right
 * signature.
 */
export const authenticate = (request: ReceivedRequest, verifier: Verifier): string => {
  const headers = collect(request.rawHeaders)
  const { accessKeyId, signedNames, signature } = parseAuthorization(only(headers, "authorization"))
  const secret = verifier.secretOf(accessKeyId)
  if (secret === undefined) throw refuse("InvalidAccessKeyId.NotFound")
  checkDate(only(headers, "x-acs-date"), verifier.now())
  const nonce = only(headers, "x-acs-signature-nonce")
  if (nonce === undefined || nonce === "")
    throw new ServiceError("MissingSignatureNonce", 400, "SignatureNonce is mandatory for this action.")
  checkCoverage(headers, signedNames)

  const bodyHash = sha256(request.body)
  const canonicalRequest = canonicalize({ request, headers, signedNames, bodyHash })
  const stringToSign = `${ALGORITHM}\n${sha256(Buffer.from(canonicalRequest, "latin1"))}`
  const expected = createHmac("sha256", secret).update(stringToSign).digest("hex")
  const isSigned = timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
  if (!isSigned || only(headers, "x-acs-content-sha256") !== bodyHash) throw mismatch(stringToSign, canonicalRequest)

  if (!verifier.nonces.claim(accessKeyId, nonce, verifier.now())) throw refuse("SignatureNonceUsed")
  return accessKeyId
}

type Headers = ReadonlyMap<string, readonly string[]>

const collect = (rawHeaders: readonly string[]): Headers => {
  const headers = new Map<string, string[]>()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase()
    const values = headers.get(name) ?? []
    values.push((rawHeaders[at + 1] ?? "").trim())
    headers.set(name, values)
  }
  return headers
}

/** A header that decides something must not be ambiguous: sent twice, it counts as malformed. */
const only = (headers: Headers, name: string): string | undefined => {
  const values = headers.get(name)
  if (values !== undefined && values.length > 1) throw refuse("IncompleteSignature")
  return values?.[0]
}

const parseAuthorization = (value: string | undefined) => {
  if (value === undefined || value === "") throw refuse("IncompleteSignature")
  if (!value.startsWith(`${ALGORITHM} `)) throw refuse("InvalidSignatureMethod")
  const [, accessKeyId, list, signature] = AUTHORIZATION.exec(value) ?? []
  if (accessKeyId === undefined || list === undefined || signature === undefined) throw refuse("IncompleteSignature")
  return { accessKeyId, signedNames: list.split(";"), signature }
}

const checkDate = (value: string | undefined, now: number): void => {
  if (value === undefined || value === "") throw refuse("IllegalTimestamp")
  const date = DATE.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(date)) throw refuse("InvalidTimeStamp.Format")
  if (Math.abs(now - date) > VALID_MS) throw refuse("InvalidTimeStamp.Expired")
}

/**
 * Host, content-type when sent, and all x-acs-* headers must be signed; a listed header must have been sent, and be
 * listed once.
 */
const checkCoverage = (headers: Headers, signedNames: readonly string[]): void => {
  const listed = new Set(signedNames)
  const isListMalformed = listed.size !== signedNames.length || signedNames.some((name) => !headers.has(name))
  const mustBeListed = (name: string): boolean =>
    name === "host" || name === "content-type" || name.startsWith("x-acs-")
  const hasGap = [...headers.keys()].some((name) => mustBeListed(name) && !listed.has(name))
  if (isListMalformed || hasGap || !listed.has("x-acs-content-sha256")) throw refuse("IncompleteSignature")
}

interface Parts {
  readonly request: ReceivedRequest
  readonly headers: Headers
  readonly signedNames: readonly string[]
  readonly bodyHash: string
}

const canonicalize = ({ request, headers, signedNames, bodyHash }: Parts): string =>
  [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...signedNames.map((name) => `${name}:${[...(headers.get(name) ?? [])].toSorted().join(",")}`),
    "",
    signedNames.join(";"),
    bodyHash
  ].join("\n")

/** Sorted by the decoded name in code-unit order; the wire may leave `! * ' ( )` bare, the canonical form may not. */
const canonicalQuery = (query: string): string =>
  decodePairs(query)
    .map(({ name, value }) => ({ key: name.toString("utf8"), text: `${percentEncode(name)}=${percentEncode(value)}` }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ text }) => text)
    .join("&")

/**
 * The documented text: it hands the client both strings, so that a wrong canonicalization can be seen in a comparison.
 */
const mismatch = (stringToSign: string, canonicalRequest: string): ServiceError => {
  const { code, status, message } = refuse("SignatureDoesNotMatch")
  return new ServiceError(
    code,
    status,
    `${message} server StringToSign is [${stringToSign}] server CanonicalRequest is [${canonicalRequest}]`
  )
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")
