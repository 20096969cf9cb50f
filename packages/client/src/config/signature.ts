/** By which scheme requests are signed. */
import { bearerAdditions, SigningInputError, sm3Hex, UnsupportedDigestError } from "@imagesearch/core"
import type { SignatureScheme } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { invalidSetting } from "./setting.ts"

/** Checked: the scheme of a signature, or the token that is sent in its place. */
export type Signature =
  | { readonly _tag: "Signed"; readonly scheme: SignatureScheme }
  | { readonly _tag: "Bearer"; readonly token: Redacted.Redacted }

/** What the caller gives; the first scheme allowed is the default. */
export interface SignatureSettings {
  readonly signature: SignatureScheme | undefined
  readonly bearerToken: string | Redacted.Redacted | undefined
  readonly allowed: readonly [SignatureScheme, ...SignatureScheme[]]
}

/** Fails with reason `InvalidConfig` for another scheme, a token that no header can carry, and SM3 where it is missing. */
export const resolveSignature = ({
  signature,
  bearerToken,
  allowed
}: SignatureSettings): Effect.Effect<Signature, ImageSearchError> => {
  if (bearerToken !== undefined) return bearer(bearerToken, signature)
  const scheme = signature ?? allowed[0]
  if (!allowed.includes(scheme)) {
    const problem = `"${scheme}" does not sign these operations`
    return Effect.fail(invalidSetting({ setting: "signature", problem, advice: `Choose ${allowed.join(" or ")}.` }))
  }
  return scheme === "acs3-sm3" ? withSm3 : Effect.succeed({ _tag: "Signed", scheme })
}

const bearer = (
  given: string | Redacted.Redacted,
  signature: SignatureScheme | undefined
): Effect.Effect<Signature, ImageSearchError> => {
  if (signature !== undefined) {
    const advice = "Leave out one of the two."
    return Effect.fail(invalidSetting({ setting: "signature", problem: "is given beside a bearer token", advice }))
  }
  const token = typeof given === "string" ? Redacted.make(given) : given
  return Effect.try({
    try: () => bearerAdditions("acs3-rpc", Redacted.value(token)),
    catch: (error) => {
      if (!(error instanceof SigningInputError)) throw error
      return invalidSetting({ setting: "bearerToken", problem: error.why, advice: "Copy it again, in one line." })
    }
  }).pipe(Effect.as({ _tag: "Bearer", token }))
}

const withSm3: Effect.Effect<Signature, ImageSearchError> = Effect.try({
  try: () => sm3Hex(""),
  catch: (error) => {
    if (!(error instanceof UnsupportedDigestError)) throw error
    const problem = "needs SM3, which this runtime does not have"
    return invalidSetting({ setting: "signature", problem, advice: "Leave it out, or use another build of Node.js." })
  }
}).pipe(Effect.as({ _tag: "Signed", scheme: "acs3-sm3" }))
