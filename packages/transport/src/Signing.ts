/** Signs one attempt: the message for its host, with a date and a nonce of its own. */
import { prepareAcs3, sha256Hex, type Acs3Stages, type Endpoint, type Operation } from "@imagesearch/core"
import * as Redacted from "effect/Redacted"
import type { HttpMessage } from "./HttpMessage.ts"

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

/** ACS3-HMAC-SHA256 with these credentials for this operation. */
export const acs3Signer = (operation: Operation, credentials: Credentials): Signer => {
  const { accessKeyId, securityToken } = credentials
  const temporary: Record<string, string> =
    securityToken === undefined
      ? {}
      : { "x-acs-accesskey-id": accessKeyId, "x-acs-security-token": Redacted.value(securityToken) }
  return (message, { endpoint, now, nonce }) => {
    const payloadHash = sha256Hex(message.body ?? "")
    const headers = {
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
    return { message: { ...message, headers: { ...headers, authorization: stages.authorization } }, stages }
  }
}

/** For requests that carry their own proof, such as an upload form with a signed policy. */
export const unsigned: Signer = (message, { endpoint }) => ({
  message: { ...message, headers: { ...message.headers, host: endpoint.host } },
  stages: undefined
})

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

/** UTC to the second, as `x-acs-date` wants it; valid for 15 minutes. */
const acsDate = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`
