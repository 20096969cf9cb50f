/**
 * Whether a request carries a valid ACS3 signature over its own host, date and nonce: checked from the published
 * description of the scheme, without the signer under test.
 */
import { createHash, createHmac } from "node:crypto"
import type { RawRequest } from "../chaos/RawServer.ts"
import { secret } from "./call.ts"

const mustBeSigned = ["host", "x-acs-date", "x-acs-signature-nonce"]

export const hasOwnSignature = ({ method, path, headers, body }: RawRequest): boolean => {
  const parts = /^ACS3-HMAC-SHA256 Credential=[^,]*, ?SignedHeaders=([^,]*), ?Signature=([0-9a-f]{64})$/.exec(
    headers["authorization"] ?? ""
  )
  const [, signedHeaders = "", signature = ""] = parts ?? []
  const names = signedHeaders.split(";")
  const [pathOnly = "", query = ""] = path.split("?")
  const lines = names.map((name) => `${name}:${headers[name] ?? ""}\n`).join("")
  const canonical = [method, pathOnly, query, lines, signedHeaders, sha256(body)].join("\n")
  const expected = createHmac("sha256", secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest("hex")
  return mustBeSigned.every((name) => names.includes(name)) && signature === expected
}

const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex")
