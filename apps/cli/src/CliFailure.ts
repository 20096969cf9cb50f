/** Failures of the program itself, as opposed to those of a call. */
import * as Data from "effect/Data"

/** `reason` is for programs, `message` one sentence for a person. */
export class CliFailure extends Data.TaggedError("CliFailure")<{
  readonly reason: "ConfirmationMissing" | "Declined" | "UnknownRegion" | "MissingEndpoint"
  readonly message: string
  readonly exitCode: number
}> {}
