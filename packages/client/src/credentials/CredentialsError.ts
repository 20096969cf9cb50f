/** Why no key could be had: who was asked, and what each of them lacks. Never holds a secret. */
import * as Data from "effect/Data"

/** One member for each decision that a caller can take. */
export type CredentialsReason =
  /** Nothing says that this provider is to be used: no variable is set, no file is there. */
  | { readonly _tag: "Absent"; readonly problem: string }
  /** A variable, a file or an answer is there and cannot be used. `field` names the part of `source` that is wrong. */
  | { readonly _tag: "Invalid"; readonly source: string; readonly field: string | undefined; readonly problem: string }
  /** The service that hands out temporary keys refused. */
  | {
      readonly _tag: "Refused"
      readonly status: number
      readonly code: string | undefined
      readonly problem: string
      readonly requestId: string | undefined
    }
  /** It could not be reached, failed, or took too long; the same may work later. */
  | { readonly _tag: "Unavailable"; readonly problem: string }
  /** A chain has tried them all, in this order. */
  | { readonly _tag: "Exhausted"; readonly tried: readonly CredentialsError[] }

/** No key could be had: `reason` says why. Never holds a secret. */
export class CredentialsError extends Data.TaggedError("CredentialsError")<{
  /** Name of the provider that was asked. */
  readonly provider: string
  readonly reason: CredentialsReason
}> {
  override get message(): string {
    return `No key could be had from ${describeCredentialsError(this)}.`
  }
}

/** Provider and problem as a clause without a full stop; those of a chain one after the other. */
export const describeCredentialsError = ({ provider, reason }: CredentialsError): string => {
  switch (reason._tag) {
    case "Absent":
    case "Unavailable":
      return `${provider}: ${reason.problem}`
    case "Refused": {
      const id = reason.requestId === undefined ? "" : ` (request id ${reason.requestId})`
      return `${provider}: ${reason.code ?? `HTTP ${reason.status}`}: ${reason.problem}${id}`
    }
    case "Invalid": {
      const { source, field } = reason
      return `${provider}: ${field === undefined ? source : `${field} of ${source}`} ${reason.problem}`
    }
    case "Exhausted":
      return reason.tried.map(describeCredentialsError).join("; ")
  }
}
