/**
 * Digests of a body, synchronous on every runtime. `#digest` is `node:crypto` on Node and plain JavaScript elsewhere,
 * chosen by the `imports` map of package.json.
 */
import { md5Base64 as md5, sha256Hex as sha256 } from "#digest"
import { checkContent } from "./sign/signingInput.ts"

/** Lower-case hex SHA-256 of text (as UTF-8) or bytes: the payload hash of ACS3. Throws `SigningInputError`. */
export const sha256Hex = (content: string | Uint8Array): string => sha256(checkContent(content))

/** Base64 MD5 of text (as UTF-8) or bytes: the Content-MD5 header of ROA V1. Throws `SigningInputError`. */
export const md5Base64 = (content: string | Uint8Array): string => md5(checkContent(content))
