/** How a call ends in failure: one member for each decision that a caller can take. */
import type { AccessDenied } from "@imagesearch/transport"

/** What the service said when it refused. */
export interface ServiceAnswer {
  /** HTTP status; 200 where the answer itself says that it failed. */
  readonly status: number
  /** The service's error code, such as `DeniedRequest`; undefined where the answer has none. */
  readonly code: string | undefined
  /** The service's own words, or what stood in place of its answer. */
  readonly message: string
  /** What a RAM policy refused, under the wire's names, where the service says so. */
  readonly accessDenied?: AccessDenied | undefined
}

/** What is wrong with one field. */
export interface InputIssue {
  /** Path of the field, its parts joined by dots. */
  readonly field: string
  /** What it takes, as a clause. */
  readonly problem: string
  /** What was given, shortened; undefined where nothing was. */
  readonly value?: string | undefined
}

/** One member for each decision that a caller can take. */
export type ImageSearchReason =
  /** A setting is missing or wrong; nothing was sent. */
  | { readonly _tag: "InvalidConfig"; readonly setting: string; readonly problem: string; readonly advice: string }
  /**
   * The input does not fit the operation, which was not sent. Each issue names its field. For a region outside a picture
   * that comes in bit by bit, leave to store it may have been asked for: the error has `attempts` then.
   */
  | { readonly _tag: "InvalidInput"; readonly issues: readonly InputIssue[] }
  /** The picture cannot be used, and was not stored. `problem` is a clause about it, with the value and the limit. */
  | {
      readonly _tag: "InvalidPicture"
      readonly field: string
      readonly picture: string
      readonly problem: string
      readonly advice: string
    }
  /** The service refused the key, its secret or its token. */
  | ({ readonly _tag: "Credentials" } & ServiceAnswer)
  /** The key is right and may not do this. */
  | ({ readonly _tag: "Permission" } & ServiceAnswer)
  /** The instance, product or picture is not there. */
  | ({ readonly _tag: "NotFound" } & ServiceAnswer)
  /** The service takes the request for wrong; sending it again cannot help. */
  | ({ readonly _tag: "Rejected" } & ServiceAnswer)
  /** The instance is full, or the account has no balance. */
  | ({ readonly _tag: "Quota" } & ServiceAnswer)
  /** A task is running that allows no second one. */
  | ({ readonly _tag: "BusyTask" } & ServiceAnswer)
  /** This machine's clock is more than 15 minutes off (documented limit), and a repeat with the answer's date failed too. */
  | ({ readonly _tag: "Clock" } & ServiceAnswer)
  /** More calls than were bought; undefined `answer` means that the client itself held the call back. */
  | { readonly _tag: "Throttled"; readonly answer: ServiceAnswer | undefined; readonly problem: string }
  /**
   * The service failed, or could not be reached. `mayHaveBeenDone` tells whether the operation can have been done, which
   * a failed upload rules out. `lacking` is `key` where it was the source of keys that could not be reached.
   */
  | {
      readonly _tag: "Unavailable"
      readonly answer: ServiceAnswer | undefined
      readonly problem: string
      readonly mayHaveBeenDone: boolean
      readonly lacking?: "key" | undefined
    }
  /**
   * A time limit ran out, which `problem` names. `mayHaveBeenDone` tells whether the operation can have been done, which
   * a failed upload rules out. `lacking` is what did not come in time where it was no answer: the bytes of a picture, a
   * key to sign with, the end of a task.
   */
  | {
      readonly _tag: "TimedOut"
      readonly problem: string
      readonly mayHaveBeenDone: boolean
      readonly lacking?: "picture" | "key" | "taskEnd" | undefined
    }
  /** A task inside the service ended in failure. `errorUrl` leads to its list of errors, for two hours. */
  | {
      readonly _tag: "TaskFailed"
      readonly task: string
      readonly problem: string
      readonly errorUrl: string | undefined
    }
  /** The answer does not have the documented shape. `status` is its HTTP status. */
  | { readonly _tag: "UnexpectedAnswer"; readonly problem: string; readonly status: number | undefined }
