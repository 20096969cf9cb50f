/**
 * The one error of this program: why a run ended, as a sentence for a person, and the exit code that says it to a
 * script.
 */
import { namingFlags, type ImageSearchError } from "@imagesearch/client"
import * as Data from "effect/Data"

export type WorkerReason =
  /** The command line or the catalogue as a whole is wrong; nothing was written. */
  | { readonly _tag: "Usage"; readonly problem: string }
  /** The path names no store, or the store of another instance; it was left as it is. */
  | { readonly _tag: "WrongStore"; readonly path: string; readonly problem: string }
  /** The store failed: it cannot be read, written or locked. */
  | { readonly _tag: "Store"; readonly path: string; readonly problem: string }
  /** The service, or the settings for it, end the whole run: every job would fail in the same way. */
  | { readonly _tag: "Service"; readonly error: ImageSearchError }

export class WorkerError extends Data.TaggedError("WorkerError")<{ readonly reason: WorkerReason }> {
  override get message(): string {
    switch (this.reason._tag) {
      case "Usage":
        return this.reason.problem
      case "WrongStore":
      case "Store":
        return `The store "${this.reason.path}" ${this.reason.problem}`
      case "Service":
        return this.reason.error.message
    }
  }
}

/** Exit codes, as BSD's sysexits and shells name them; the help lists them. Those of the command line client. */
export const exitCodes = {
  done: 0,
  failure: 1,
  usage: 2,
  partly: 3,
  unavailable: 69,
  tryLater: 75,
  noPermission: 77,
  interrupted: 130,
  terminated: 143
} as const

export const exitCodeOf = ({ reason }: WorkerError): number => {
  if (reason._tag === "Usage" || reason._tag === "WrongStore") return exitCodes.usage
  if (reason._tag === "Store") return exitCodes.failure
  switch (reason.error.reason._tag) {
    case "Credentials":
    case "Permission":
      return exitCodes.noPermission
    case "InvalidConfig":
      return exitCodes.usage
    case "Unavailable":
    case "TimedOut":
      return exitCodes.unavailable
    case "Throttled":
      return exitCodes.tryLater
    default:
      return exitCodes.failure
  }
}

export const usage = (problem: string): WorkerError => new WorkerError({ reason: { _tag: "Usage", problem } })

/** The service, or the settings for it, end the run. The flags of the program have the settings' names. */
export const serviceError = (error: ImageSearchError): WorkerError =>
  new WorkerError({ reason: { _tag: "Service", error: namingFlags(error) } })
