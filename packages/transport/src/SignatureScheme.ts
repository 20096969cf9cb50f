/**
 * The older and other ways to prove who sends: ACS3 with SM3, RPC V1, ROA V1 and bearer tokens beside ACS3-HMAC-SHA256.
 * Core calculates; here the message of one attempt gets its date, nonce and proof.
 */
import {
  acs3Headers,
  bearerAdditions,
  md5Base64,
  roaV1Headers,
  rpcV1Parameters,
  sha256Hex,
  signAcs3Sm3,
  signRoaV1,
  signRpcV1,
  sm3Hex,
  type AccessKey,
  type Operation,
  type Pair
} from "@imagesearch/core"
import * as Redacted from "effect/Redacted"
import { wholeBody, type HttpMessage } from "./HttpMessage.ts"
import { acs3Signer, acsDate, type Credentials, type Signer } from "./Signing.ts"

/** `rpc-v1` signs operations named by parameters, `roa-v1` those named by their path; the others sign both. */
export type SignatureScheme = "acs3" | "acs3-sm3" | "rpc-v1" | "roa-v1"

/** What is signed, with which key, by which scheme. */
export interface SchemeSigning {
  readonly scheme: SignatureScheme
  readonly operation: Operation
  readonly credentials: Credentials
}

/** Throws core's `SigningInputError` or `UnsupportedDigestError` when an attempt is signed. */
export const schemeSigner = ({ scheme, operation, credentials }: SchemeSigning): Signer => {
  switch (scheme) {
    case "acs3":
      return acs3Signer(operation, credentials)
    case "acs3-sm3":
      return acs3Sm3Signer(operation, keyOf(credentials))
    case "rpc-v1":
      return rpcV1Signer(operation, keyOf(credentials))
    case "roa-v1":
      return roaV1Signer(operation, keyOf(credentials))
  }
}

/** Sends the token in place of a signature, in the newest form for the style of the operation. */
export const bearerSigner =
  ({ name, version, style }: Operation, token: Redacted.Redacted): Signer =>
  (message, { endpoint, now, nonce }) => {
    const additions = bearerAdditions(style === "ROA" ? "acs3-roa" : "acs3-rpc", Redacted.value(token))
    const headers = {
      ...message.headers,
      host: endpoint.host,
      "x-acs-action": name,
      "x-acs-version": version,
      "x-acs-date": acsDate(now),
      "x-acs-signature-nonce": nonce,
      "x-acs-content-sha256": sha256Hex(bodyOf(message)),
      ...additions.headers
    }
    return { message: { ...message, query: [...message.query, ...additions.query], headers }, stages: undefined }
  }

const acs3Sm3Signer =
  ({ name, version }: Operation, key: OpenKey): Signer =>
  (message, { endpoint, now, nonce }) => {
    const payloadHash = sm3Hex(bodyOf(message))
    const { accessKeyId, securityToken } = key
    const common = { host: endpoint.host, date: acsDate(now), nonce, payloadHash, accessKeyId, securityToken }
    const headers = { ...message.headers, ...acs3Headers({ ...common, action: name, version }) }
    const { method, path, query } = message
    const stages = signAcs3Sm3({ method, path, query, headers, payloadHash }, key)
    return { message: { ...message, headers: { ...headers, authorization: stages.authorization } }, stages }
  }

const rpcV1Signer =
  ({ name, version }: Operation, { accessKeyId, accessKeySecret, securityToken }: OpenKey): Signer =>
  (message, { endpoint, now, nonce }) => {
    const parts = { action: name, version, timestamp: acsDate(now), nonce, accessKeyId, securityToken }
    const query = [...rpcV1Parameters(parts), ...message.query]
    const signed = signRpcV1({ method: message.method, query, form: formOf(message) }, { accessKeyId, accessKeySecret })
    const headers = { ...message.headers, host: endpoint.host }
    return { message: { ...message, query: signed.query, headers }, stages: undefined }
  }

const roaV1Signer =
  ({ version }: Operation, key: OpenKey): Signer =>
  (message, { endpoint, now, nonce }) => {
    const { accessKeyId, securityToken } = key
    const headers = {
      ...message.headers,
      ...roaV1Headers({ version, date: new Date(now).toUTCString(), nonce, accessKeyId, securityToken }),
      host: endpoint.host,
      // The body is covered by this header alone.
      "content-md5": md5Base64(bodyOf(message))
    }
    const { method, path, query } = message
    const { authorization } = signRoaV1({ method, path, query, headers }, key)
    return { message: { ...message, headers: { ...headers, authorization } }, stages: undefined }
  }

/** A key in the open, for as long as one signer lives. */
interface OpenKey extends AccessKey {
  readonly securityToken: string | undefined
}

const keyOf = ({ accessKeyId, accessKeySecret, securityToken }: Credentials): OpenKey => ({
  accessKeyId,
  accessKeySecret: Redacted.value(accessKeySecret),
  securityToken: securityToken && Redacted.value(securityToken)
})

const bodyOf = ({ body }: HttpMessage): Uint8Array => (body === undefined ? new Uint8Array() : wholeBody(body))

/** RPC V1 signs the fields of a form, not its bytes. */
const formOf = (message: HttpMessage): readonly Pair[] =>
  message.headers["content-type"] === "application/x-www-form-urlencoded"
    ? [...new URLSearchParams(new TextDecoder().decode(bodyOf(message)))]
    : []
