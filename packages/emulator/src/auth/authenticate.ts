// Tells by which scheme a request is signed, and checks it by that scheme and no other.

import { refuse } from "../errors.ts"
import { verifyAcs3 } from "./acs3.ts"
import { bearerTokenOf, verifyBearer } from "./bearer.ts"
import type { Caller } from "./Keyring.ts"
import { only, type OpenedRequest, parameter } from "./receivedRequest.ts"
import { verifyRoaV1 } from "./roaV1.ts"
import { verifyRpcV1 } from "./rpcV1.ts"
import type { Verifier } from "./Verifier.ts"

/** How a request says who sends it. */
export type Scheme = "ACS3" | "RPC V1" | "ROA V1" | "bearer" | "other" | "none"

/**
 * The scheme of a request. An Authorization header decides; without one a bearer token does, and then any parameter
 * that only signed RPC requests have.
 */
export const schemeOf = (request: OpenedRequest): Scheme => {
  const authorization = only(request.headers, "authorization") ?? ""
  if (authorization.startsWith("ACS3-")) return "ACS3"
  if (authorization.startsWith("acs ")) return "ROA V1"
  if (authorization !== "") return "other"
  if (bearerTokenOf(request) !== undefined) return "bearer"
  const isRpc = ["Signature", "SignatureMethod", "AccessKeyId"].some((name) => parameter(request, name) !== undefined)
  return isRpc ? "RPC V1" : "none"
}

/** Returns who sent the request. Throws the service's refusal unless the scheme that it uses says so. */
export const authenticate = (request: OpenedRequest, verifier: Verifier): Caller => {
  switch (schemeOf(request)) {
    case "ACS3":
      return verifyAcs3(request, verifier)
    case "RPC V1":
      return verifyRpcV1(request, verifier)
    case "ROA V1":
      return verifyRoaV1(request, verifier)
    case "bearer":
      return verifyBearer(request, verifier)
    case "other":
      throw refuse("InvalidSignatureMethod")
    case "none":
      throw refuse("IncompleteSignature")
  }
}
