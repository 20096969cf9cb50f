/** A reason in words and in one word: what went wrong, its kind and its code. Pure. */
import type { ErrorCategory } from "@imagesearch/core"
import type { ImageSearchReason, InputIssue, ServiceAnswer } from "./ImageSearchReason.ts"

/** What went wrong, as a clause with its full stop. */
export const problemOf = (reason: ImageSearchReason): string => {
  switch (reason._tag) {
    case "InvalidConfig":
      return `the setting ${reason.setting} ${reason.problem}.`
    case "InvalidInput":
      return `${reason.issues.map(describeIssue).join("; ")}.`
    case "InvalidPicture":
      return `${reason.field} ${reason.picture} ${reason.problem}.`
    case "Throttled":
    case "Unavailable":
    case "TimedOut":
    case "TaskFailed":
    case "UnexpectedAnswer":
      return reason.problem
    default:
      return quote(reason)
  }
}

/** `attempted` is the category of the last attempt, which tells what made the service unavailable. */
export const categoryOf = (reason: ImageSearchReason, attempted: ErrorCategory | undefined): ErrorCategory => {
  switch (reason._tag) {
    case "Credentials":
      return "credentials"
    case "Permission":
      return "permission"
    case "NotFound":
      return "notFound"
    case "Quota":
      return "quota"
    case "BusyTask":
      return "busyTask"
    case "Clock":
      return "clock"
    case "Throttled":
      return "throttle"
    case "Unavailable":
      return attempted ?? "transient"
    case "TimedOut":
      return "transient"
    case "TaskFailed":
    case "UnexpectedAnswer":
      return "unknown"
    default:
      return "invalid"
  }
}

/** The service's code. */
export const codeOf = (reason: ImageSearchReason): string | undefined => {
  if ("answer" in reason) return reason.answer?.code
  return "code" in reason ? reason.code : undefined
}

/** The service's own words. */
export const quote = ({ code, status, message }: ServiceAnswer): string =>
  sentence(`${code ?? `HTTP ${status}`}: ${message}`)

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

const describeIssue = ({ field, problem, value }: InputIssue): string =>
  `${field} ${problem}${value === undefined ? "" : ` (got ${value})`}`
