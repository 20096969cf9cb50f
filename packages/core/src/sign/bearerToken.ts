/**
 * A bearer token in place of a signature: nothing is signed and no Authorization header is sent. Where the token goes
 * depends on the style of the request.
 *
 * Source: the official SDK, which for the V3 RPC style was also seen doing it.
 */
import type { Pair } from "../percentEncoding.ts"
import { checkedValue } from "./signedHeaders.ts"
import { checkToken, SigningInputError } from "./signingInput.ts"

/** The style of the request that would otherwise have been signed. */
export type BearerStyle = "acs3-rpc" | "acs3-roa" | "rpc-v1" | "roa-v1"

/** What to add to a request. */
export interface BearerAdditions {
  readonly headers: Readonly<Record<string, string>>
  readonly query: readonly Pair[]
}

/** Throws `SigningInputError` for an empty token, and for one that no header could carry. */
export const bearerAdditions = (style: BearerStyle, token: string): BearerAdditions => {
  const header = { "x-acs-bearer-token": checkedValue("x-acs-bearer-token", checkToken("token", token)) }
  switch (style) {
    case "acs3-rpc":
      return { headers: header, query: [signatureType] }
    case "rpc-v1":
      return { headers: {}, query: [["BearerToken", token], signatureType] }
    case "acs3-roa":
    case "roa-v1":
      return { headers: { ...header, "x-acs-signature-type": "BEARERTOKEN" }, query: [] }
    default:
      throw new SigningInputError("style", "is none of acs3-rpc, acs3-roa, rpc-v1 and roa-v1")
  }
}

const signatureType: Pair = ["SignatureType", "BEARERTOKEN"]
