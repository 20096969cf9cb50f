// A signer for tests, written from the published description of ACS3-HMAC-SHA256. It knows nothing of the emulator.

import { createHash, createHmac, randomUUID } from "node:crypto"

export interface Key {
  readonly accessKeyId: string
  readonly accessKeySecret: string
}

export interface Unsigned {
  readonly method: string
  readonly host: string
  readonly action: string
  readonly version: string
  readonly query: Readonly<Record<string, string>>
  readonly form: Readonly<Record<string, string>> | undefined
  /** A form as it goes over the wire, in place of `form`. */
  readonly rawBody?: string
  readonly now?: number
  readonly nonce?: string
}

/** A request ready to be sent: the header names in lower case, apart from Authorization. */
export interface Signed {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

export const encodePairs = (pairs: Readonly<Record<string, string>>): string =>
  Object.keys(pairs)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(pairs[name] ?? "")}`)
    .join("&")

export const sign = (key: Key, request: Unsigned): Signed => {
  const body = request.rawBody ?? (request.form === undefined ? "" : encodePairs(request.form))
  const query = encodePairs(request.query)
  const hash = createHash("sha256").update(body).digest("hex")
  const headers: Record<string, string> = {
    ...(body === "" ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    host: request.host,
    "x-acs-action": request.action,
    "x-acs-content-sha256": hash,
    "x-acs-date": new Date(request.now ?? Date.now()).toISOString().replace(/\.\d{3}Z$/, "Z"),
    "x-acs-signature-nonce": request.nonce ?? randomUUID(),
    "x-acs-version": request.version
  }
  const names = Object.keys(headers).toSorted()
  const block = names.map((name) => `${name}:${headers[name]}\n`).join("")
  const canonical = [request.method, "/", query, block, names.join(";"), hash].join("\n")
  const toSign = `ACS3-HMAC-SHA256\n${createHash("sha256").update(canonical).digest("hex")}`
  const signature = createHmac("sha256", key.accessKeySecret).update(toSign).digest("hex")
  const authorization = `ACS3-HMAC-SHA256 Credential=${key.accessKeyId},SignedHeaders=${names.join(";")},Signature=${signature}`
  return {
    method: request.method,
    path: query === "" ? "/" : `/?${query}`,
    headers: { ...headers, authorization },
    body
  }
}
