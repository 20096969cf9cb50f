/**
 * ACS3-HMAC-SM3: ACS3 with the Chinese national digest in both places. The canonical request, the headers and their
 * names are those of ACS3; the payload hash and `x-acs-content-sha256`, in spite of its name, hold an SM3.
 *
 * Only runtimes with SM3 in `node:crypto` can: elsewhere every function of this file throws `UnsupportedDigestError`.
 */
import { hmacSm3Hex, sm3Hex as sm3 } from "#digest"
import { acs3CanonicalRequest, acs3SignedHeaders, type Acs3Request, type Acs3Stages } from "./acs3.ts"
import { checkAccessKeyId, checkContent, checkObject, checkSecret, checkText, type AccessKey } from "./signingInput.ts"

/** Name of the scheme as its authorization header begins with. Source: gateway's page on V3 requests and signatures. */
export const acs3Sm3Algorithm = "ACS3-HMAC-SM3"

/** Lower-case hex SM3 of text (as UTF-8) or bytes: the payload hash of this scheme. */
export const sm3Hex = (content: string | Uint8Array): string => sm3(checkContent(content))

/** Runs all stages; the first is `acs3CanonicalRequest`. */
export const signAcs3Sm3 = (request: Acs3Request, key: AccessKey): Acs3Stages => {
  const signedHeaders = acs3SignedHeaders(checkObject("request", request).headers)
  const canonicalRequest = acs3CanonicalRequest(request)
  const stringToSign = acs3Sm3StringToSign(canonicalRequest)
  const signature = acs3Sm3Signature(stringToSign, checkObject("key", key).accessKeySecret)
  const authorization = acs3Sm3Authorization({ accessKeyId: key.accessKeyId, signedHeaders, signature })
  return { signedHeaders, canonicalRequest, stringToSign, signature, authorization }
}

/** Stage 2: the algorithm's name and the SM3 of the canonical request. */
export const acs3Sm3StringToSign = (canonicalRequest: string): string =>
  `${acs3Sm3Algorithm}\n${sm3(checkText("canonicalRequest", canonicalRequest))}`

/** Stage 3: lower-case hex HMAC of the string to sign. */
export const acs3Sm3Signature = (stringToSign: string, accessKeySecret: string): string =>
  hmacSm3Hex(checkSecret(accessKeySecret), checkText("stringToSign", stringToSign))

/** Stage 4: the Authorization header. */
export const acs3Sm3Authorization = (parts: {
  readonly accessKeyId: string
  readonly signedHeaders: string
  readonly signature: string
}): string =>
  `${acs3Sm3Algorithm} Credential=${checkAccessKeyId(parts.accessKeyId)},SignedHeaders=${parts.signedHeaders},Signature=${parts.signature}`
