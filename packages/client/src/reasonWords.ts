/** A reason in words and in one word: what went wrong, what to do, its kind and its code. Pure. */
import { adviseOnErrorCode, type ErrorCategory } from "@imagesearch/core"
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

/** Advice on the code where the table knows it; else on the reason, which fits any code. */
export const adviceOf = (reason: ImageSearchReason): string => {
  // The answer itself names the action, which is more than the table knows.
  if (reason._tag === "Permission" && reason.accessDenied !== undefined) return adviceOfReason(reason)
  const advice = adviceOfCode(codeOf(reason))
  if (advice === undefined) return adviceOfReason(reason)
  // The table cannot know how far this call came.
  return reason._tag === "Unavailable" && reason.mayHaveBeenDone
    ? `${advice} The service may have acted on it.`
    : advice
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

const adviceOfCode = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : adviseOnErrorCode(code)?.advice

const adviceOfReason = (reason: ImageSearchReason): string => {
  switch (reason._tag) {
    case "InvalidConfig":
    case "InvalidPicture":
      return reason.advice
    case "InvalidInput":
      return "Correct the input; nothing was sent."
    case "Credentials":
      return "Check the AccessKey ID, its secret and, for a temporary key, its security token."
    case "Permission":
      return `Ask for a RAM policy that allows ${reason.accessDenied?.["AuthAction"] ?? "this action"}.`
    case "NotFound":
      return "Check the names, and that the instance is in this region."
    case "Rejected":
      return "Correct the request; sending it again cannot help."
    case "Quota":
      return "Remove pictures or buy more capacity."
    case "BusyTask":
      return "Wait until the running task has ended."
    case "Clock":
      return "Set this machine's clock."
    case "Throttled":
      return "Send more slowly, or wait a second."
    case "Unavailable":
    case "TimedOut":
      return reason.mayHaveBeenDone
        ? "Try again later; the service may have acted on it."
        : "Check the endpoint and the network; nothing was sent."
    case "TaskFailed":
      // The address is a link for whoever holds it, so it stays out of texts that are logged.
      return reason.errorUrl === undefined
        ? "Mend what it names, and start it again."
        : "Read the list behind the reason's errorUrl, mend what it names, and start it again."
    case "UnexpectedAnswer":
      return "Check that the endpoint belongs to the service."
  }
}
