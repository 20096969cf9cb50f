/** Digests in plain JavaScript: what `#digest` means in browsers and workers. The same functions as in digest.node.ts. */
import { hmac } from "@noble/hashes/hmac.js"
import { md5, sha1 } from "@noble/hashes/legacy.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"
import { UnsupportedDigestError } from "./unsupportedDigest.ts"

export const sha256Hex = (content: string | Uint8Array): string => bytesToHex(sha256(bytesOf(content)))

export const md5Base64 = (content: string | Uint8Array): string => base64(md5(bytesOf(content)))

export const hmacSha1Base64 = (key: string, text: string): string => base64(hmac(sha1, bytesOf(key), bytesOf(text)))

export const hmacSha256Hex = (key: string, text: string): string =>
  bytesToHex(hmac(sha256, bytesOf(key), bytesOf(text)))

/** Always throws `UnsupportedDigestError`: no SM3 comes with this implementation. */
export const sm3Hex = (_content: string | Uint8Array): string => {
  throw new UnsupportedDigestError("SM3")
}

/** Always throws `UnsupportedDigestError`: no SM3 comes with this implementation. */
export const hmacSm3Hex = (_key: string, _text: string): string => {
  throw new UnsupportedDigestError("SM3")
}

/** HMAC-SHA-256 with a key that is padded once. */
export const hmacSha256HexOf = (key: string): ((asciiText: string) => string) => {
  const keyed = hmac.create(sha256, bytesOf(key))
  return (asciiText) => bytesToHex(keyed.clone().update(bytesOf(asciiText)).digest())
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? utf8ToBytes(content) : content

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
