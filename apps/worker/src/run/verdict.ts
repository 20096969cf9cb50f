/** What a failed AddImage means for its job and for the run. Pure. */
import type { ImageSearchError } from "@imagesearch/client"

/**
 * `end run`: every job would fail in the same way, so nothing is recorded. `record`: this item cannot be sent. `give
 * back`: the reason can pass; `tries` says whether the try counts against the job.
 */
export type Verdict =
  | { readonly _tag: "end run" }
  | { readonly _tag: "record" }
  | { readonly _tag: "give back"; readonly tries: "counted" | "uncounted" }

export const judge = ({ reason }: ImageSearchError): Verdict => {
  switch (reason._tag) {
    case "Credentials":
    case "Permission":
    case "InvalidConfig":
    case "Clock":
      return { _tag: "end run" }
    case "NotFound":
    case "Rejected":
      return isAboutInstance(reason.code) ? { _tag: "end run" } : { _tag: "record" }
    case "InvalidInput":
    case "InvalidPicture":
    case "Quota":
      return { _tag: "record" }
    case "Throttled":
      // Held back by our own pacer: other processes were first, and nothing was sent.
      return { _tag: "give back", tries: reason.answer === undefined ? "uncounted" : "counted" }
    case "Unavailable":
    case "TimedOut":
    case "BusyTask":
    case "TaskFailed":
    case "UnexpectedAnswer":
      return { _tag: "give back", tries: "counted" }
  }
}

/** `InvalidInstance`, `InstanceStatusError` and their like: the instance is unknown, or cannot be used. */
const isAboutInstance = (code: string | undefined): boolean =>
  code !== undefined && /^(Console\.)?(InvalidInstance|InstanceNotFound|InstanceStatusError)/.test(code)
