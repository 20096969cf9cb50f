// A wrong signature. The client is told what the server signed, as documented; the log is told where the two sides part,
// as far as that can be told, and nothing that must stay secret.

import { timingSafeEqual } from "node:crypto"
import { refuse, ServiceError } from "../errors.ts"

/** A refusal for a wrong signature. */
export class SignatureMismatch extends ServiceError {
  /** The first part in which what was signed differs from what was received. */
  readonly part: string

  constructor(refusal: ServiceError, part: string) {
    super(refusal.code, refusal.status, refusal.message)
    this.part = part
  }
}

/** What a client with a common mistake would have signed. */
export interface Guess {
  /** The part that is wrong then. */
  readonly part: string
  readonly stringToSign: string
  /** Where the mistake lies in the key of the MAC; the right key without it. */
  readonly key?: string
}

/** Most often the secret is wrong; any other change to the signed text looks the same. */
const UNKNOWN = "secret or signed text"

/** The part of the first guess that explains the signature. */
export const findPart = (guesses: readonly Guess[], isExplained: (guess: Guess) => boolean): string =>
  guesses.find(isExplained)?.part ?? UNKNOWN

/** The refusal of ACS3, with both strings that the server calculated. */
export const acs3Mismatch = (
  { stringToSign, canonicalRequest }: { readonly stringToSign: string; readonly canonicalRequest: string },
  part: string
): SignatureMismatch => {
  const { code, status, message } = refuse("SignatureDoesNotMatch")
  const told = `${message} server StringToSign is [${stringToSign}] server CanonicalRequest is [${canonicalRequest}]`
  return new SignatureMismatch(new ServiceError(code, status, told), part)
}

/**
 * The refusal of both HMAC-SHA1 schemes. SDKs compare what follows the colon with the string that they signed, to tell
 * a wrong secret from a changed request. `stringToSign` is a byte string.
 */
export const sha1Mismatch = (stringToSign: string, part: string): SignatureMismatch => {
  const { code, status, message } = refuse("SignatureDoesNotMatch", { variant: 1 })
  const text = Buffer.from(stringToSign, "latin1").toString("utf8")
  return new SignatureMismatch(new ServiceError(code, status, `${message} server string to sign is:${text}`), part)
}

/** Compares two signatures of any length without giving away where they differ. */
export const isSameSignature = (expected: string, given: string): boolean => {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
