/** Certificates that no client trusts by itself. Made for tests; `fixtures/README.md` says how. */
import { readFileSync } from "node:fs"
import type { Certificate } from "./RawServer.ts"

const fixture = (name: string): Certificate => {
  const read = (file: string) => readFileSync(new URL(`../fixtures/${file}`, import.meta.url))
  return { key: read(`${name}.key.pem`), cert: read(`${name}.cert.pem`) }
}

export const selfSigned = fixture("self-signed")
export const expired = fixture("expired")
