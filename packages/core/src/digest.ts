/** SHA-256 and HMAC-SHA-256 over text (as UTF-8) or bytes, in lower-case hex. Synchronous and pure. */
import { createHmac, hash } from "node:crypto"

export const sha256Hex = (content: string | Uint8Array): string => hash("sha256", content, "hex")

export const hmacSha256Hex = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("hex")
