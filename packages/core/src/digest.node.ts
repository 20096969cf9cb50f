/** Digests by `node:crypto`: what `#digest` means on Node and on runtimes that play it. Text is hashed as UTF-8. */
import { createHash, createHmac, hash } from "node:crypto"
import { UnsupportedDigestError } from "./unsupportedDigest.ts"

export const sha256Hex = (content: string | Uint8Array): string => hash("sha256", content, "hex")

export const md5Base64 = (content: string | Uint8Array): string => hash("md5", content, "base64")

export const hmacSha1Base64 = (key: string, text: string): string =>
  createHmac("sha1", key).update(text).digest("base64")

export const hmacSha256Hex = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("hex")

/** Throws `UnsupportedDigestError` where OpenSSL was built without SM3. */
export const sm3Hex = (content: string | Uint8Array): string =>
  withSm3(() => createHash("sm3").update(content).digest("hex"))

/** Throws `UnsupportedDigestError` where OpenSSL was built without SM3. */
export const hmacSm3Hex = (key: string, text: string): string =>
  withSm3(() => createHmac("sm3", key).update(text).digest("hex"))

/**
 * HMAC-SHA-256 with a key that is padded once (RFC 2104 section 2): two one-shot hashes cost half of `createHmac`,
 * which builds an object for every call. Takes ASCII text; only a text of 81 bytes gains.
 */
export const hmacSha256HexOf = (key: string): ((asciiText: string) => string) => {
  const bytes = Buffer.from(key)
  const short = bytes.length > BLOCK_BYTES ? hash("sha256", bytes, "buffer") : bytes
  const inner = Buffer.alloc(BLOCK_BYTES + TEXT_BYTES, INNER_PAD)
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES, OUTER_PAD)
  for (const [at, byte] of short.entries()) {
    inner[at] = byte ^ INNER_PAD
    outer[at] = byte ^ OUTER_PAD
  }
  return (asciiText) => {
    if (asciiText.length !== TEXT_BYTES) return hmacSha256Hex(key, asciiText)
    inner.write(asciiText, BLOCK_BYTES, "latin1")
    // A character for each byte: neither digits to write and read again, nor a buffer to make.
    outer.write(hash("sha256", inner, "binary"), BLOCK_BYTES, "latin1")
    return hash("sha256", outer, "hex")
  }
}

/** RFC 2104 section 2, with the block and digest lengths of SHA-256. */
const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
const INNER_PAD = 0x36
const OUTER_PAD = 0x5c

/** Every ACS3 string to sign has this length: the algorithm's name, a line feed and 64 digits. */
const TEXT_BYTES = 81

const withSm3 = (run: () => string): string => {
  try {
    return run()
  } catch (cause) {
    throw new UnsupportedDigestError("SM3", { cause })
  }
}
