// The ticket of AuthorizeFileUpload: a signed policy that lets its holder post one object into the transfer bucket.

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { OssError } from "./ossError.ts"

/** The key pair that signs tickets; it is the emulator's own and never the caller's. */
export interface TicketKey {
  readonly accessKeyId: string
  readonly accessKeySecret: string
}

/** What AuthorizeFileUpload answers, apart from the request id. */
export interface Ticket {
  readonly AccessKeyId: string
  readonly Bucket: string
  readonly EncodedPolicy: string
  readonly Endpoint: string
  readonly ObjectKey: string
  readonly Signature: string
  readonly UseAccelerate: boolean
}

/** What a form claims: the three fields of the ticket, and the object that it wants to store. */
export interface Claim {
  readonly accessKeyId: string | undefined
  readonly policy: string | undefined
  readonly signature: string | undefined
  readonly bucket: string
  readonly key: string
  readonly fileBytes: number
}

/** Not documented; long enough for an upload over a slow line. */
const VALID_MS = 30 * 60 * 1_000

/**
 * The documented 4 MB and one more, so that a picture over the limit reaches the operation and gets its documented
 * error.
 */
export const MOST_FILE_BYTES = 5 * 1_024 * 1_024

/** Makes the key pair of one run. */
export const newTicketKey = (): TicketKey => ({
  accessKeyId: `EMULATOROSS${randomBytes(6).toString("hex")}`,
  accessKeySecret: randomBytes(24).toString("base64url")
})

/** Issues a ticket for one new object whose key cannot be guessed. `now` is in epoch milliseconds. */
export const issueTicket = (
  key: TicketKey,
  target: { readonly bucket: string; readonly endpoint: string; readonly now: number }
): Ticket => {
  const { bucket, endpoint, now } = target
  const objectKey = `imagesearch/${randomBytes(20).toString("hex")}`
  const policy = {
    expiration: new Date(now + VALID_MS).toISOString(),
    conditions: [{ bucket }, ["eq", "$key", objectKey], ["content-length-range", 0, MOST_FILE_BYTES]]
  }
  const encodedPolicy = Buffer.from(JSON.stringify(policy)).toString("base64")
  return {
    AccessKeyId: key.accessKeyId,
    Bucket: bucket,
    EncodedPolicy: encodedPolicy,
    Endpoint: endpoint,
    ObjectKey: objectKey,
    Signature: sign(key, encodedPolicy),
    UseAccelerate: false
  }
}

/**
 * Throws the object store's refusal unless the claim holds a policy signed with the key that allows this very object
 * now.
 */
export const checkClaim = (key: TicketKey, claim: Claim, now: number): void => {
  const { accessKeyId, policy, signature } = claim
  for (const [name, value] of Object.entries({ OSSAccessKeyId: accessKeyId, policy, Signature: signature })) {
    if (value === undefined || value === "")
      throw new OssError("InvalidArgument", 400, `The form has no field ${name}.`)
  }
  if (accessKeyId !== key.accessKeyId) {
    throw new OssError("InvalidAccessKeyId", 403, "The OSS Access Key Id you provided does not exist in our records.")
  }
  if (!isEqual(sign(key, policy ?? ""), signature ?? "")) {
    throw new OssError(
      "SignatureDoesNotMatch",
      403,
      "The request signature we calculated does not match the signature you provided."
    )
  }
  const { expiration, conditions } = readPolicy(policy ?? "")
  if (!(Date.parse(expiration) > now))
    throw new OssError("AccessDenied", 403, "Invalid according to Policy: Policy expired.")
  for (const condition of conditions) checkCondition(condition, claim)
}

/** The object store's signature of a policy or of a link: HMAC-SHA1 in Base64. */
export const sign = (key: TicketKey, text: string): string =>
  createHmac("sha1", key.accessKeySecret).update(text).digest("base64")

/** Compares signatures in a time that does not tell how much of them is right. */
export const isEqual = (expected: string, given: string): boolean => {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const readPolicy = (encoded: string): { readonly expiration: string; readonly conditions: readonly unknown[] } => {
  const policy: unknown = JSON.parse(Buffer.from(encoded, "base64").toString("utf8"))
  if (typeof policy !== "object" || policy === null || !("expiration" in policy) || !("conditions" in policy)) {
    throw new OssError("InvalidPolicyDocument", 400, "The policy has no expiration or no conditions.")
  }
  const { expiration, conditions } = policy
  return { expiration: String(expiration), conditions: Array.isArray(conditions) ? conditions : [] }
}

const checkCondition = (condition: unknown, { bucket, key, fileBytes }: Claim): void => {
  if (!Array.isArray(condition)) {
    if (JSON.stringify(condition) !== JSON.stringify({ bucket })) throw conditionFailed(condition)
    return
  }
  const [kind, first, second] = condition
  if (kind === "content-length-range") {
    if (fileBytes < Number(first))
      throw new OssError("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size.")
    if (fileBytes > Number(second)) throw entityTooLarge()
  } else if (kind !== "eq" || first !== "$key" || second !== key) throw conditionFailed(condition)
}

/** The object store's refusal of an upload over the size that the policy allows. */
export const entityTooLarge = (): OssError =>
  new OssError("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed object size.")

const conditionFailed = (condition: unknown): OssError =>
  new OssError(
    "AccessDenied",
    403,
    `Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`
  )
