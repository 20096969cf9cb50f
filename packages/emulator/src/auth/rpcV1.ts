// The server's side of the RPC signature version 1.0 (HMAC-SHA1): everything travels as parameters in the query or the
// form, and the signature covers all of them, but neither the headers nor a body that is no form.

import { createHmac } from "node:crypto"
import { missing, invalid, refuse, ServiceError } from "../errors.ts"
import { checkIsoDate } from "./date.ts"
import { type Caller, callerOf } from "./Keyring.ts"
import { findPart, type Guess, isSameSignature, sha1Mismatch } from "./mismatch.ts"
import { type Pair, percentEncode } from "./percentEncoding.ts"
import { type OpenedRequest, parameter } from "./receivedRequest.ts"
import type { Verifier } from "./Verifier.ts"

const METHOD = "HMAC-SHA1"
const VERSION = "1.0"

/**
 * What is signed is the form encoded twice, and a refusal repeats it: of 8 MB that would keep every other request waiting
 * for seconds. The longest valid values of an operation take less than 64 KB, encoded.
 */
const MOST_FORM_BYTES = 64 * 1_024

/** The parameters of the scheme; of these the operations take no notice. */
export const RPC_PARAMETERS: readonly string[] = [
  "Signature",
  "SignatureMethod",
  "SignatureVersion",
  "SignatureNonce",
  "AccessKeyId",
  "Timestamp",
  "SecurityToken"
]

/**
 * Returns who signed the request.
 *
 * Throws the service's refusal for a missing, malformed, wrong or expired signature, an unknown key, and a nonce that
 * was used before, and for a form over 64 KB. The scheme sorts by name alone: two parameters of one name could change places under the same
 * signature, so they are refused.
 */
export const verifyRpcV1 = (request: OpenedRequest, verifier: Verifier): Caller => {
  // The path is no part of what is signed.
  if (request.path !== "/") throw refuse("InvalidApi.NotFound")
  if (request.body.length > MOST_FORM_BYTES && request.formPairs.length > 0)
    throw new ServiceError("RequestEntityTooLarge", 413, "The form of a call signed by RPC V1 is longer than 64 KB.")
  const given = (name: string): string => {
    const value = parameter(request, name)
    if (value === undefined) throw missing(name)
    return value
  }
  const accessKeyId = given("AccessKeyId")
  const key = verifier.keys.find(accessKeyId, parameter(request, "SecurityToken"))
  if (given("SignatureMethod") !== METHOD) throw refuse("InvalidSignatureMethod")
  if (given("SignatureVersion") !== VERSION) throw invalid("SignatureVersion")
  checkIsoDate(parameter(request, "Timestamp"), verifier.now())
  const nonce = given("SignatureNonce")
  const signature = given("Signature")
  const pairs = [...request.queryPairs, ...request.formPairs]
  checkNames(pairs)

  const isSigned = ({ stringToSign, key: other }: Omit<Guess, "part">): boolean =>
    isSameSignature(mac(other ?? `${key.accessKeySecret}&`, stringToSign), signature)
  const stringToSign = toSign(request.method, pairs)
  if (!isSigned({ stringToSign }))
    throw sha1Mismatch(stringToSign, findPart(guesses(request, stringToSign, key.accessKeySecret), isSigned))

  if (!verifier.nonces.claim(accessKeyId, nonce, verifier.now())) throw refuse("SignatureNonceUsed")
  return callerOf(key)
}

const checkNames = (pairs: readonly Pair[]): void => {
  const names = new Set(pairs.map(({ name }) => name.toString("latin1")))
  if (names.size !== pairs.length) {
    const { code, status, message } = refuse("IncompleteSignature")
    throw new ServiceError(code, status, `${message} A parameter was sent twice.`)
  }
}

const toSign = (method: string, pairs: readonly Pair[]): string =>
  `${method}&%2F&${percentEncode(Buffer.from(canonicalize(pairs)))}`

const canonicalize = (pairs: readonly Pair[]): string =>
  pairs
    .map(({ name, value }) => ({ key: name.toString("utf8"), name, value }))
    .filter(({ key }) => key !== "Signature")
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ name, value }) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&")

/** The mistakes that are seen most. */
const guesses = (request: OpenedRequest, stringToSign: string, secret: string): readonly Guess[] => [
  {
    part: "method",
    stringToSign: toSign(request.method === "GET" ? "POST" : "GET", [...request.queryPairs, ...request.formPairs])
  },
  { part: "form", stringToSign: toSign(request.method, request.queryPairs) },
  { part: "secret without &", stringToSign, key: secret }
]

const mac = (key: string, text: string): string => createHmac("sha1", key).update(text, "latin1").digest("base64")
