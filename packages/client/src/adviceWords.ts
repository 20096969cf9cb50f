/** What to do about a reason, in one sentence. Pure. */
import { adviseOnErrorCode } from "@imagesearch/core"
import type { Attempt } from "@imagesearch/transport"
import type { ImageSearchReason } from "./ImageSearchReason.ts"
import { codeOf } from "./reasonWords.ts"

/**
 * Advice on the code where the table knows it; else on the reason, which fits any code. `attempts` are those of the call,
 * undefined where nothing was sent.
 */
export const adviceOf = (reason: ImageSearchReason, attempts: readonly Attempt[] | undefined): string => {
  // The answer itself names the action, which is more than the table knows.
  if (reason._tag === "Permission" && reason.accessDenied !== undefined) return adviceOfReason(reason, attempts)
  const advice = adviceOfCode(codeOf(reason))
  if (advice === undefined) return adviceOfReason(reason, attempts)
  // The table cannot know how far this call came.
  return reason._tag === "Unavailable" && reason.mayHaveBeenDone ? `${advice} ${mayHaveActed}` : advice
}

const mayHaveActed = "The service may have acted on it."

const adviceOfCode = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : adviseOnErrorCode(code)?.advice

const adviceOfReason = (reason: ImageSearchReason, attempts: readonly Attempt[] | undefined): string => {
  switch (reason._tag) {
    case "InvalidConfig":
    case "InvalidPicture":
      return reason.advice
    case "InvalidInput":
      return `Correct the input; nothing was ${attempts === undefined ? "sent" : "stored"}.`
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
      return adviceOfSilence(reason, attempts)
    case "TaskFailed":
      // The address is a link for whoever holds it, so it stays out of texts that are logged.
      return reason.errorUrl === undefined
        ? "Mend what it names, and start it again."
        : "Read the list behind the reason's errorUrl, mend what it names, and start it again."
    case "UnexpectedAnswer":
      return "Check that the endpoint belongs to the service."
  }
}

/** Nothing came, or not in time: from the service, or from what a call needs besides it. */
const adviceOfSilence = (
  { lacking, mayHaveBeenDone }: Extract<ImageSearchReason, { readonly _tag: "Unavailable" | "TimedOut" }>,
  attempts: readonly Attempt[] = []
): string => {
  switch (lacking) {
    case "picture":
      return "Check where the picture comes from, or give the call more time."
    case "key":
      return `Check where keys come from, or give the call more time.${mayHaveBeenDone ? ` ${mayHaveActed}` : ""}`
    case "taskEnd":
      return "Wait for it again: the task runs on."
    case undefined:
      if (mayHaveBeenDone) return "Try again later; the service may have acted on it."
      // Those of the upload that came before it, or throttled ones.
      return attempts.some(({ sent }) => sent !== "no")
        ? "Check the endpoint and the network; the operation was not done."
        : "Check the endpoint and the network; nothing was sent."
  }
}
