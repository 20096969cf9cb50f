/** The client's reading of a call that had no key to be signed with. */
import type { TransportReason } from "@imagesearch/transport"
import * as Data from "effect/Data"
import type { ImageSearchReason } from "../ImageSearchReason.ts"
import { describeCredentialsError, type CredentialsError, type CredentialsReason } from "./CredentialsError.ts"
import type { KeySource } from "./KeySource.ts"

/** Why a call has no key, and who was to give one: what the transport carries as the cause. */
export class MissingKey extends Data.Class<{ readonly error: CredentialsError; readonly source: KeySource }> {}

/**
 * `Credentials` if a service refused, `Unavailable` if one could not be reached, else `InvalidConfig`: the source has
 * none to give. `TimedOut` if the call's own time ran out before a key came.
 */
export const unsignedReason = ({ problem, cause, mayHaveBeenDone }: Unsigned): ImageSearchReason => {
  const shared = { problem: `${problem}.`, mayHaveBeenDone, lacking: "key" } as const
  if (!(cause instanceof MissingKey)) return { _tag: "TimedOut", ...shared }
  const { error, source } = cause
  const reasons = reasonsOf(error)
  const refused = reasons.find((reason) => reason._tag === "Refused")
  if (refused !== undefined) {
    return { _tag: "Credentials", status: refused.status, code: refused.code, message: problem }
  }
  if (reasons.some(({ _tag }) => _tag === "Unavailable")) {
    return { _tag: "Unavailable", answer: undefined, ...shared }
  }
  return { _tag: "InvalidConfig", problem: `gives no key: ${describeCredentialsError(error)}`, ...source }
}

type Unsigned = Extract<TransportReason, { readonly _tag: "Unsigned" }> & { readonly mayHaveBeenDone: boolean }

/** Of the single providers. */
const reasonsOf = ({ reason }: CredentialsError): readonly CredentialsReason[] =>
  reason._tag === "Exhausted" ? reason.tried.flatMap(reasonsOf) : [reason]
