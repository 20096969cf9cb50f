// Signers of both HMAC-SHA1 schemes for tests, written from their published descriptions. They know nothing of the
// emulator.

import { createHash, createHmac, randomUUID } from "node:crypto"
import { encode, encodePairs, type Key, type Signed } from "./signing.ts"

type Pairs = Readonly<Record<string, string>>

const hmac = (key: string, text: string): string => createHmac("sha1", key).update(text).digest("base64")

export interface UnsignedRpc {
  readonly method: "GET" | "POST"
  readonly host: string
  readonly action: string
  readonly version?: string
  /** Beside the parameters of the scheme. */
  readonly query?: Pairs
  readonly form?: Pairs | undefined
  /** Where the parameters of the scheme travel; in the query without it. */
  readonly place?: "query" | "form"
  /** Replaces or adds parameters of the scheme before the signature is made. */
  readonly common?: Pairs
  readonly now?: number
}

export const signRpc = (key: Key, request: UnsignedRpc): Signed => {
  const common: Pairs = {
    Action: request.action,
    Version: request.version ?? "2020-12-14",
    Format: "JSON",
    AccessKeyId: key.accessKeyId,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: new Date(request.now ?? Date.now()).toISOString().replace(/\.\d{3}Z$/, "Z"),
    ...request.common
  }
  const signature = (all: Pairs): string =>
    hmac(`${key.accessKeySecret}&`, `${request.method}&%2F&${encode(encodePairs(all))}`)
  const signed = { ...common, Signature: signature({ ...common, ...request.query, ...request.form }) }
  const isByForm = request.place === "form"
  const query = { ...request.query, ...(isByForm ? {} : signed) }
  const form = isByForm ? { ...request.form, ...signed } : request.form
  return {
    method: request.method,
    path: `/?${encodePairs(query)}`,
    headers: {
      host: request.host,
      ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" })
    },
    body: form === undefined ? "" : encodePairs(form)
  }
}

export interface UnsignedRoa {
  readonly host: string
  readonly path: string
  readonly version: string
  readonly query?: Pairs
  readonly contentType?: string
  readonly body: string
  /** Added before the signature is made. */
  readonly headers?: Pairs
  readonly hasContentMd5?: boolean
  readonly now?: number
}

export const signRoa = (key: Key, request: UnsignedRoa): Signed => {
  const { path, query = {}, body, contentType = "application/x-www-form-urlencoded; charset=UTF-8" } = request
  const md5 = (request.hasContentMd5 ?? true) ? createHash("md5").update(body).digest("base64") : ""
  const date = new Date(request.now ?? Date.now()).toUTCString()
  const acs: Pairs = {
    "x-acs-signature-method": "HMAC-SHA1",
    "x-acs-signature-nonce": randomUUID(),
    "x-acs-version": request.version,
    ...request.headers
  }
  const names = Object.keys(acs).toSorted()
  const pairs = Object.keys(query).toSorted()
  const resource = pairs.length === 0 ? path : `${path}?${pairs.map((name) => `${name}=${query[name]}`).join("&")}`
  const block = names.map((name) => `${name}:${acs[name]}\n`).join("")
  const toSign = ["POST", "application/json", md5, contentType, date, `${block}${resource}`].join("\n")
  return {
    method: "POST",
    path: pairs.length === 0 ? path : `${path}?${encodePairs(query)}`,
    headers: {
      accept: "application/json",
      "content-type": contentType,
      ...(md5 === "" ? {} : { "content-md5": md5 }),
      date,
      host: request.host,
      ...acs,
      authorization: `acs ${key.accessKeyId}:${hmac(key.accessKeySecret, toSign)}`
    },
    body
  }
}
