// Bearer tokens: the request carries a secret instead of a signature, so nothing but that secret can be checked.

import { invalid, refuse } from "../errors.ts"
import { checkIsoDate } from "./date.ts"
import type { Caller } from "./Keyring.ts"
import { only, type OpenedRequest, parameter } from "./receivedRequest.ts"
import type { Verifier } from "./Verifier.ts"

/** The parameters of the scheme in its RPC form. */
export const BEARER_PARAMETERS: readonly string[] = ["BearerToken", "SignatureType"]

const TYPE = "BEARERTOKEN"

/** The token in the header or, in the older RPC form, among the parameters; undefined if there is none. */
export const bearerTokenOf = (request: OpenedRequest): string | undefined =>
  only(request.headers, "x-acs-bearer-token") ?? parameter(request, "BearerToken")

/**
 * Returns the caller that holds the token.
 *
 * The documents name no code for a wrong token; it follows the gateway's pattern for wrong parameters. Date and nonce
 * count where they are sent, though nothing protects them.
 */
export const verifyBearer = (request: OpenedRequest, verifier: Verifier): Caller => {
  const { headers } = request
  const type = only(headers, "x-acs-signature-type") ?? parameter(request, "SignatureType")
  if (type !== TYPE) throw invalid("SignatureType")
  const caller = verifier.keys.bearer(bearerTokenOf(request) ?? "")
  if (caller === undefined) throw invalid("BearerToken")
  const date = only(headers, "x-acs-date") ?? parameter(request, "Timestamp")
  if (date !== undefined) checkIsoDate(date, verifier.now())
  const nonce = only(headers, "x-acs-signature-nonce") ?? parameter(request, "SignatureNonce")
  if (nonce !== undefined && !verifier.nonces.claim(caller.id, nonce, verifier.now()))
    throw refuse("SignatureNonceUsed")
  return caller
}
