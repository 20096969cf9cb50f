/** Signs one attempt: the message for its host, with a date and a nonce of its own. */
import { adviseOnErrorCode, prepareAcs3, sha256Hex, type Acs3Stages, type Endpoint } from "@imagesearch/core"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { wholeBody, type HttpMessage } from "./HttpMessage.ts"

/** An AccessKey pair, with a security token if it is temporary. Secrets stay redacted until they are used. */
export interface Credentials {
  readonly accessKeyId: string
  readonly accessKeySecret: Redacted.Redacted
  readonly securityToken?: Redacted.Redacted | undefined
}

/** What differs from attempt to attempt. */
export interface AttemptStamp {
  readonly endpoint: Endpoint
  /** Milliseconds of the Clock. */
  readonly now: number
  readonly nonce: string
}

/** A message that is ready to be sent. */
export interface SignedMessage {
  readonly message: HttpMessage
  /** Intermediate strings of the signature, for the diagnosis of a refusal; undefined when nothing was signed. */
  readonly stages: Acs3Stages | undefined
}

/** Turns a message into what is sent in one attempt. */
export type Signer = (message: HttpMessage, stamp: AttemptStamp) => SignedMessage

/** A signer whose key may end while the call runs. */
export interface RenewableSigner {
  readonly sign: Signer
  /** Run once a call, when the service says that the key has expired: the next signer must not be of that key. */
  readonly renew: Effect.Effect<void>
}

/** Gives the signer of each attempt; asked within the deadline of the call, and shared by all who ask at a time. */
export type SignerSource = Effect.Effect<RenewableSigner, NoSignerError>

/** There is no key to sign with. Nothing was sent for want of it. */
export class NoSignerError extends Data.TaggedError("NoSignerError")<{
  /** What failed, as a clause. Never holds a secret. */
  readonly problem: string
  /** The source's own error, for the caller who made the source; undefined when the call's time ran out. */
  readonly cause: unknown
}> {}

/** ACS3-HMAC-SHA256 with these credentials for this operation, of any product. */
export const acs3Signer = (
  operation: { readonly name: string; readonly version: string },
  credentials: Credentials
): Signer => {
  const { accessKeyId, securityToken } = credentials
  const temporary: Record<string, string> =
    securityToken === undefined
      ? {}
      : { "x-acs-accesskey-id": accessKeyId, "x-acs-security-token": Redacted.value(securityToken) }
  return (message, { endpoint, now, nonce }) => {
    const payloadHash = sha256Hex(message.body === undefined ? "" : wholeBody(message.body))
    const headers: Record<string, string> = {
      ...message.headers,
      ...temporary,
      host: endpoint.host,
      "x-acs-action": operation.name,
      "x-acs-version": operation.version,
      "x-acs-date": acsDate(now),
      "x-acs-signature-nonce": nonce,
      "x-acs-content-sha256": payloadHash
    }
    const { method, path, query } = message
    const stages = preparedFor(credentials)({ method, path, query, headers, payloadHash })
    headers["authorization"] = stages.authorization
    return { message: { ...message, headers }, stages }
  }
}

/** For requests that carry their own proof, such as an upload form with a signed policy. */
export const unsigned: Signer = (message, { endpoint }) => ({
  message: { ...message, headers: { ...message.headers, host: endpoint.host } },
  stages: undefined
})

/** Of the codes about keys the one that a new key corrects, as core's table has it. */
export const saysKeyExpired = (code: string | undefined): boolean => {
  const advice = code === undefined ? undefined : adviseOnErrorCode(code)
  return advice?.category === "credentials" && advice.retryable === "afterCorrection"
}

/** One prepared key for all calls with the same credentials; it goes when they go. */
const prepared = new WeakMap<Credentials, ReturnType<typeof prepareAcs3>>()

const preparedFor = (credentials: Credentials): ReturnType<typeof prepareAcs3> => {
  const known = prepared.get(credentials)
  if (known !== undefined) return known
  const { accessKeyId, accessKeySecret } = credentials
  const sign = prepareAcs3({ accessKeyId, accessKeySecret: Redacted.value(accessKeySecret) })
  prepared.set(credentials, sign)
  return sign
}

/** UTC to the second, as `x-acs-date` wants it; valid for 15 minutes. Written once a second. */
export const acsDate = (now: number): string => {
  const second = Math.floor(now / 1_000)
  if (second !== lastDate.second) lastDate = { second, text: `${new Date(now).toISOString().slice(0, 19)}Z` }
  return lastDate.text
}

let lastDate = { second: Number.NaN, text: "" }
