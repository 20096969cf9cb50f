/** The client's reading of a call that had no key to be signed with. */
import type { TransportReason } from "@imagesearch/transport"
import type { ImageSearchReason } from "../ImageSearchReason.ts"
import { CredentialsError, describeCredentialsError, type CredentialsReason } from "./CredentialsError.ts"

/**
 * `Credentials` if a service refused, `Unavailable` if one could not be reached, else `InvalidConfig`: nothing is set that
 * gives a key. `TimedOut` if the call's own time ran out before a key came.
 */
export const unsignedReason = ({ problem, cause, mayHaveBeenDone }: Unsigned): ImageSearchReason => {
  const shared = { problem: `${problem}.`, mayHaveBeenDone, lacking: "key" } as const
  if (!(cause instanceof CredentialsError)) return { _tag: "TimedOut", ...shared }
  const reasons = reasonsOf(cause)
  const refused = reasons.find((reason) => reason._tag === "Refused")
  if (refused !== undefined) {
    return { _tag: "Credentials", status: refused.status, code: refused.code, message: problem }
  }
  if (reasons.some(({ _tag }) => _tag === "Unavailable")) {
    return { _tag: "Unavailable", answer: undefined, ...shared }
  }
  return {
    _tag: "InvalidConfig",
    setting: "credentials",
    problem: `gives no key: ${describeCredentialsError(cause)}`,
    advice: credentialsAdvice
  }
}

type Unsigned = Extract<TransportReason, { readonly _tag: "Unsigned" }> & { readonly mayHaveBeenDone: boolean }

/** For whoever has set nothing. */
export const credentialsAdvice =
  "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or name a profile with ALIBABA_CLOUD_PROFILE."

/** Of the single providers. */
const reasonsOf = ({ reason }: CredentialsError): readonly CredentialsReason[] =>
  reason._tag === "Exhausted" ? reason.tried.flatMap(reasonsOf) : [reason]
